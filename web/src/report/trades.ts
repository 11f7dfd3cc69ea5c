import { asNumber } from "../format/numbers";
import { toMillis } from "../format/time";
import type { ReportRoundTrip } from "./types";

export type TradeColumn = keyof Pick<
  ReportRoundTrip,
  | "instrument"
  | "entryTime"
  | "exitTime"
  | "quantity"
  | "entryPrice"
  | "exitPrice"
  | "pnl"
  | "returnFraction"
  | "fees"
  | "bars"
  | "mae"
  | "mfe"
>;

export interface TradeOrder {
  column: TradeColumn;
  descending: boolean;
}

/** The round trips in the wanted order; equal ones stay in the order of their exits. */
export function sortTrades(
  trades: readonly ReportRoundTrip[],
  order: TradeOrder,
): ReportRoundTrip[] {
  const sign = order.descending ? -1 : 1;
  return [...trades].sort((a, b) => sign * compare(a, b, order.column));
}

/** The order after a click on a heading: the other direction, or the new column downwards first. */
export function nextOrder(order: TradeOrder, column: TradeColumn): TradeOrder {
  return order.column === column
    ? { column, descending: !order.descending }
    : { column, descending: true };
}

function compare(a: ReportRoundTrip, b: ReportRoundTrip, column: TradeColumn): number {
  if (column === "instrument") {
    return a.instrument.localeCompare(b.instrument);
  }
  if (column === "entryTime" || column === "exitTime") {
    return (toMillis(a[column]) ?? 0) - (toMillis(b[column]) ?? 0);
  }
  return (asNumber(a[column]) ?? 0) - (asNumber(b[column]) ?? 0);
}
