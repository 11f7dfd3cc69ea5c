import { describe, expect, it } from "vitest";
import { describeCandles, tradeMarkers } from "./candles";
import { heat, heatScale, monthlyRows } from "./monthly";
import { binLabel, escapeHtml, timePoints, underwater } from "./options";
import { sparklinePath } from "./sparkline";

describe("trade markers", () => {
  const times = [0, 100, 200];
  it("gather trades on the candle that holds them", () => {
    const trades = [
      { entryTime: 110, exitTime: 205, pnl: 5 },
      { entryTime: 150, exitTime: 290, pnl: -2 },
    ];
    expect(tradeMarkers(trades, times, 100)).toEqual([
      { time: 100, kind: "entry", count: 2, pnl: null },
      { time: 200, kind: "exit", count: 2, pnl: 3 },
    ]);
  });
  it("leave out what lies outside and positions still open", () => {
    const trades = [
      { entryTime: -50, exitTime: 300, pnl: 1 },
      { entryTime: 0, exitTime: null, pnl: null },
    ];
    expect(tradeMarkers(trades, times, 100)).toEqual([
      { time: 0, kind: "entry", count: 1, pnl: null },
    ]);
  });
});

describe("the monthly heat map", () => {
  const rows = monthlyRows([
    { year: 2021, month: 2, return: -0.5 },
    { year: 2020, month: 12, return: 0.1 },
    { year: 2021, month: 1, return: 1 },
    { year: 2021, month: 3, return: null },
  ]);
  it("compounds each year and keeps absent months apart from undefined ones", () => {
    expect(rows.map((row) => row.year)).toEqual([2020, 2021]);
    expect(rows[1]?.total).toBeCloseTo(0, 12);
    expect(rows[1]?.months[2]).toBeNull();
    expect(rows[1]?.months[3]).toBeUndefined();
  });
  it("tints by size", () => {
    const scale = heatScale(rows);
    expect(heat(0.1, scale).side).toBe("up");
    expect(heat(-5, scale)).toEqual({ side: "down", strength: 1 });
    expect(heat(null, scale).strength).toBe(0);
  });
});

describe("chart data", () => {
  it("turns seconds to milliseconds and keeps gaps", () => {
    expect(timePoints([1, 2], [5, null])).toEqual([
      [1000, 5],
      [2000, null],
    ]);
  });
  it("draws drawdowns below zero whichever sign they have", () => {
    expect(underwater([0, 0.1, -0.2])).toEqual([0, -0.1, -0.2]);
  });
  it("names bins", () => expect(binLabel([-0.01, 0], 0)).toBe("−1.00 % to 0.00 %"));
  it("escapes text for tooltips", () =>
    expect(escapeHtml(`<img src=x onerror="a('b')">&`)).toBe(
      "&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;",
    ));
  it("draws a sparkline only through at least two values", () => {
    expect(sparklinePath([1, 2, 1], 100, 20)).toMatch(/^M2\.0 18\.0L50\.0 2\.0L98\.0 18\.0$/);
    expect(sparklinePath([1], 100, 20)).toBe("");
    expect(sparklinePath([3, 3], 100, 20)).not.toContain("NaN");
  });
  it("describes candles in words", () => {
    expect(
      describeCandles({ t: [1, 2], o: [1, 2], h: [5, 3], l: [1, 0], c: [2, 3], v: [1, 1] }),
    ).toEqual({ count: 2, first: 1, last: 2, open: 1, close: 3, high: 5, low: 0 });
    expect(describeCandles({ t: [], o: [], h: [], l: [], c: [], v: [] })).toBeNull();
  });
});
