import { describe, expect, it } from "vitest";
import { alignTo, indexAt, reductionNote, stepSeconds, timeAt, windowToLoad } from "./window";

const times = [0, 60, 120, 600, 660];

describe("bar indexes and times", () => {
  it("are inverse inside, across gaps and beyond the ends", () => {
    for (const index of [-3, 0, 0.5, 2.25, 4, 7]) {
      expect(indexAt(times, timeAt(times, index, 60), 60)).toBeCloseTo(index, 9);
    }
  });
  it("measure the step past gaps", () => {
    expect(stepSeconds(times)).toBe(60);
    expect(stepSeconds([])).toBe(60);
  });
});

describe("what to load", () => {
  const span = { from: 0, to: 100_000 };
  it("is nothing while the picture is covered and fine enough", () => {
    const loaded = { from: 0, to: 100_000, reduced: true };
    expect(windowToLoad({ from: 10_000, to: 60_000 }, loaded, span)).toBeNull();
  });
  it("is finer bars after zooming in on a reduced picture", () => {
    const loaded = { from: 0, to: 100_000, reduced: true };
    expect(windowToLoad({ from: 50_000, to: 51_000 }, loaded, span)).toEqual({
      from: 49_000,
      to: 52_000,
    });
  });
  it("is nothing after zooming in on all bars", () => {
    const loaded = { from: 0, to: 100_000, reduced: false };
    expect(windowToLoad({ from: 50_000, to: 51_000 }, loaded, span)).toBeNull();
  });
  it("follows panning and stays inside the series", () => {
    const loaded = { from: 40_000, to: 43_000, reduced: false };
    expect(windowToLoad({ from: 42_500, to: 43_500 }, loaded, span)).toEqual({
      from: 41_500,
      to: 44_500,
    });
    expect(windowToLoad({ from: -5_000, to: 41_000 }, loaded, span)?.from).toBe(0);
  });
  it("does not ask twice for the same", () => {
    const loaded = { from: 0, to: 100_000, reduced: true };
    expect(windowToLoad({ from: -10, to: 100_010 }, loaded, span)).toBeNull();
  });
});

describe("lines", () => {
  it("take the candles' times", () => {
    expect(alignTo([0, 120], { t: [0, 60, 120, 180], v: [null, 1, 2, 3] })).toEqual({
      t: [0, 120],
      v: [1, 3],
    });
  });
});

describe("the note on reduction", () => {
  it("says how many bars a candle stands for", () => {
    expect(reductionNote(true, 24_000, 2_000, "1m")).toContain("= about 12 bars of 1m");
    expect(reductionNote(false, 100, 100, "1h")).toBe("Every bar of 1h is shown.");
  });
});
