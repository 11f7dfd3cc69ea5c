import type { Instrument, Series } from "../../api/types";
import { timeframeSeconds } from "../../format/time";

/** What a run reads beside the bars of its instruments; empty texts and lists are nothing. */
export interface RunInputs {
  /** Timeframe of finer bars that show the way of the price within each bar. */
  detail: string;
  /** Instrument to measure against; empty for holding the run's own. */
  benchmark: string;
  /** By currency the instrument that gives its rate; empty for the one that its name shows. */
  rates: Readonly<Record<string, string>>;
  /** Definitions whose stored signals the strategy is told of. */
  signals: readonly string[];
}

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

/** Stored timeframes that all the instruments have and that are finer than the run's. */
export function detailChoices(
  series: readonly Series[],
  instruments: readonly string[],
  timeframe: string,
): string[] {
  const whole = timeframeSeconds(timeframe) ?? (timeframe === "" ? 0 : Infinity);
  const counts = new Map<string, number>();
  for (const each of series.filter(({ instrument }) => instruments.includes(instrument))) {
    const seconds = timeframeSeconds(each.timeframe);
    if (seconds !== null && seconds < whole) {
      counts.set(each.timeframe, (counts.get(each.timeframe) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count === instruments.length)
    .map(([code]) => code)
    .sort((a, b) => (timeframeSeconds(b) ?? 0) - (timeframeSeconds(a) ?? 0));
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
