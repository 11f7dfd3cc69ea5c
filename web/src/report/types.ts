/**
 * The data document that a run's HTML report carries in its `tradewind-data` slot. Written by the
 * `report` module; read only here. Times are UTC epoch seconds, ratios are fractions, `null` is
 * undefined.
 */
export interface ReportData {
  run: ReportRun;
  name: string;
  strategy: string;
  parameters: Record<string, string>;
  instruments: ReportInstrument[];
  createdAt: string | null;
  dataSource: string | null;
  assumptions: ReportAssumption[];
  statisticDetails: ReportStatistic[];
  /** The first 2000 in the order of their exits. */
  roundTrips: ReportRoundTrip[];
  roundTripsTotal: number;
  openPositions: ReportOpenPosition[];
  rejections: ReportRejection[];
  equity: ReportEquity;
  monthly: ReportMonth[];
  dailyReturnsHistogram: ReportHistogram;
  candles: ReportCandles | null;
}

export interface ReportRun {
  id: string;
  engineVersion: string;
  dataHash: string;
  configHash: string;
  resultHash: string;
  seed: number | string;
}

export interface ReportInstrument {
  id: string;
  timeframe: string;
  currency: string;
}

export interface ReportAssumption {
  key: string;
  text: string;
  warning: boolean;
}

export type StatisticUnit = "FRACTION" | "RATIO" | "MONEY" | "COUNT" | "SECONDS" | "BARS";

export interface ReportStatistic {
  key: string;
  label: string;
  value: number | null;
  unit: StatisticUnit;
  definition: string;
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
  quantity: number | string;
  entryTime?: string | number;
  entryPrice?: number | string;
  lastPrice?: number | string;
  unrealizedPnl?: number | string;
}

export interface ReportRejection {
  time: string | number;
  instrument?: string;
  reason: string;
}

export interface ReportEquity {
  t: number[];
  v: number[];
  /** Fraction below the highest equity so far; 0 at a high, negative below. */
  drawdown: number[];
  reduced: boolean;
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
  /** Bars of `timeframe` in one candle. */
  resolution: number | string;
  reduced: boolean;
  t: number[];
  o: number[];
  h: number[];
  l: number[];
  c: number[];
  v: number[];
}
