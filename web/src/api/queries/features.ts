import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "../http";
import type {
  Feature,
  FeatureBuild,
  FeatureCoverage,
  FeatureDetail,
  FeatureDistribution,
  FeatureExport,
  FeatureHoles,
  FeatureVerification,
  Page,
} from "../types";
import type { SeriesKey } from "./market";

export interface FeatureFilter {
  q?: string;
  cursor?: string;
  limit?: number;
}

/** A version of a feature; the newest where none is named. */
export interface FeatureKey {
  name: string;
  version?: number;
}

/** The address of a feature. */
export function featurePath(name: string): string {
  return `/features/${encodeURIComponent(name)}`;
}

/** Features: definitions, coverage, and what was done with them. */
export const featuresQueries = {
  features: (filter: FeatureFilter) =>
    queryOptions({
      queryKey: ["features", "list", filter],
      queryFn: () => get<Page<Feature>>("/features", { ...filter }),
      placeholderData: keepPreviousData,
    }),

  feature: ({ name, version }: FeatureKey) =>
    queryOptions({
      queryKey: ["features", name, "definition", version ?? null],
      queryFn: () => get<FeatureDetail>(featurePath(name), { version }),
    }),

  featureCoverage: ({ name, version }: FeatureKey, only: Partial<SeriesKey> = {}) =>
    queryOptions({
      queryKey: ["features", name, "coverage", version ?? null, only],
      queryFn: ({ signal }) =>
        get<FeatureCoverage>(
          `${featurePath(name)}/coverage`,
          { version, limit: 100, ...only },
          signal,
        ),
    }),

  featureDistribution: ({ name, version }: FeatureKey, series: SeriesKey) =>
    queryOptions({
      queryKey: ["features", name, "distribution", version ?? null, series],
      queryFn: ({ signal }) =>
        get<FeatureDistribution>(
          `${featurePath(name)}/distribution`,
          { version, ...series },
          signal,
        ),
    }),

  featureHoles: ({ name, version }: FeatureKey, series: SeriesKey) =>
    queryOptions({
      queryKey: ["features", name, "undefined", version ?? null, series],
      queryFn: ({ signal }) =>
        get<FeatureHoles>(`${featurePath(name)}/undefined`, { version, ...series }, signal),
    }),

  featureBuilds: () =>
    queryOptions({
      queryKey: ["features", "builds"],
      queryFn: () => get<Page<FeatureBuild>>("/feature-builds", { limit: 5 }),
    }),

  featureVerifications: () =>
    queryOptions({
      queryKey: ["feature-verifications"],
      queryFn: () => get<Page<FeatureVerification>>("/feature-verifications", { limit: 20 }),
    }),

  featureExports: () =>
    queryOptions({
      queryKey: ["feature-exports"],
      queryFn: () => get<Page<FeatureExport>>("/feature-exports", { limit: 20 }),
    }),
};
