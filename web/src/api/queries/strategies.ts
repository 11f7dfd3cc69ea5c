import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask, get } from "../http";
import type {
  AssumptionOption,
  Page,
  Strategy,
  StrategyCheck,
  StrategyDetail,
  StrategyDocument,
  StrategyField,
} from "../types";
import { itemsOf } from "./shared";

export function strategyPath(name: string): string {
  return `/strategies/${encodeURIComponent(name)}`;
}

/** Strategies and what a simulation assumes. */
export const strategiesQueries = {
  strategies: () =>
    queryOptions({
      queryKey: ["strategies"],
      queryFn: async () => itemsOf(await get<Strategy[] | Page<Strategy>>("/strategies")),
      staleTime: 10_000,
    }),

  strategy: (name: string, version?: number) =>
    queryOptions({
      queryKey: ["strategies", name, version ?? null],
      queryFn: () => get<StrategyDetail>(strategyPath(name), { version }),
    }),

  strategyFields: () =>
    queryOptions({
      queryKey: ["strategies", "fields"],
      queryFn: () => get<StrategyField[]>("/strategies/fields"),
      staleTime: Infinity,
    }),

  checkStrategy: (document: StrategyDocument) =>
    queryOptions({
      queryKey: ["strategies", "check", document],
      queryFn: ({ signal }) => ask<StrategyCheck>("/strategies/check", document, signal),
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),

  /** Every assumption of a simulation that can be changed. */
  simulationOptions: () =>
    queryOptions({
      queryKey: ["simulation", "options"],
      queryFn: async () =>
        (await get<{ options: AssumptionOption[] }>("/simulation/options")).options,
      staleTime: Infinity,
    }),
};
