import type { Series } from "../api/types";

/** Timeframes that every one of the instruments has. */
export function commonTimeframes(
  series: readonly Series[],
  instruments: readonly string[],
): string[] {
  const of = (instrument: string) =>
    series.filter((each) => each.instrument === instrument).map((each) => each.timeframe);
  const [first, ...rest] = instruments.map(of);
  return (first ?? []).filter((timeframe) => rest.every((each) => each.includes(timeframe)));
}

/** The series to begin with: of the wanted timeframe, else daily, the longest of them. */
export function seriesToTry(series: readonly Series[], timeframe?: string): Series | undefined {
  const rank = (each: Series) =>
    each.timeframe === timeframe ? 2 : each.timeframe === "1D" ? 1 : 0;
  return [...series].sort((a, b) => rank(b) - rank(a) || b.bars - a.bars)[0];
}
