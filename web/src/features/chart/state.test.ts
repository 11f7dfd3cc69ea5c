import { describe, expect, it } from "vitest";
import { lastDays, parseChartSearch, toSearch, windowOf } from "./state";

describe("the chart's address", () => {
  it("keeps what it knows", () => {
    expect(parseChartSearch({ instrument: "BTC-USD", log: "true", x: 1, from: 5 })).toEqual({
      instrument: "BTC-USD",
      log: true,
    });
  });
  it("keeps expressions with their panes", () => {
    const search = { expr: ["own|close", "ema(close, 21)@4h"] };
    expect(parseChartSearch(search)).toEqual(search);
    expect(parseChartSearch({ expr: "close" })).toEqual({ expr: ["close"] });
    expect(parseChartSearch({ expr: [""] })).toEqual({});
  });
  it("reads the span that it writes", () => {
    const window = { from: 1_500_000_000, to: 1_500_003_600 };
    expect(windowOf(toSearch(window))).toEqual(window);
  });
  it.each([{}, { from: "x", to: "y" }, { from: "2020-01-02", to: "2020-01-01" }])(
    "%j has no span",
    (search) => expect(windowOf(search)).toBeNull(),
  );
  it("takes the last days", () => {
    const span = { from: 0, to: 10 * 86_400 };
    expect(lastDays(span, 3)).toEqual({ from: 7 * 86_400, to: 10 * 86_400 });
    expect(lastDays(span, 30)).toEqual(span);
  });
});
