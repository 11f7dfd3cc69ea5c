import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask, get } from "../http";
import type {
  Page,
  Scanner,
  ScannerDetail,
  ScannerResult,
  ScannerTrial,
  Signal,
  SignalDefinition,
  SignalDefinitionDetail,
  SignalDetail,
  SignalGeneration,
  SignalsAsOf,
  UnusedSignals,
} from "../types";
import type { FeatureFilter } from "./features";
import { itemsOf } from "./shared";

/** Which signals; those of the versions in use where no version is named. */
export interface SignalFilter {
  definition?: string;
  version?: number;
  instrument?: string;
  kind?: string;
  direction?: string;
  from?: string;
  to?: string;
  cursor?: string;
  limit?: number;
}

/** Signals and scanners. */
export const signalsQueries = {
  signalDefinitions: (filter: FeatureFilter) =>
    queryOptions({
      queryKey: ["signal-definitions", "list", filter],
      queryFn: () => get<Page<SignalDefinition>>("/signal-definitions", { ...filter }),
      placeholderData: keepPreviousData,
    }),

  signalDefinition: (name: string, version?: number) =>
    queryOptions({
      queryKey: ["signal-definitions", name, version ?? null],
      queryFn: () =>
        get<SignalDefinitionDetail>(`/signal-definitions/${encodeURIComponent(name)}`, { version }),
    }),

  signalGenerations: () =>
    queryOptions({
      queryKey: ["signal-generations"],
      queryFn: () => get<Page<SignalGeneration>>("/signal-generations", { limit: 5 }),
    }),

  signals: (filter: SignalFilter) =>
    queryOptions({
      queryKey: ["signals", filter],
      queryFn: () => get<Page<Signal>>("/signals", { ...filter }),
      placeholderData: keepPreviousData,
    }),

  signal: (id: string) =>
    queryOptions({
      queryKey: ["signals", "one", id],
      queryFn: () => get<SignalDetail>(`/signals/${encodeURIComponent(id)}`),
    }),

  signalsAsOf: (definition: string, version: number, instrument: string, asOf: string) =>
    queryOptions({
      queryKey: ["signals", "as-of", definition, version, instrument, asOf],
      queryFn: () => get<SignalsAsOf>("/signals/as-of", { definition, version, instrument, asOf }),
      retry: false,
    }),

  unusedSignals: () =>
    queryOptions({
      queryKey: ["signals", "unused"],
      queryFn: async () => itemsOf(await get<Page<UnusedSignals>>("/signals/unused")),
    }),

  scanners: () =>
    queryOptions({
      queryKey: ["scanners", "list"],
      queryFn: async () => itemsOf(await get<Page<Scanner>>("/scanners")),
    }),

  scanner: (name: string) =>
    queryOptions({
      queryKey: ["scanners", name],
      queryFn: () => get<ScannerDetail>(`/scanners/${encodeURIComponent(name)}`),
    }),

  scannerPreview: (trial: ScannerTrial) =>
    queryOptions({
      queryKey: ["scanners", "preview", trial],
      queryFn: ({ signal }) => ask<ScannerResult>("/scanners/preview", trial, signal),
      retry: false,
    }),
};
