import type { QueryClient } from "@tanstack/react-query";
import {
  Outlet,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { setCsrfToken } from "../api/http";
import { queries } from "../api/queries";
import { parseChartSearch } from "../features/chart/state";
import { parseSignalSearch, parseSignalsSearch } from "../features/signals/words";
import { parseListSearch } from "../features/backtests/listState";
import { parseMonth } from "../features/time/month";
import { parseTimeframesSearch } from "../features/time/timeframes";
import { ErrorState, LoadingRows } from "../ui/states";
import { Layout } from "./Layout";
import { NotFound } from "./NotFound";

interface RouterContext {
  client: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

const text = (value: unknown): string | undefined =>
  value === undefined || value === null || value === "" ? undefined : String(value);

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("../features/access/SetupPage"), "SetupPage"),
});

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = text(search.next);
    // Only paths of this page: never a redirect to somewhere else.
    return next && /^\/(?![/\\])/.test(next) ? { next } : {};
  },
  component: lazyRouteComponent(() => import("../features/access/LoginPage"), "LoginPage"),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(queries.session());
    if (session) {
      setCsrfToken(session.csrfToken);
      return;
    }
    const { required } = await context.client.fetchQuery(queries.setup());
    if (required) {
      throw redirect({ to: "/setup" });
    }
    throw redirect({ to: "/login", search: location.href === "/" ? {} : { next: location.href } });
  },
  component: Layout,
  errorComponent: ({ error, reset }) => (
    <div style={{ maxWidth: 560, margin: "12vh auto", padding: 16 }}>
      <ErrorState error={error} onRetry={reset} />
    </div>
  ),
});

const overview = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: lazyRouteComponent(() => import("../features/overview/OverviewPage"), "OverviewPage"),
});

const data = createRoute({
  getParentRoute: () => inside,
  path: "/data",
  component: lazyRouteComponent(() => import("../features/data/DataPage"), "DataPage"),
});

const seriesPage = createRoute({
  getParentRoute: () => inside,
  path: "/data/series",
  validateSearch: (search: Record<string, unknown>) => ({
    instrument: text(search.instrument) ?? "",
    timeframe: text(search.timeframe) ?? "",
  }),
  component: lazyRouteComponent(() => import("../features/data/SeriesPage"), "SeriesPage"),
});

const newImport = createRoute({
  getParentRoute: () => inside,
  path: "/data/import",
  component: lazyRouteComponent(() => import("../features/data/NewImportPage"), "NewImportPage"),
});

const importPage = createRoute({
  getParentRoute: () => inside,
  path: "/data/imports/$id",
  component: lazyRouteComponent(() => import("../features/data/ImportPage"), "ImportPage"),
});

const chart = createRoute({
  getParentRoute: () => inside,
  path: "/chart",
  validateSearch: parseChartSearch,
  component: lazyRouteComponent(() => import("../features/chart/ChartPage"), "ChartPage"),
});

const backtests = createRoute({
  getParentRoute: () => inside,
  path: "/backtests",
  validateSearch: parseListSearch,
  component: lazyRouteComponent(
    () => import("../features/backtests/BacktestsPage"),
    "BacktestsPage",
  ),
});

const newBacktest = createRoute({
  getParentRoute: () => inside,
  path: "/backtests/new",
  validateSearch: (
    search: Record<string, unknown>,
  ): { from?: string; instrument?: string; timeframe?: string; strategy?: string } => {
    const from = text(search.from);
    const strategy = text(search.strategy);
    const instrument = text(search.instrument);
    const timeframe = text(search.timeframe);
    return {
      ...(from ? { from } : {}),
      ...(strategy ? { strategy } : {}),
      ...(instrument ? { instrument } : {}),
      ...(timeframe ? { timeframe } : {}),
    };
  },
  component: lazyRouteComponent(
    () => import("../features/backtests/NewBacktestPage"),
    "NewBacktestPage",
  ),
});

const compare = createRoute({
  getParentRoute: () => inside,
  path: "/backtests/compare",
  validateSearch: (search: Record<string, unknown>) => ({ ids: text(search.ids) ?? "" }),
  component: lazyRouteComponent(() => import("../features/backtests/ComparePage"), "ComparePage"),
});

const backtest = createRoute({
  getParentRoute: () => inside,
  path: "/backtests/$id",
  component: lazyRouteComponent(() => import("../features/backtests/BacktestPage"), "BacktestPage"),
});

const strategies = createRoute({
  getParentRoute: () => inside,
  path: "/strategies",
  component: lazyRouteComponent(
    () => import("../features/strategies/StrategiesPage"),
    "StrategiesPage",
  ),
});

const newStrategy = createRoute({
  getParentRoute: () => inside,
  path: "/strategies/new",
  validateSearch: (search: Record<string, unknown>): { like?: string } => {
    const like = text(search.like);
    return like ? { like } : {};
  },
  component: lazyRouteComponent(
    () => import("../features/strategies/StrategyFormPage"),
    "NewStrategyPage",
  ),
});

const strategy = createRoute({
  getParentRoute: () => inside,
  path: "/strategies/$name",
  validateSearch: (search: Record<string, unknown>): { version?: number } => {
    const version = Number(search.version);
    return Number.isInteger(version) && version > 0 ? { version } : {};
  },
  component: lazyRouteComponent(
    () => import("../features/strategies/StrategyPage"),
    "StrategyPage",
  ),
});

const editStrategy = createRoute({
  getParentRoute: () => inside,
  path: "/strategies/$name/edit",
  component: lazyRouteComponent(
    () => import("../features/strategies/StrategyFormPage"),
    "EditStrategyPage",
  ),
});

const replay = createRoute({
  getParentRoute: () => inside,
  path: "/backtests/$id/replay",
  validateSearch: (search: Record<string, unknown>): { bar?: number; instrument?: string } => {
    const bar = Number(search.bar);
    const instrument = text(search.instrument);
    return {
      ...(Number.isInteger(bar) && bar > 0 ? { bar } : {}),
      ...(instrument ? { instrument } : {}),
    };
  },
  component: lazyRouteComponent(() => import("../features/backtests/ReplayPage"), "ReplayPage"),
});

const features = createRoute({
  getParentRoute: () => inside,
  path: "/features",
  validateSearch: (search: Record<string, unknown>): { q?: string; series?: string } => {
    const q = text(search.q);
    const series = text(search.series);
    return { ...(q ? { q } : {}), ...(series ? { series } : {}) };
  },
  component: lazyRouteComponent(() => import("../features/features/FeaturesPage"), "FeaturesPage"),
});

const newFeature = createRoute({
  getParentRoute: () => inside,
  path: "/features/new",
  validateSearch: (search: Record<string, unknown>): { expression?: string } => {
    const expression = text(search.expression);
    return expression ? { expression } : {};
  },
  component: lazyRouteComponent(
    () => import("../features/features/FeatureFormPage"),
    "NewFeaturePage",
  ),
});

const feature = createRoute({
  getParentRoute: () => inside,
  path: "/features/$name",
  validateSearch: (search: Record<string, unknown>): { version?: number } => {
    const version = Number(search.version);
    return Number.isInteger(version) && version > 0 ? { version } : {};
  },
  component: lazyRouteComponent(() => import("../features/features/FeaturePage"), "FeaturePage"),
});

const editFeature = createRoute({
  getParentRoute: () => inside,
  path: "/features/$name/edit",
  component: lazyRouteComponent(
    () => import("../features/features/FeatureFormPage"),
    "EditFeaturePage",
  ),
});

const signals = createRoute({
  getParentRoute: () => inside,
  path: "/signals",
  validateSearch: parseSignalsSearch,
  component: lazyRouteComponent(() => import("../features/signals/SignalsPage"), "SignalsPage"),
});

const newSignal = createRoute({
  getParentRoute: () => inside,
  path: "/signals/new",
  component: lazyRouteComponent(
    () => import("../features/signals/SignalFormPage"),
    "NewSignalPage",
  ),
});

const signal = createRoute({
  getParentRoute: () => inside,
  path: "/signals/$name",
  validateSearch: parseSignalSearch,
  component: lazyRouteComponent(() => import("../features/signals/SignalPage"), "SignalPage"),
});

const editSignal = createRoute({
  getParentRoute: () => inside,
  path: "/signals/$name/edit",
  component: lazyRouteComponent(
    () => import("../features/signals/SignalFormPage"),
    "EditSignalPage",
  ),
});

const scanners = createRoute({
  getParentRoute: () => inside,
  path: "/scanners",
  component: lazyRouteComponent(() => import("../features/scanners/ScannersPage"), "ScannersPage"),
});

const newScanner = createRoute({
  getParentRoute: () => inside,
  path: "/scanners/new",
  component: lazyRouteComponent(
    () => import("../features/scanners/ScannerFormPage"),
    "NewScannerPage",
  ),
});

const scanner = createRoute({
  getParentRoute: () => inside,
  path: "/scanners/$name",
  component: lazyRouteComponent(
    () => import("../features/scanners/ScannerFormPage"),
    "EditScannerPage",
  ),
});

const studies = createRoute({
  getParentRoute: () => inside,
  path: "/studies",
  component: lazyRouteComponent(() => import("../features/studies/StudiesPage"), "StudiesPage"),
});

const newStudy = createRoute({
  getParentRoute: () => inside,
  path: "/studies/new",
  component: lazyRouteComponent(() => import("../features/studies/NewStudyPage"), "NewStudyPage"),
});

const study = createRoute({
  getParentRoute: () => inside,
  path: "/studies/$id",
  component: lazyRouteComponent(() => import("../features/studies/StudyPage"), "StudyPage"),
});

const timeframes = createRoute({
  getParentRoute: () => inside,
  path: "/timeframes",
  validateSearch: parseTimeframesSearch,
  component: lazyRouteComponent(() => import("../features/time/TimeframesPage"), "TimeframesPage"),
});

const calendars = createRoute({
  getParentRoute: () => inside,
  path: "/calendars",
  validateSearch: (search: Record<string, unknown>): { code?: string; month?: string } => {
    const code = text(search.code);
    const month = parseMonth(search.month);
    return { ...(code ? { code } : {}), ...(month ? { month } : {}) };
  },
  component: lazyRouteComponent(() => import("../features/time/CalendarsPage"), "CalendarsPage"),
});

const apiKeys = createRoute({
  getParentRoute: () => inside,
  path: "/api-keys",
  component: lazyRouteComponent(() => import("../features/access/ApiKeysPage"), "ApiKeysPage"),
});

const system = createRoute({
  getParentRoute: () => inside,
  path: "/system",
  component: lazyRouteComponent(() => import("../features/system/SystemPage"), "SystemPage"),
});

const tree = root.addChildren([
  setup,
  login,
  inside.addChildren([
    overview,
    data,
    seriesPage,
    newImport,
    importPage,
    chart,
    backtests,
    newBacktest,
    compare,
    backtest,
    strategies,
    newStrategy,
    strategy,
    editStrategy,
    replay,
    features,
    newFeature,
    feature,
    editFeature,
    signals,
    newSignal,
    signal,
    editSignal,
    scanners,
    newScanner,
    scanner,
    studies,
    newStudy,
    study,
    timeframes,
    calendars,
    apiKeys,
    system,
  ]),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: false,
    defaultPendingComponent: LoadingRows,
    defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} onRetry={reset} />,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
