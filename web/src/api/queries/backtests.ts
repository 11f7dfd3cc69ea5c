import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "../http";
import type {
  Analysis,
  Backtest,
  BacktestSummary,
  Comparison,
  EquityCurve,
  MonthReturn,
  Page,
  Replay,
  Robustness,
  RoundTrip,
  StatisticDefinition,
} from "../types";
import type { TearSheetData } from "../../parts/tearSheet";
import { itemsOf } from "./shared";

export interface BacktestFilter {
  cursor?: string;
  limit?: number;
  sort?: string;
  order?: "asc" | "desc";
  strategy?: string;
  instrument?: string;
  status?: string;
  q?: string;
}

export interface RoundTripFilter {
  cursor?: string;
  limit?: number;
  sort?: string;
  order?: "asc" | "desc";
}

async function firstRoundTrips(
  id: string,
  instrument: string,
  most: number,
): Promise<Page<RoundTrip>> {
  const items: RoundTrip[] = [];
  let cursor: string | undefined;
  for (;;) {
    const query = { instrument, limit: 200, sort: "exitTime", order: "asc", cursor };
    const page = await get<Page<RoundTrip>>(`/backtests/${id}/round-trips`, query);
    items.push(...page.items);
    if (!page.nextCursor || items.length >= most) {
      return { items, nextCursor: page.nextCursor, total: page.total };
    }
    cursor = page.nextCursor;
  }
}

/** Runs and what is known of them. */
export const backtestsQueries = {
  backtests: (filter: BacktestFilter) =>
    queryOptions({
      queryKey: ["backtests", "list", filter],
      queryFn: () => get<Page<BacktestSummary>>("/backtests", { ...filter }),
      placeholderData: keepPreviousData,
    }),

  robustness: (id: string) =>
    queryOptions({
      queryKey: ["backtests", id, "robustness"],
      queryFn: () => get<Robustness>(`/backtests/${id}/robustness`),
    }),

  analyses: (id: string) =>
    queryOptions({
      queryKey: ["analyses", "of", id],
      queryFn: () => get<Page<Analysis>>(`/backtests/${id}/analyses`),
    }),

  /** Decisions on one instrument, or on all. */
  replay: (id: string, from: number, count: number, instrument: string | undefined) =>
    queryOptions({
      queryKey: ["backtests", id, "replay", from, count, instrument ?? ""],
      queryFn: () => get<Replay>(`/backtests/${id}/replay`, { from, count, instrument }),
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    }),

  backtest: (id: string) =>
    queryOptions({
      queryKey: ["backtests", id],
      queryFn: () => get<Backtest>(`/backtests/${id}`),
    }),

  equity: (id: string, maxPoints: number) =>
    queryOptions({
      queryKey: ["backtests", id, "equity", maxPoints],
      queryFn: () => get<EquityCurve>(`/backtests/${id}/equity`, { maxPoints }),
      staleTime: Infinity,
    }),

  roundTrips: (id: string, filter: RoundTripFilter) =>
    queryOptions({
      queryKey: ["backtests", id, "round-trips", filter],
      queryFn: () => get<Page<RoundTrip>>(`/backtests/${id}/round-trips`, { ...filter }),
      placeholderData: keepPreviousData,
      staleTime: Infinity,
    }),

  /** As many round trips of an instrument as a chart can mark. */
  markedTrades: (id: string, instrument: string) =>
    queryOptions({
      queryKey: ["backtests", id, "marked", instrument],
      queryFn: () => firstRoundTrips(id, instrument, 2_000),
      staleTime: Infinity,
    }),

  monthlyReturns: (id: string) =>
    queryOptions({
      queryKey: ["backtests", id, "monthly"],
      queryFn: async () =>
        itemsOf(await get<MonthReturn[] | Page<MonthReturn>>(`/backtests/${id}/monthly-returns`)),
      staleTime: Infinity,
    }),

  tearSheet: (id: string) =>
    queryOptions({
      queryKey: ["backtests", id, "tear-sheet"],
      queryFn: () => get<TearSheetData>(`/backtests/${id}/tear-sheet`),
      staleTime: Infinity,
    }),

  /** What every statistic means; the same for all runs. */
  statistics: () =>
    queryOptions({
      queryKey: ["statistics"],
      queryFn: async () => itemsOf(await get<Page<StatisticDefinition>>("/statistics")),
      staleTime: Infinity,
    }),

  comparison: (ids: readonly string[]) =>
    queryOptions({
      queryKey: ["backtests", "compare", ids],
      queryFn: () => get<Comparison>("/backtests/compare", { ids: ids.join(",") }),
    }),
};
