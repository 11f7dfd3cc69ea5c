import type { TimeWindow } from "../../charts/window";
import { toSeconds } from "../../format/time";
import { parseExpressions, printExpressions } from "../../series/expressions";

/** What the chart's address holds. Times are ISO-8601 UTC. */
export interface ChartSearch {
  instrument?: string;
  timeframe?: string;
  from?: string;
  to?: string;
  overlays?: string;
  /** Expressions with their panes, as `printExpressions` writes them. */
  expr?: string[];
  log?: boolean;
}

/** Reads the address; what is not understood is left out. */
export function parseChartSearch(search: Record<string, unknown>): ChartSearch {
  const result: ChartSearch = {};
  for (const key of ["instrument", "timeframe", "from", "to", "overlays"] as const) {
    const value = search[key];
    if (typeof value === "string" && value !== "" && value.length <= 200) {
      result[key] = value;
    }
  }
  const expressions = printExpressions(parseExpressions(search.expr));
  if (expressions) {
    result.expr = expressions;
  }
  if (search.log === true || search.log === "true") {
    result.log = true;
  }
  return result;
}

/** The span of time in the address, where there is one. */
export function windowOf(search: ChartSearch): TimeWindow | null {
  const from = toSeconds(search.from);
  const to = toSeconds(search.to);
  return from !== null && to !== null && to > from ? { from, to } : null;
}

/** A span of time for the address, to the second. */
export function toSearch(window: TimeWindow): { from: string; to: string } {
  const iso = (seconds: number) =>
    new Date(Math.round(seconds) * 1000).toISOString().replace(".000Z", "Z");
  return { from: iso(window.from), to: iso(window.to) };
}

/** The last part of a series, `days` long; all of it where it is shorter. */
export function lastDays(span: TimeWindow, days: number): TimeWindow {
  return { from: Math.max(span.from, span.to - days * 86_400), to: span.to };
}
