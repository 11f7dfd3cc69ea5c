import type { Series, ShownTimeframe } from "../../api/types";

/** A series to draw, and of which stored bars it is made; `null` where it is stored itself. */
export interface DrawnSeries {
  series: Series;
  madeOf: string | null;
}

/** The series of an instrument in a timeframe, or its first; `null` where there is none. */
export function drawnSeries(
  stored: readonly Series[],
  shown: readonly ShownTimeframe[],
  timeframe: string | undefined,
): DrawnSeries | null {
  const known = timeframe ? stored.find((each) => each.timeframe === timeframe) : stored[0];
  if (known) {
    return { series: known, madeOf: null };
  }
  const madeOf = shown.find((each) => each.timeframe === timeframe)?.madeOf;
  const source = stored.find((each) => each.timeframe === madeOf);
  return source && timeframe && madeOf ? { series: { ...source, timeframe }, madeOf } : null;
}

/** The timeframes to choose from: those that are stored, and those that are made of them. */
export function timeframeChoices(
  stored: readonly Series[],
  shown: readonly ShownTimeframe[],
): { group: string; items: string[] }[] {
  const codes = [...new Set(stored.map((each) => each.timeframe))];
  const made = shown.map((each) => each.timeframe).filter((each) => !codes.includes(each));
  return [
    { group: "Stored", items: codes },
    ...(made.length > 0 ? [{ group: "Made of these", items: made }] : []),
  ];
}
