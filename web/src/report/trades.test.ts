import { describe, expect, it } from "vitest";
import { nextOrder, sortTrades } from "./trades";
import type { ReportRoundTrip } from "./types";

const trade = (exitTime: string, pnl: number): ReportRoundTrip => ({
  instrument: "A",
  side: "long",
  quantity: 1,
  entryTime: "2020-01-01T00:00:00Z",
  entryPrice: 1,
  exitTime,
  exitPrice: 1,
  pnl,
  returnFraction: pnl,
  fees: 0,
  bars: 1,
  mae: 0,
  mfe: 0,
});

describe("round trips in the report", () => {
  const trades = [trade("2020-01-03T00:00:00Z", 2), trade("2020-01-02T00:00:00Z", 10)];
  it("sort by number and by time", () => {
    expect(sortTrades(trades, { column: "pnl", descending: true })[0]?.pnl).toBe(10);
    expect(sortTrades(trades, { column: "exitTime", descending: false })[0]?.pnl).toBe(10);
  });
  it("turn round on a second click", () => {
    const first = nextOrder({ column: "exitTime", descending: false }, "pnl");
    expect(first).toEqual({ column: "pnl", descending: true });
    expect(nextOrder(first, "pnl").descending).toBe(false);
  });
});
