import { describe, expect, it } from "vitest";
import type { Series } from "../api/types";
import { commonTimeframes, seriesToTry } from "./timeframes";

const series = [
  ["A", "1m", 900],
  ["A", "1h", 90],
  ["B", "1h", 95],
  ["C", "1D", 20],
  ["D", "1D", 30],
].map(([instrument, timeframe, bars]) => ({ instrument, timeframe, bars })) as Series[];

describe("series of a run", () => {
  it("have the timeframes that all instruments have", () => {
    expect(commonTimeframes(series, ["A"])).toEqual(["1m", "1h"]);
    expect(commonTimeframes(series, ["A", "B"])).toEqual(["1h"]);
    expect(commonTimeframes(series, [])).toEqual([]);
  });
  it("begin with the wanted timeframe, else with days, the longest first", () => {
    expect(seriesToTry(series, "1h")?.instrument).toBe("B");
    expect(seriesToTry(series, "4h")?.instrument).toBe("D");
    expect(seriesToTry(series)?.instrument).toBe("D");
    expect(seriesToTry([])).toBeUndefined();
  });
});
