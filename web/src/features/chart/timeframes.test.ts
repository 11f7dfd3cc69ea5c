import { describe, expect, it } from "vitest";
import type { Series } from "../../api/types";
import { drawnSeries, timeframeChoices } from "./timeframes";

const series = (timeframe: string) => ({ instrument: "GALE", timeframe, bars: 9 }) as Series;
const stored = [series("1h"), series("1D")];
const shown = [
  { timeframe: "1h", madeOf: "1h" },
  { timeframe: "1D", madeOf: "1D" },
  { timeframe: "4h", madeOf: "1h" },
  { timeframe: "1W", madeOf: "1D" },
];

describe("the chart's timeframes", () => {
  it("takes what is stored, and the first where none is named", () => {
    expect(drawnSeries(stored, shown, "1D")).toEqual({ series: stored[1], madeOf: null });
    expect(drawnSeries(stored, [], undefined)).toEqual({ series: stored[0], madeOf: null });
  });
  it("makes longer ones of the stored bars", () => {
    expect(drawnSeries(stored, shown, "1W")).toEqual({
      series: { ...stored[1], timeframe: "1W" },
      madeOf: "1D",
    });
  });
  it("has nothing where nothing can be made", () => {
    expect(drawnSeries(stored, shown, "5m")).toBeNull();
    expect(drawnSeries([], [], undefined)).toBeNull();
  });
  it("offers the stored ones first", () => {
    expect(timeframeChoices(stored, shown)).toEqual([
      { group: "Stored", items: ["1h", "1D"] },
      { group: "Made of these", items: ["4h", "1W"] },
    ]);
    expect(timeframeChoices(stored, [])).toEqual([{ group: "Stored", items: ["1h", "1D"] }]);
  });
});
