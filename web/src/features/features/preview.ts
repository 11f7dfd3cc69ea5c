import type { Series } from "../../api/types";
import type { TimeWindow } from "../../charts/window";

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3_600, D: 86_400, W: 604_800 };

/** Seconds of a timeframe's code; a month of 30 days and longer for the rest. */
export function codeSeconds(code: string): number {
  const match = /^(\d+)([smhDWMQY])t?$/.exec(code);
  const unit = match?.[2] ?? "";
  const days: Record<string, number> = { M: 30, Q: 91, Y: 365 };
  return Number(match?.[1] ?? 1) * (SECONDS[unit] ?? (days[unit] ?? 30) * 86_400);
}

/**
 * The series on which an expression is shown at first: bars at least as fine as every timeframe it
 * names, and of these the longest bars with the most of them.
 */
export function previewSeries(list: readonly Series[], expression: string): Series | undefined {
  const named = [...expression.matchAll(/@\s*(\d+[smhDWMQY]t?)/g)].map((match) =>
    codeSeconds(match[1] ?? ""),
  );
  const finest = Math.min(Infinity, ...named);
  const fitting = list.filter((series) => codeSeconds(series.timeframe) <= finest);
  return [...(fitting.length > 0 ? fitting : list)].sort(
    (a, b) => codeSeconds(b.timeframe) - codeSeconds(a.timeframe) || b.bars - a.bars,
  )[0];
}

const SHOWN_BARS = 1_500;

/** The last part of a long series; all of a short one. */
export function previewFocus(span: TimeWindow, bars: number): TimeWindow | null {
  if (bars <= SHOWN_BARS || span.to <= span.from) {
    return null;
  }
  return { from: span.to - ((span.to - span.from) * SHOWN_BARS) / bars, to: span.to };
}
