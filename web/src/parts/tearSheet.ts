/**
 * What a full report shows beside the result itself, as the `report` module writes it into the HTML
 * report and as `GET /backtests/{id}/tear-sheet` answers it. Times are UTC epoch seconds, dates
 * ISO-8601, ratios fractions, `null` undefined.
 */
export interface TearSheetData {
  daily: {
    t: number[];
    equity: number[];
    /** Holding the instruments instead, from the same cash; empty where it is not known. */
    benchmark: number[];
    /** Value held over equity; empty where it is not known. */
    exposure: (number | null)[];
    reduced: boolean;
  };
  rolling: {
    /** Days; 0 where the run is too short. */
    window: number;
    t: number[];
    sharpe: (number | null)[];
    volatility: (number | null)[];
    beta: (number | null)[];
  };
  yearly: YearReturn[];
  drawdowns: DrawdownRow[];
  breakdowns: BreakdownData[];
  uncertainty: UncertaintyData;
}

export interface YearReturn {
  year: number;
  return: number | null;
  benchmark: number | null;
}

export interface DrawdownRow {
  peak: string;
  trough: string;
  recovered: string | null;
  depth: number;
  days: number;
}

export interface BreakdownData {
  key: string;
  title: string;
  definition: string;
  slices: BreakdownSlice[];
}

export interface BreakdownSlice {
  label: string;
  roundTrips: number;
  winRate: number | null;
  netProfit: number | null;
  expectancy: number | null;
  profitFactor: number | null;
  averageReturn: number | null;
  averageSeconds: number | null;
  /** Fewer than 30. */
  small: boolean;
}

export interface IntervalData {
  estimate: number | null;
  low: number | null;
  high: number | null;
  confidence: number | null;
  standardError: number | null;
  bias: number | null;
  resamples: number;
  undefined: number;
}

export interface PathData {
  meanBlock: number | null;
  sharpe: IntervalData;
  cagr: IntervalData;
  maxDrawdown: IntervalData;
}

export interface MeanTestData {
  mean: number | null;
  standardError: number | null;
  t: number | null;
  pValue: number | null;
  lags: number;
}

export interface QuantilesData {
  p5: number | null;
  p25: number | null;
  p50: number | null;
  p75: number | null;
  p95: number | null;
}

export interface MonteCarloData {
  resamples: number;
  finalEquity: QuantilesData;
  maxDrawdown: QuantilesData;
  finalEquityRank: number | null;
  maxDrawdownRank: number | null;
  lossShare: number | null;
}

export interface UncertaintyData {
  returns: number;
  roundTrips: number;
  independent: PathData;
  blocks: PathData;
  profitFactor: IntervalData;
  skewness: number | null;
  kurtosis: number | null;
  probabilisticSharpe: number | null;
  deflatedSharpe: number | null;
  minimumTrackRecordDays: number | null;
  meanTest: MeanTestData;
  robustMeanTest: MeanTestData;
  shuffledTrades: MonteCarloData;
  resampledReturns: MonteCarloData;
  noEdge: MonteCarloData;
  warnings: string[];
}

/** A probability for reading: small ones are not rounded to nothing. */
export function probability(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "—";
  }
  return value < 0.001 ? "under 0.001" : value.toFixed(3);
}

/**
 * In one sentence how the final equity stands to chance. The rank is the part of runs without an
 * edge that ended below this one.
 */
export function luckSentence(rank: number | null | undefined): string {
  if (rank === null || rank === undefined || !Number.isFinite(rank)) {
    return "The run is too short to say how much of it may be luck.";
  }
  const share = (1 - rank) * 100;
  const text = share < 0.1 ? "Fewer than 1 in 1000" : `${share.toFixed(share < 10 ? 1 : 0)} %`;
  return `${text} of runs made of the same days without an edge ended at least as high.`;
}
