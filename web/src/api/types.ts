/** What the server sends and takes; decimals that must be exact are text, undefined is `null`. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total: number;
}

export interface Session {
  user: string;
  csrfToken: string;
  expiresAt: string | null;
}

export interface SetupState {
  required: boolean;
}

export interface ApiKey {
  id: string;
  name: string;
  /** The beginning of the key, by which it can be recognised. */
  prefix: string;
  scopes: string[];
  createdAt: string;
  lastUsedAt: string | null;
}

export interface CreatedApiKey {
  apiKey: ApiKey;
  /** Shown once. */
  key: string;
}

export type AssetClass = "CRYPTO" | "EQUITY" | "FX" | "INDEX" | "OTHER";

export interface InstrumentSettings {
  name: string | null;
  assetClass: AssetClass;
  currency: string;
  tickSize: string;
  lotSize: string;
  calendar: string;
}

export interface Instrument extends InstrumentSettings {
  id: string;
}

export interface FlagCount {
  kind: string;
  count: number;
}

export interface Series {
  instrument: string;
  timeframe: string;
  bars: number;
  first: string;
  last: string;
  dataHash: string;
  source: string | null;
  attribution: string | null;
  calendar: string;
  currency: string;
  flags: FlagCount[];
  updatedAt: string | null;
}

export interface Bars {
  instrument: string;
  timeframe: string;
  resolution: string;
  reduced: boolean;
  sourceBars: number;
  points: number;
  t: number[];
  o: number[];
  h: number[];
  l: number[];
  c: number[];
  v: (number | null)[];
}

export interface IndicatorLine {
  name: string;
  reduced: boolean;
  t: number[];
  v: (number | null)[];
}

export interface RowRejection {
  line: number;
  reason: string;
  text: string;
}

export interface FlagExample {
  line: number | null;
  time: string | null;
  detail: string | null;
}

export interface QualityFlag {
  kind: string;
  /** The engine's own words. */
  description?: string;
  count: number;
  examples: FlagExample[];
}

export interface ImportReport {
  source: string;
  format: string;
  timeframe: string;
  timeframeInferred: boolean;
  rowsRead: number;
  accepted: number;
  rejections: RowRejection[];
  rejectedCount: number;
  flags: QualityFlag[];
  notes: string[];
  refusal: string | null;
}

export interface ConflictExample {
  time: string;
  field: string;
  stored: number | string | null;
  offered: number | string | null;
}

export type JobStatus =
  "QUEUED" | "RUNNING" | "DONE" | "REFUSED" | "CONFLICT" | "FAILED" | "CANCELLED" | "INTERRUPTED";

export interface Import {
  id: string;
  fileName: string;
  instrument: string;
  timeframe: string | null;
  status: JobStatus;
  progress: number;
  message: string | null;
  createdAt: string;
  finishedAt: string | null;
  report: ImportReport | null;
  conflict: { count: number; examples: ConflictExample[] } | null;
}

export interface ImportOptions {
  instrument: string;
  timeframe?: string;
  strict: boolean;
  replace: boolean;
  zone?: string;
  delimiter?: string;
  decimalSeparator?: string;
  timeLabel?: string;
  assetClass?: string;
  currency?: string;
  tickSize?: string;
  lotSize?: string;
  calendar?: string;
}

export interface Strategy {
  id: string;
  title: string;
  description: string;
  parametersSchema: Record<string, unknown>;
}

export interface NewBacktest {
  instruments: string[];
  timeframe: string;
  from?: string;
  to?: string;
  strategy: string;
  parameters: Record<string, string>;
  cash: string;
  feeBps: string;
  slippageBps: string;
  riskFreeRate?: string;
  seed?: number;
  name?: string;
}

export interface BacktestSummary {
  id: string;
  name: string | null;
  status: JobStatus;
  progress: number;
  strategy: string;
  parameters: Record<string, string>;
  instruments: string[];
  timeframe: string;
  from: string | null;
  to: string | null;
  createdAt: string;
  finishedAt: string | null;
  durationMillis: number | null;
  totalReturn: number | null;
  sharpe: number | null;
  maxDrawdown: number | null;
  roundTrips: number | null;
  error: string | null;
}

export interface Statistic {
  key: string;
  label: string;
  value: number | null;
  unit: string;
  definition: string;
}

export interface RunIdentity {
  id: string;
  engineVersion: string;
  dataHash: string;
  configHash: string;
  resultHash: string;
  seed: number;
}

export interface Assumption {
  key: string;
  text: string;
  warning: boolean;
}

export interface OpenPosition {
  instrument: string;
  side: string;
  quantity: number | string;
  entryTime: string;
  entryPrice: number | string;
  markPrice: number | string;
  unrealisedPnl: number | string;
  fees: number | string;
}

export interface Rejection {
  time: string;
  instrument?: string;
  side?: string;
  reason: string;
}

export interface RunConfig {
  cash: string;
  feeBps: string;
  slippageBps: string;
  riskFreeRate: number | null;
  seed: number;
}

/** One instrument of a run with the bars it used. */
export interface RunInput {
  id: string;
  timeframe: string;
  currency: string;
  bars: number;
}

/** A run with its result, whose parts are `null` until it is done. */
export interface Backtest extends Omit<
  BacktestSummary,
  "totalReturn" | "sharpe" | "maxDrawdown" | "roundTrips"
> {
  roundTripCount: number | null;
  run: RunIdentity | null;
  config: RunConfig | null;
  inputs: RunInput[] | null;
  dataSource: string | null;
  assumptions: Assumption[] | null;
  statisticDetails: Statistic[] | null;
  openPositions: OpenPosition[] | null;
  rejections: Rejection[] | null;
  rejectionCount: number | null;
}

export interface EquityCurve {
  reduced: boolean;
  t: number[];
  equity: number[];
  drawdown: number[];
}

export interface RoundTrip {
  instrument: string;
  side: string;
  quantity: number;
  entryTime: string;
  entryPrice: number;
  exitTime: string;
  exitPrice: number;
  pnl: number;
  returnFraction: number;
  fees: number;
  bars: number;
  mae: number;
  mfe: number;
}

export interface MonthReturn {
  year: number;
  month: number;
  return: number | null;
}

export interface Comparison {
  runs: BacktestSummary[];
  statistics: {
    key: string;
    label: string;
    unit: string;
    definition: string;
    values: (number | null)[];
  }[];
  equity: { id: string; t: number[]; v: number[] }[];
}

export interface Job {
  id: string;
  kind: "IMPORT" | "BACKTEST";
  subjectId: string;
  title: string;
  status: JobStatus;
  progress: number;
  message: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}
