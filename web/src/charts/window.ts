import { indexAtOrBefore, type LineColumns } from "./candles";

/** A span of time in UTC epoch seconds, both ends included. */
export interface TimeWindow {
  from: number;
  to: number;
}

/** What is loaded: the window that was asked for and whether the server sent fewer, longer bars. */
export interface LoadedWindow extends TimeWindow {
  reduced: boolean;
}

/** Seconds between neighbouring candles, gaps aside; 60 where there is nothing to measure. */
export function stepSeconds(times: readonly number[]): number {
  let step = Infinity;
  const end = Math.min(times.length, 512);
  for (let i = 1; i < end; i++) {
    const difference = (times[i] ?? 0) - (times[i - 1] ?? 0);
    if (difference > 0 && difference < step) {
      step = difference;
    }
  }
  return Number.isFinite(step) ? step : 60;
}

/** The time at a (fractional) bar index; beyond the ends it goes on in steps. */
export function timeAt(times: readonly number[], index: number, step: number): number {
  const last = times.length - 1;
  if (last < 0) {
    return 0;
  }
  if (index <= 0) {
    return (times[0] ?? 0) + index * step;
  }
  if (index >= last) {
    return (times[last] ?? 0) + (index - last) * step;
  }
  const below = Math.floor(index);
  const left = times[below] ?? 0;
  const right = times[below + 1] ?? left;
  return left + (index - below) * (right - left);
}

/** The (fractional) bar index of a time; the inverse of {@link timeAt}. */
export function indexAt(times: readonly number[], time: number, step: number): number {
  const last = times.length - 1;
  const below = indexAtOrBefore(times, time);
  if (last < 0) {
    return 0;
  }
  if (below < 0) {
    return (time - (times[0] ?? 0)) / step;
  }
  if (below >= last) {
    return last + (time - (times[last] ?? 0)) / step;
  }
  const left = times[below] ?? 0;
  const right = times[below + 1] ?? left;
  return below + (time - left) / (right - left);
}

/** Part of the loaded span below which finer bars are worth asking for. */
const REFINE_BELOW = 1 / 6;

/**
 * What to ask the server for so that `visible` can be drawn and panned by one screen either way;
 * `null` if what is loaded will do.
 *
 * @param span all that the series has
 */
export function windowToLoad(
  visible: TimeWindow,
  loaded: LoadedWindow,
  span: TimeWindow,
): TimeWindow | null {
  const width = visible.to - visible.from;
  if (!(width > 0)) {
    return null;
  }
  const isCovered =
    loaded.from <= Math.max(visible.from, span.from) && loaded.to >= Math.min(visible.to, span.to);
  const isTooCoarse = loaded.reduced && width < (loaded.to - loaded.from) * REFINE_BELOW;
  if (isCovered && !isTooCoarse) {
    return null;
  }
  const wanted = {
    from: Math.max(span.from, Math.floor(visible.from - width)),
    to: Math.min(span.to, Math.ceil(visible.to + width)),
  };
  const isSame = wanted.from === loaded.from && wanted.to === loaded.to;
  return isSame || wanted.to <= wanted.from ? null : wanted;
}

/** Puts a line on the candles' times, so that it adds no times of its own; the last value wins. */
export function alignTo(times: readonly number[], line: LineColumns): LineColumns {
  const values = new Array<number | null>(times.length).fill(null);
  line.t.forEach((time, i) => {
    const index = indexAtOrBefore(times, time);
    const value = line.v[i];
    if (index >= 0 && value !== null && value !== undefined) {
      values[index] = value;
    }
  });
  return { t: times, v: values };
}

/** How a reduced picture is described: `1 candle shown = 12 bars of 1m`. */
export function reductionNote(
  reduced: boolean,
  sourceBars: number,
  points: number,
  timeframe: string,
): string {
  if (!reduced || points <= 0 || sourceBars <= points) {
    return `Every bar of ${timeframe} is shown.`;
  }
  const ratio = Math.max(2, Math.round(sourceBars / points));
  return `Reduced to fit the screen: 1 candle shown = about ${ratio.toLocaleString("en")} bars of ${timeframe}. Zoom in for more.`;
}
