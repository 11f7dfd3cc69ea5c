import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { send } from "../../api/http";
import { isFinished } from "../../api/jobs";
import { queries } from "../../api/queries";
import type { Analysis } from "../../api/types";

/** What examines a run: the verdict as it stands, what is under way, and how to start more. */
export function useAnalyses(id: string) {
  const client = useQueryClient();
  const robustness = useQuery(queries.robustness(id));
  const analyses = useQuery({
    ...queries.analyses(id),
    refetchInterval: ({ state }) =>
      state.data?.items.some((each) => !isFinished(each.status)) ? 1_000 : false,
  });
  const running = analyses.data?.items.find((each) => !isFinished(each.status));
  const ended = analyses.data?.items.filter((each) => isFinished(each.status)).length ?? 0;

  useEffect(() => {
    void client.invalidateQueries({ queryKey: ["backtests", id, "robustness"] });
  }, [client, id, ended]);

  const start = useMutation({
    mutationFn: ({ path, body }: { path: string; body: unknown }) =>
      send<Analysis>("POST", `/backtests/${id}/${path}`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["analyses", "of", id] }),
  });
  return {
    robustness,
    running,
    last: analyses.data?.items[0],
    error: start.error,
    busy: start.isPending || running !== undefined,
    examine: (checks: string[]) => start.mutate({ path: "analyses", body: { checks } }),
    verify: (mode: string) => start.mutate({ path: "verifications", body: { mode } }),
  };
}
