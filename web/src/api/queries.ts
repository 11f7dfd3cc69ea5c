import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask, askWhileWanted, get } from "./http";
import { ApiProblem } from "./problem";
import type {
  Analysis,
  ApiKey,
  AssumptionOption,
  Backtest,
  BacktestSummary,
  Bars,
  CalendarDetail,
  CheckedExpression,
  Comparison,
  EquityCurve,
  ExpressionHelp,
  ExpressionLanguage,
  Feature,
  FeatureBuild,
  FeatureCoverage,
  FeatureDetail,
  FeatureDistribution,
  FeatureExport,
  FeatureHoles,
  FeatureVerification,
  Import,
  ImportReport,
  IndicatorLine,
  Instrument,
  Job,
  MonthReturn,
  Page,
  Preview,
  Replay,
  Robustness,
  RoundTrip,
  Series,
  Scanner,
  ScannerDetail,
  ScannerResult,
  ScannerTrial,
  Session,
  SetupState,
  DeclaredParameter,
  StatisticDefinition,
  Signal,
  SignalDefinition,
  SignalDefinitionDetail,
  SignalDetail,
  SignalGeneration,
  Strategy,
  StrategyCheck,
  StrategyDetail,
  StrategyDocument,
  StrategyField,
  Timeframe,
  TradingCalendar,
  TradingSession,
} from "./types";
import type { TearSheetData } from "../parts/tearSheet";

/** Names a series wherever the server asks for one. */
export interface SeriesKey {
  instrument: string;
  timeframe: string;
}

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

export interface BarsRequest extends SeriesKey {
  from?: string;
  to?: string;
  maxPoints: number;
}

export interface IndicatorRequest extends BarsRequest {
  function: "sma" | "ema" | "rsi";
  period: number;
}

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

/** An expression on bars; a feature's name is an expression too. */
export interface PreviewRequest extends BarsRequest {
  expression: string;
}

/** Lists may come bare or in a page. */
function itemsOf<T>(list: T[] | Page<T>): T[] {
  return Array.isArray(list) ? list : list.items;
}

/** The address of a feature. */
export function featurePath(name: string): string {
  return `/features/${encodeURIComponent(name)}`;
}

export function strategyPath(name: string): string {
  return `/strategies/${encodeURIComponent(name)}`;
}

function nullIfAbsent(error: unknown): null {
  if (error instanceof ApiProblem && error.status === 404) {
    return null;
  }
  throw error;
}

async function firstRoundTrips(id: string, most: number): Promise<Page<RoundTrip>> {
  const items: RoundTrip[] = [];
  let cursor: string | undefined;
  for (;;) {
    const query = { limit: 200, sort: "exitTime", order: "asc", cursor };
    const page = await get<Page<RoundTrip>>(`/backtests/${id}/round-trips`, query);
    items.push(...page.items);
    if (!page.nextCursor || items.length >= most) {
      return { items, nextCursor: page.nextCursor, total: page.total };
    }
    cursor = page.nextCursor;
  }
}

export const queries = {
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

  series: () =>
    queryOptions({
      queryKey: ["series"],
      queryFn: async () => itemsOf(await get<Series[] | Page<Series>>("/series", { limit: 1000 })),
    }),

  instrument: (id: string) =>
    queryOptions({
      queryKey: ["instrument", id],
      queryFn: async () => {
        const all = itemsOf(await get<Instrument[] | Page<Instrument>>("/instruments"));
        return all.find((instrument) => instrument.id === id) ?? null;
      },
    }),

  /** `null` where no report is kept. */
  quality: (key: SeriesKey) =>
    queryOptions({
      queryKey: ["series", "quality", key],
      queryFn: () => get<ImportReport>("/series/quality", { ...key }).catch(nullIfAbsent),
    }),

  bars: (request: BarsRequest) =>
    queryOptions({
      queryKey: ["series", "bars", request],
      queryFn: ({ signal }) => get<Bars>("/series/bars", { ...request }, signal),
      staleTime: 60_000,
    }),

  indicator: (request: IndicatorRequest) =>
    queryOptions({
      queryKey: ["series", "indicator", request],
      queryFn: ({ signal }) => get<IndicatorLine>("/series/indicator", { ...request }, signal),
      staleTime: 60_000,
    }),

  checkExpression: (text: string, parameters: readonly DeclaredParameter[] = []) =>
    queryOptions({
      queryKey: ["expressions", "check", text, parameters],
      queryFn: ({ signal }) =>
        ask<CheckedExpression>("/expressions/check", { text, parameters }, signal),
      staleTime: 60_000,
    }),

  expressionHelp: (text: string, offset: number) =>
    queryOptions({
      queryKey: ["expressions", "help", text, offset],
      queryFn: ({ signal }) =>
        ask<ExpressionHelp>("/expressions/complete", { text, offset }, signal),
      staleTime: 60_000,
    }),

  language: () =>
    queryOptions({
      queryKey: ["expressions", "functions"],
      queryFn: () => get<ExpressionLanguage>("/expressions/functions"),
      staleTime: 600_000,
    }),

  preview: (request: PreviewRequest) =>
    queryOptions({
      queryKey: ["expressions", "preview", request],
      queryFn: ({ signal }) => askWhileWanted<Preview>("/expressions/preview", request, signal),
      staleTime: 60_000,
    }),

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

  timeframes: () =>
    queryOptions({
      queryKey: ["timeframes"],
      queryFn: async () => itemsOf(await get<Page<Timeframe>>("/timeframes")),
      staleTime: 600_000,
    }),

  calendars: () =>
    queryOptions({
      queryKey: ["calendars"],
      queryFn: async () => itemsOf(await get<Page<TradingCalendar>>("/calendars")),
      staleTime: 600_000,
    }),

  calendar: (code: string) =>
    queryOptions({
      queryKey: ["calendars", code],
      queryFn: () => get<CalendarDetail>(`/calendars/${encodeURIComponent(code)}`),
      staleTime: 600_000,
    }),

  /** Sessions with an instant between two dates that are at most a few months apart. */
  sessions: (code: string, span: { from: string; to: string }) =>
    queryOptions({
      queryKey: ["calendars", code, "sessions", span],
      queryFn: async () =>
        itemsOf(
          await get<Page<TradingSession>>(`/calendars/${encodeURIComponent(code)}/sessions`, {
            ...span,
            limit: 100,
          }),
        ),
      staleTime: 600_000,
    }),

  imports: () =>
    queryOptions({
      queryKey: ["imports"],
      queryFn: () => get<Page<Import>>("/imports", { limit: 20 }),
    }),

  import: (id: string) =>
    queryOptions({ queryKey: ["imports", id], queryFn: () => get<Import>(`/imports/${id}`) }),

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

  replay: (id: string, from: number, count: number) =>
    queryOptions({
      queryKey: ["backtests", id, "replay", from, count],
      queryFn: () => get<Replay>(`/backtests/${id}/replay`, { from, count }),
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

  /** As many round trips as a chart can mark. */
  markedTrades: (id: string) =>
    queryOptions({
      queryKey: ["backtests", id, "marked"],
      queryFn: () => firstRoundTrips(id, 2_000),
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
