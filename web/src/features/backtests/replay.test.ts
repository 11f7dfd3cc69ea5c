import { describe, expect, test } from "vitest";
import type { Replay, ReplayFrame } from "../../api/types";
import { LIGHT } from "../../charts/palette";
import { replayOption, stepOfKey, stepped, windowOf } from "./replay";
import { chartOf, shownCell, shownNumber } from "./robustness";

function frame(index: number, orders: string[] = []): ReplayFrame {
  return {
    index,
    time: `2024-01-01T${String(index % 24).padStart(2, "0")}:00:00Z`,
    fills: [],
    refusals: [],
    cash: "1",
    equity: 1,
    positions: [],
    bars: [
      {
        instrument: "A",
        bar: index,
        openTime: "2024-01-01T00:00:00Z",
        open: 1,
        high: 2,
        low: 1,
        close: index,
        volume: null,
        values: [],
        reads: [],
        orders,
        pending: false,
        why: "",
      },
    ],
  };
}

const replay: Replay = {
  size: 500,
  from: 50,
  same: true,
  previousEvent: 12,
  nextEvent: 222,
  frames: [frame(50), frame(51, ["buy A"]), frame(52), frame(53, ["sell A"]), frame(54)],
};

describe("replay", () => {
  test("steps by bar and by event, and stays within the run", () => {
    expect(stepped(replay, 52, "back")).toBe(51);
    expect(stepped(replay, 0, "back")).toBe(0);
    expect(stepped(replay, 499, "forward")).toBe(499);
    expect(stepped(replay, 52, "nextEvent")).toBe(53);
    expect(stepped(replay, 53, "nextEvent")).toBe(222);
    expect(stepped(replay, 52, "previousEvent")).toBe(51);
    expect(stepped(replay, 51, "previousEvent")).toBe(12);
    expect(stepped({ ...replay, nextEvent: null }, 54, "nextEvent")).toBe(54);
    expect(stepped(replay, 9, "last")).toBe(499);
  });

  test("reads keys", () => {
    expect(stepOfKey("ArrowRight", false)).toBe("forward");
    expect(stepOfKey("ArrowRight", true)).toBe("nextEvent");
    expect(stepOfKey("Home", false)).toBe("first");
    expect(stepOfKey("a", false)).toBeNull();
  });

  test("keeps bars before the one that is looked at in the window", () => {
    expect(windowOf(0)).toBe(0);
    expect(windowOf(49)).toBe(0);
    expect(windowOf(120)).toBe(50);
    for (const bar of [0, 49, 50, 99, 100, 151, 1_234]) {
      expect(bar - windowOf(bar)).toBeLessThan(100);
      expect(windowOf(bar)).toBeLessThanOrEqual(bar);
    }
  });

  test("marks the bar that is looked at", () => {
    const option = replayOption(replay.frames, "A", 52, LIGHT);
    const series = option.series as { name: string; data: (number | null)[] }[];
    expect(series.map((each) => each.name)).toEqual(["Close", "Bought", "Sold", "This bar"]);
    expect(series.at(-1)?.data).toEqual([null, null, 52, null, null]);
  });
});

describe("robustness", () => {
  test("renders numbers by their unit", () => {
    expect(shownNumber(0.125, "FRACTION")).toMatch(/^12\.50\s%$/);
    expect(shownNumber(null, "RATIO")).toBe("n/a");
    expect(shownNumber(7.5, "BPS")).toBe("7.50 bps");
    expect(shownCell({ text: "blocks", number: null, time: null }, "TEXT")).toBe("blocks");
    expect(shownCell(undefined, "TEXT")).toBe("");
  });

  test("draws the tables that have a picture and no other", () => {
    const table = {
      key: "costs",
      title: "At other costs",
      columns: [
        { key: "feeBps", label: "Fee", unit: "BPS" as const },
        { key: "slippageBps", label: "Slippage", unit: "BPS" as const },
        { key: "totalReturn", label: "Return", unit: "FRACTION" as const },
      ],
      rows: [
        [0, 0, 0.2],
        [0, 5, 0.1],
        [10, 0, 0.05],
        [10, 5, -0.1],
      ].map((row) => row.map((number) => ({ text: null, number, time: null }))),
    };
    const option = chartOf("costs", table, LIGHT);
    const series = option?.series as { data: number[][] }[];
    expect(series[0]?.data).toEqual([
      [0, 0, 0.2],
      [1, 0, 0.1],
      [0, 1, 0.05],
      [1, 1, -0.1],
    ]);
    expect(chartOf("luck", table, LIGHT)).toBeNull();
  });
});
