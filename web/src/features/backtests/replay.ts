import type { Replay, ReplayFrame } from "../../api/types";
import type { EChartsOption } from "../../charts/echarts";
import { base, tooltip } from "../../charts/options";
import type { ChartPalette } from "../../charts/palette";

/** Bars that are asked for at once. */
export const WINDOW = 100;

export type Step = "back" | "forward" | "previousEvent" | "nextEvent" | "first" | "last";

/** The start of the window that shows a bar with some bars before it. */
export function windowOf(bar: number): number {
  return Math.max(0, bar - (bar % (WINDOW / 2)) - WINDOW / 2);
}

export function isEvent(frame: ReplayFrame): boolean {
  return (
    frame.fills.length > 0 ||
    frame.refusals.length > 0 ||
    frame.bars.some((each) => each.orders.length > 0)
  );
}

/** The bar that a step leads to; stays where there is none. */
export function stepped(replay: Replay, bar: number, step: Step): number {
  switch (step) {
    case "back":
      return Math.max(0, bar - 1);
    case "forward":
      return Math.min(replay.size - 1, bar + 1);
    case "first":
      return 0;
    case "last":
      return Math.max(0, replay.size - 1);
    case "previousEvent": {
      const before = replay.frames.filter((each) => each.index < bar && isEvent(each));
      return before.at(-1)?.index ?? replay.previousEvent ?? bar;
    }
    case "nextEvent": {
      const behind = replay.frames.find((each) => each.index > bar && isEvent(each));
      return behind?.index ?? replay.nextEvent ?? bar;
    }
  }
}

/** The step of a key; null for keys that mean nothing here. */
export function stepOfKey(key: string, isShift: boolean): Step | null {
  switch (key) {
    case "ArrowLeft":
      return isShift ? "previousEvent" : "back";
    case "ArrowRight":
      return isShift ? "nextEvent" : "forward";
    case "Home":
      return "first";
    case "End":
      return "last";
    default:
      return null;
  }
}

/** The closes of an instrument in the window, its fills, and the bar that is looked at. */
export function replayOption(
  frames: readonly ReplayFrame[],
  instrument: string,
  bar: number,
  palette: ChartPalette,
): EChartsOption {
  const shown = frames.flatMap((frame) => {
    const own = frame.bars.find((each) => each.instrument === instrument);
    return own ? [{ frame, own }] : [];
  });
  const times = shown.map(({ frame }) => frame.time.slice(0, 16).replace("T", " "));
  const fills = (side: string) =>
    shown.map(({ frame }) => {
      const fill = frame.fills.find((each) => each.instrument === instrument && each.side === side);
      return fill ? Number(fill.price) : null;
    });
  const points = (name: string, data: (number | null)[], symbol: string, color: string) => ({
    name,
    type: "line" as const,
    data,
    symbol,
    symbolSize: 11,
    showAllSymbol: true,
    lineStyle: { width: 0 },
    itemStyle: { color },
  });
  return {
    ...base(palette),
    grid: { left: 12, right: 12, top: 32, bottom: 12, containLabel: true },
    legend: { top: 0, textStyle: { color: palette.text } },
    tooltip: { ...tooltip(palette), trigger: "axis" },
    xAxis: { type: "category", data: times, axisLabel: { color: palette.muted } },
    yAxis: {
      type: "value",
      scale: true,
      axisLabel: { color: palette.muted },
      splitLine: { lineStyle: { color: palette.grid } },
    },
    series: [
      {
        name: "Close",
        type: "line",
        data: shown.map(({ own }) => own.close),
        showSymbol: false,
        lineStyle: { width: 1.4, color: palette.accent },
        itemStyle: { color: palette.accent },
      },
      points("Bought", fills("buy"), "triangle", palette.up),
      points("Sold", fills("sell"), "diamond", palette.down),
      points(
        "This bar",
        shown.map(({ frame, own }) => (frame.index === bar ? own.close : null)),
        "circle",
        palette.text,
      ),
    ],
  };
}
