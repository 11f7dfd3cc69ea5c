import type { Moment } from "../format/time";
import { toSeconds } from "../format/time";

/** Bars in columns as the server sends them; times in UTC epoch seconds of the bar's open. */
export interface CandleColumns {
  t: readonly number[];
  o: readonly number[];
  h: readonly number[];
  l: readonly number[];
  c: readonly number[];
  /** `null` where the volume is unknown. */
  v: readonly (number | null)[];
}

/** A value per time; `null` is undefined (a warm-up) and leaves a gap. */
export interface LineColumns {
  t: readonly number[];
  v: readonly (number | null)[];
}

/** The part of a round trip that a chart marks. */
export interface MarkedTrade {
  entryTime: Moment | null;
  exitTime: Moment | null;
  pnl: number | null;
}

/** What is drawn at one candle: how many entries and exits happened inside it. */
export interface TradeMarker {
  time: number;
  kind: "entry" | "exit";
  count: number;
  /** Profit of the exits together; `null` for entries. */
  pnl: number | null;
}

/** Index of the last time ≤ the given one; −1 before the first. */
export function indexAtOrBefore(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/** Entries and exits gathered on the candles that hold them; those outside are left out. */
export function tradeMarkers(
  trades: readonly MarkedTrade[],
  times: readonly number[],
  candleSeconds: number,
): TradeMarker[] {
  const markers = new Map<string, TradeMarker>();
  const last = times[times.length - 1];
  const put = (moment: Moment | null, kind: "entry" | "exit", pnl: number | null) => {
    const seconds = toSeconds(moment);
    if (seconds === null || last === undefined || seconds >= last + candleSeconds) {
      return;
    }
    const time = times[indexAtOrBefore(times, seconds)];
    if (time === undefined) {
      return;
    }
    const key = `${time}${kind}`;
    const known = markers.get(key);
    markers.set(key, {
      time,
      kind,
      count: (known?.count ?? 0) + 1,
      pnl: pnl === null ? (known?.pnl ?? null) : (known?.pnl ?? 0) + pnl,
    });
  };
  for (const trade of trades) {
    put(trade.entryTime, "entry", null);
    put(trade.exitTime, "exit", trade.pnl);
  }
  return [...markers.values()].sort(
    (a, b) => a.time - b.time || (a.kind === b.kind ? 0 : a.kind === "exit" ? -1 : 1),
  );
}

/** A summary in words of what the candles show, for those who do not see them. */
export function describeCandles(columns: CandleColumns): {
  count: number;
  first: number;
  last: number;
  open: number;
  close: number;
  high: number;
  low: number;
} | null {
  const count = columns.t.length;
  const first = columns.t[0];
  const last = columns.t[count - 1];
  const open = columns.o[0];
  const close = columns.c[count - 1];
  if (first === undefined || last === undefined || open === undefined || close === undefined) {
    return null;
  }
  let high = -Infinity;
  let low = Infinity;
  for (let i = 0; i < count; i++) {
    high = Math.max(high, columns.h[i] ?? -Infinity);
    low = Math.min(low, columns.l[i] ?? Infinity);
  }
  return { count, first, last, open, close, high, low };
}
