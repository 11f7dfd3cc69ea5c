import type { Instrument, MarketTrades, Series } from "../../api/types";
import { timeframeSeconds } from "../../format/time";

/** What a run reads beside the bars of its instruments; empty texts and lists are nothing. */
export interface RunInputs {
  /** Timeframe of finer bars that show the way of the price within each bar, or TRADES. */
  detail: string;
  /** Instrument to measure against; empty for holding the run's own. */
  benchmark: string;
  /** By currency the instrument that gives its rate; empty for the one that its name shows. */
  rates: Readonly<Record<string, string>>;
  /** Definitions whose stored signals the strategy is told of. */
  signals: readonly string[];
}

/** Stands for the stored trades where a timeframe names finer bars. */
export const TRADES = "trades";

export const NO_INPUTS: RunInputs = { detail: "", benchmark: "", rates: {}, signals: [] };

/** The part of a request that says what else is read. */
export function inputsRequest({ detail, benchmark, rates, signals }: RunInputs) {
  const named = Object.entries(rates).filter(([, instrument]) => instrument !== "");
  return {
    ...(detail ? { detail } : {}),
    ...(benchmark ? { benchmark } : {}),
    ...(named.length > 0 ? { rates: Object.fromEntries(named) } : {}),
    ...(signals.length > 0 ? { signals: [...signals] } : {}),
  };
}

/** Stored timeframes that all have and that are finer than the run's, and trades if all have. */
export function detailChoices(
  series: readonly Series[],
  instruments: readonly string[],
  timeframe: string,
  trades: readonly Pick<MarketTrades, "instrument">[] = [],
): string[] {
  const whole = timeframeSeconds(timeframe) ?? (timeframe === "" ? 0 : Infinity);
  const counts = new Map<string, number>();
  for (const each of series.filter(({ instrument }) => instruments.includes(instrument))) {
    const seconds = timeframeSeconds(each.timeframe);
    if (seconds !== null && seconds < whole) {
      counts.set(each.timeframe, (counts.get(each.timeframe) ?? 0) + 1);
    }
  }
  const traded =
    timeframe !== "" &&
    instruments.length > 0 &&
    instruments.every((id) => trades.some(({ instrument }) => instrument === id));
  const finer = [...counts]
    .filter(([, count]) => count === instruments.length)
    .map(([code]) => code)
    .sort((a, b) => (timeframeSeconds(b) ?? 0) - (timeframeSeconds(a) ?? 0));
  return traded ? [...finer, TRADES] : finer;
}

/** Currencies of the instruments, each once, in order. */
export function currenciesOf(
  known: readonly Instrument[],
  instruments: readonly string[],
): string[] {
  const found = known.filter(({ id }) => instruments.includes(id)).map(({ currency }) => currency);
  return [...new Set(found)].sort();
}

/** Currencies that need a rate in the account's; none where the account has none of its own. */
export function foreignCurrencies(currencies: readonly string[], account: string): string[] {
  return account === "" ? [] : currencies.filter((each) => each !== account);
}

/** Trades are met under one fill model only, which is therefore chosen and given up with them. */
export function assumptionsFor(
  before: RunInputs,
  after: RunInputs,
  assumptions: Readonly<Record<string, string>>,
): Record<string, string> {
  const { fillModel, ...others } = assumptions;
  if (after.detail === TRADES) {
    return { ...others, fillModel: "intrabar" };
  }
  const given = before.detail === TRADES && after.detail === "" && fillModel === "intrabar";
  return given || fillModel === undefined ? others : { ...others, fillModel };
}
