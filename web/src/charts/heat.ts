import { colourScale } from "./colourScale";
import type { EChartsOption } from "./echarts";
import { decimal, percent } from "../format/numbers";
import { utcDate } from "../format/time";
import { base, binLabelOf, countAxis, escapeHtml, tooltip } from "./options";
import type { ChartPalette } from "./palette";

/** Rows of shares over stretches of time; `null` where there is nothing to count. */
export interface HeatRows {
  /** Starts of the stretches, UTC epoch seconds. */
  buckets: readonly number[];
  rows: readonly { name: string; share: readonly (number | null)[] }[];
}

/** Cells that have a share: column, row (the first one on top), share. */
export function heatCells({ rows }: HeatRows): [number, number, number][] {
  return rows.flatMap(({ share }, row) =>
    share.flatMap((value, column): [number, number, number][] =>
      value === null ? [] : [[column, rows.length - 1 - row, value]],
    ),
  );
}

/** Height in pixels that leaves every row readable. */
export function heatHeight(rows: number): number {
  return 96 + 22 * rows;
}

/** How much of each row is there over time. */
export function heatOption(heat: HeatRows, palette: ChartPalette): EChartsOption {
  const names = heat.rows.map((row) => row.name).reverse();
  const dates = heat.buckets.map((bucket) => utcDate(bucket));
  return {
    ...base(palette),
    grid: { left: 8, right: 12, top: 8, bottom: 44, containLabel: true },
    xAxis: {
      type: "category",
      data: dates,
      axisLabel: { color: palette.muted, hideOverlap: true },
      axisLine: { lineStyle: { color: palette.grid } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "category",
      data: names,
      axisLabel: { color: palette.text, interval: 0 },
      axisLine: { show: false },
      axisTick: { show: false },
    },
    visualMap: colourScale({ min: 0, max: 1, ends: ["all bars", "none"] }, palette),
    tooltip: {
      ...tooltip(palette),
      formatter: (item) => {
        const cell = item as unknown as { value: [number, number, number] };
        const [column, row, share] = cell.value;
        return `${escapeHtml(names[row] ?? "")}<br>from ${dates[column] ?? ""}&ensp;<b>${percent(share, 1)}</b> of the bars`;
      },
    },
    series: [
      {
        name: "Share of bars with a value",
        type: "heatmap",
        data: heatCells(heat),
        itemStyle: { borderColor: palette.surface, borderWidth: 1 },
        progressive: 0,
      },
    ],
  };
}

/** How often values fell into each bin; edges are one more than counts. */
export function distributionOption(
  { edges, counts }: { edges: readonly number[]; counts: readonly number[] },
  palette: ChartPalette,
  counted = "Bars",
): EChartsOption {
  const width = (edges[edges.length - 1] ?? 1) - (edges[0] ?? 0);
  const digits = width > 0 ? Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(width)))) : 2;
  const format = (value: number | undefined) => decimal(value ?? null, digits);
  return {
    ...base(palette),
    grid: { left: 12, right: 12, top: 26, bottom: 8, containLabel: true },
    xAxis: {
      type: "category",
      data: counts.map((_, i) => binLabelOf(edges, i, format)),
      axisLabel: {
        color: palette.muted,
        hideOverlap: true,
        formatter: (_: string, i: number) => format(edges[i]),
      },
      axisLine: { lineStyle: { color: palette.grid } },
      axisTick: { show: false },
    },
    yAxis: countAxis(palette, counted),
    tooltip: { ...tooltip(palette), trigger: "axis", axisPointer: { type: "shadow" } },
    series: [
      {
        name: counted,
        type: "bar",
        barCategoryGap: "8%",
        data: [...counts],
        itemStyle: { color: palette.accent },
      },
    ],
  };
}
