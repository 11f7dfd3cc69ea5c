import type { TearSheetData } from "../parts/tearSheet";

/**
 * The data document that a run's HTML report carries in its `tradewind-data` slot. Written by the
 * `report` module; read only here. Times are UTC epoch seconds, ratios are fractions, `null` is
 * undefined.
 */
export interface ReportData {
  run: ReportRun;
  name: string | null;
  strategy: string;
  parameters: Record<string, string>;
  config?: ReportConfig;
  instruments: ReportInstrument[];
  createdAt: string | null;
  dataSource: string | null;
  assumptions: ReportAssumption[];
  statisticDetails: ReportStatistic[];
  /** The first 2000 in the order of their exits. */
  roundTrips: ReportRoundTrip[];
  roundTripsTotal: number;
  openPositions: ReportOpenPosition[];
  /** The first 500. */
  rejections: ReportRejection[];
  rejectionsTotal?: number;
  equity: ReportEquity;
  monthly: ReportMonth[];
  dailyReturnsHistogram: ReportHistogram;
  candles: ReportCandles | null;
  /** Missing in reports of older versions. */
  tearSheet?: TearSheetData;
}

export interface ReportRun {
  id: string;
  engineVersion: string;
  dataHash: string;
  configHash: string;
  resultHash: string;
  seed: number | string;
}

/** The settings of the simulation; amounts and basis points as decimal text. */
export interface ReportConfig {
  cash: string;
  feeBps: string;
  slippageBps: string;
  riskFreeRate: number | null;
  seed: number;
}

export interface ReportInstrument {
  id: string;
  timeframe?: string;
  bars?: number;
  currency: string;
}

export interface ReportAssumption {
  key: string;
  text: string;
  warning: boolean;
}

export interface ReportStatistic {
  key: string;
  label: string;
  value: number | null;
  unit: string;
  definition: string;
  /** The heading under which it stands. */
  group?: string;
}

export interface ReportRoundTrip {
  instrument: string;
  side: string;
  quantity: number | string;
  /** ISO-8601 UTC, or epoch seconds. */
  entryTime: string | number;
  entryPrice: number | string;
  exitTime: string | number;
  exitPrice: number | string;
  pnl: number | string;
  returnFraction: number;
  fees: number | string;
  bars: number;
  mae: number;
  mfe: number;
}

export interface ReportOpenPosition {
  instrument: string;
  side: string;
  quantity: number | string;
  entryTime: string | number;
  entryPrice: number | string;
  markPrice: number | string;
  unrealisedPnl: number | string;
  fees: number | string;
}

export interface ReportRejection {
  time: string | number;
  instrument?: string;
  side?: string;
  reason: string;
}

export interface ReportEquity {
  t: number[];
  v: number[];
  /** Fraction below the highest equity so far; 0 at a high, negative below. */
  drawdown: number[];
  reduced: boolean;
  /** How many points the run has. */
  points?: number;
}

export interface ReportMonth {
  year: number;
  month: number;
  return: number | null;
}

export interface ReportHistogram {
  /** One more than `counts`. */
  edges: number[];
  counts: number[];
}

export interface ReportCandles {
  instrument: string;
  timeframe: string;
  /** The timeframe of the candles drawn; longer than `timeframe` where reduced. */
  resolution: string;
  reduced: boolean;
  t: number[];
  o: number[];
  h: number[];
  l: number[];
  c: number[];
  v: number[];
}
