import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "../../api/http";
import type { Evidence, Page } from "../../api/types";
import type { components } from "../../api/schema";

type Schemas = components["schemas"];

/** A value as the server sends it: every field is there, and `null` where there is nothing. */
type Sent<T> = T extends readonly (infer Item)[]
  ? Sent<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Sent<Exclude<T[Key], undefined>> }
    : T;

export type Study = Omit<Sent<Schemas["StudyView"]>, "bestObjectives"> & {
  bestObjectives: (number | null)[] | null;
};
export type StudyRequest = Schemas["StudyRequest"];
export type StudySummary = Sent<Schemas["StudySummary"]>;
export type Walk = Sent<Schemas["WalkSummary"]>;
export type StudyDetail = Omit<
  Sent<Schemas["StudyDetail"]>,
  "study" | "summary" | "request" | "walk"
> & {
  study: Study;
  walk: Walk | null;
  summary: StudySummary | null;
  request: StudyRequest;
};
export type Trial = Omit<Sent<Schemas["TrialView"]>, "objectives" | "statistics"> & {
  objectives: (number | null)[];
  statistics: Record<string, number | null>;
};
export type WalkMatrix = NonNullable<Walk["matrix"]>;
export type MatrixCell = WalkMatrix["cells"][number];
export type Validation = NonNullable<StudySummary["crossValidation"]>;
export type ValidationSplit = Validation["splits"][number];
export type AppliedRun = Sent<Schemas["AppliedRun"]>;
export type AppliedVersion = Sent<Schemas["AppliedVersion"]>;
export type StudyOptions = Sent<Schemas["StudyOptions"]>;
export type Curve = Sent<Schemas["TrialCurve"]>;

/** Trials as columns. */
export interface Points {
  total: number;
  reduced: boolean;
  number: number[];
  parameters: Record<string, (number | null)[]>;
  objectives: Record<string, (number | null)[]>;
  statistics: Record<string, (number | null)[]>;
  candidate: boolean[];
  pareto: boolean[];
}

export interface TrialFilter {
  filter?: string;
  sort?: string;
  order?: "asc" | "desc";
  cursor?: string;
  limit?: number;
}

export function trialPath(study: string, trial: number): string {
  return `/studies/${study}/trials/${trial}`;
}

export const studyQueries = {
  /** What speaks for a trial and against. */
  evidence: (study: string, trial: number) =>
    queryOptions({
      queryKey: ["studies", study, "evidence", trial],
      queryFn: () => get<Evidence>(`${trialPath(study, trial)}/evidence`),
    }),

  list: (filter: { q?: string; cursor?: string; limit?: number }) =>
    queryOptions({
      queryKey: ["studies", "list", filter],
      queryFn: () => get<Page<Study>>("/studies", { ...filter }),
      placeholderData: keepPreviousData,
    }),

  options: () =>
    queryOptions({
      queryKey: ["studies", "options"],
      queryFn: () => get<StudyOptions>("/studies/options"),
      staleTime: 600_000,
    }),

  study: (id: string) =>
    queryOptions({
      queryKey: ["studies", id, "detail"],
      queryFn: () => get<StudyDetail>(`/studies/${id}`),
    }),

  trials: (id: string, filter: TrialFilter) =>
    queryOptions({
      queryKey: ["studies", id, "trials", filter],
      queryFn: () => get<Page<Trial>>(`/studies/${id}/trials`, { ...filter }),
      placeholderData: keepPreviousData,
    }),

  points: (id: string) =>
    queryOptions({
      queryKey: ["studies", id, "points"],
      queryFn: () => get<Points>(`/studies/${id}/points`, { maxPoints: 4000 }),
      staleTime: 3_000,
    }),

  curves: (id: string) =>
    queryOptions({
      queryKey: ["studies", id, "curves"],
      queryFn: () => get<{ curves: Curve[] }>(`/studies/${id}/curves`),
      staleTime: 60_000,
    }),
};
