import { queryOptions } from "@tanstack/react-query";
import { get } from "../http";
import { ApiProblem } from "../problem";
import type { ApiKey, Job, Page, Session, SetupState } from "../types";
import { itemsOf } from "./shared";

/** Who is logged in, and the state of the machine. */
export const accessQueries = {
  setup: () => queryOptions({ queryKey: ["setup"], queryFn: () => get<SetupState>("/setup") }),

  /** `null` where nobody is logged in. */
  session: () =>
    queryOptions({
      queryKey: ["session"],
      queryFn: () =>
        get<Session>("/session").catch((error: unknown) => {
          if (error instanceof ApiProblem && error.status === 401) {
            return null;
          }
          throw error;
        }),
      staleTime: 60_000,
    }),

  apiKeys: () =>
    queryOptions({
      queryKey: ["api-keys"],
      queryFn: async () => itemsOf(await get<ApiKey[] | Page<ApiKey>>("/api-keys")),
    }),

  jobs: () =>
    queryOptions({
      queryKey: ["jobs"],
      queryFn: async () => itemsOf(await get<Job[] | Page<Job>>("/jobs")),
    }),

  system: () =>
    queryOptions({
      queryKey: ["system"],
      queryFn: () => get<Record<string, unknown>>("/system"),
    }),
};
