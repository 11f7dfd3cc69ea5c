import { colourScale } from "../../charts/colourScale";
import type { EChartsOption } from "../../charts/echarts";
import { base, escapeHtml, legend, tooltip, valueAxis } from "../../charts/options";
import type { ChartPalette } from "../../charts/palette";
import { decimal, percent } from "../../format/numbers";
import { shared } from "./chartKinds";
import type { Points, StudySummary } from "./queries";
import { isSmallBetter, measure, objectiveName } from "./words";

/** Two columns as points; what lacks either is left out. */
export function pairs(
  points: Points,
  x: readonly (number | null)[],
  y: readonly (number | null)[],
  kept: (i: number) => boolean,
): [number, number, number][] {
  return points.number.flatMap((number, i): [number, number, number][] => {
    const a = x[i];
    const b = y[i];
    return kept(i) && a !== null && a !== undefined && b !== null && b !== undefined
      ? [[a, b, number]]
      : [];
  });
}

/** Every column that can stand on an axis. */
export function columnsOf(points: Points): Record<string, (number | null)[]> {
  const columns: Record<string, (number | null)[]> = {};
  for (const [name, values] of Object.entries(points.objectives)) {
    columns[objectiveName(name)] = values;
  }
  for (const [name, values] of Object.entries(points.statistics)) {
    columns[name] ??= values;
  }
  return columns;
}

/**
 * Which of the points no other one beats in both; the sign says whether more (1) or less (-1) is
 * better.
 */
export function frontOf(
  points: readonly [number, number, number][],
  signs: [number, number],
): Set<number> {
  const sorted = [...points].sort(
    (a, b) => signs[0] * (b[0] - a[0]) || signs[1] * (b[1] - a[1]) || a[2] - b[2],
  );
  const front = new Set<number>();
  let best = -Infinity;
  for (const [, y, number] of sorted) {
    if (signs[1] * y > best) {
      best = signs[1] * y;
      front.add(number);
    }
  }
  return front;
}

/** Trials over two measures, those that no other beats in both drawn apart. */
export function frontOption(
  points: readonly [number, number, number][],
  names: { x: string; y: string },
  signs: [number, number],
  palette: ChartPalette,
): EChartsOption {
  const front = frontOf(points, signs);
  const rest = points.filter((each) => !front.has(each[2]));
  const best = points.filter((each) => front.has(each[2]));
  return shared({
    ...base(palette),
    grid: { left: 12, right: 24, top: 56, bottom: 36, containLabel: true },
    ...({ legend: legend(palette) } as object),
    xAxis: {
      ...(valueAxis(palette, 0, names.x, (value) => measure(names.x, value)) as object),
      type: "value",
      scale: true,
      nameLocation: "middle",
      nameGap: 28,
    },
    yAxis: {
      ...(valueAxis(palette, 0, names.y, (value) => measure(names.y, value)) as object),
      type: "value",
      scale: true,
    },
    tooltip: {
      ...tooltip(palette),
      trigger: "item",
      formatter: (item) => {
        const { value } = item as unknown as { value: [number, number, number] };
        return (
          `trial ${value[2]}<br>${escapeHtml(names.x)} <b>${measure(names.x, value[0])}</b>` +
          `<br>${escapeHtml(names.y)} <b>${measure(names.y, value[1])}</b><br>click to simulate it`
        );
      },
    },
    series: [
      {
        name: "other trials",
        type: "scatter",
        data: rest,
        symbolSize: 5,
        itemStyle: { color: palette.muted, opacity: 0.5 },
      },
      {
        name: "front: no other is better in both",
        type: "scatter",
        data: best,
        symbol: "diamond",
        symbolSize: 11,
        itemStyle: { color: palette.accent },
      },
    ],
  });
}

/** A line for each trial over its parameters and objectives, coloured by the first objective. */
export function parallelOption(
  points: Points,
  parameters: readonly string[],
  objectives: readonly string[],
  palette: ChartPalette,
): EChartsOption {
  const columns = [
    ...parameters.map((name) => ({ name, values: points.parameters[name] ?? [] })),
    ...objectives.map((name) => ({
      name: objectiveName(name),
      values: points.objectives[name] ?? [],
    })),
  ];
  const colour = parameters.length;
  const rows = points.number.flatMap((_, i): number[][] => {
    const row = columns.map(({ values }) => values[i] ?? null);
    return points.candidate[i] && row.every((each) => each !== null) ? [row as number[]] : [];
  });
  const firsts = rows.map((row) => row[colour] ?? 0).sort((a, b) => a - b);
  const quantile = (part: number) => firsts[Math.floor((firsts.length - 1) * part)] ?? 0;
  return shared({
    ...base(palette),
    parallel: { left: 40, right: 60, top: 36, bottom: 56 },
    parallelAxis: columns.map(({ name, values }, dim) => ({
      dim,
      name,
      scale: true,
      // Whole numbers have no halves between them.
      ...(values.every((value) => value === null || Number.isInteger(value)) && { minInterval: 1 }),
      nameTextStyle: { color: palette.text },
      // The lines run behind the numbers.
      axisLabel: {
        color: palette.text,
        textBorderColor: palette.surface,
        textBorderWidth: 3,
      },
      axisLine: { lineStyle: { color: palette.muted } },
    })),
    visualMap: colourScale(
      {
        dimension: colour,
        min: quantile(0.02),
        max: quantile(0.98),
        ends: ["high", "low"],
        isSmallBetter: isSmallBetter(objectives[0] ?? ""),
      },
      palette,
    ),
    series: [
      {
        type: "parallel",
        data: rows,
        smooth: false,
        lineStyle: { width: 1, opacity: 0.35 },
        progressive: 0,
      },
    ],
  } as Parameters<typeof shared>[0]);
}

type Explanation = StudySummary["explanation"];

/** How much each parameter matters, in two ways. */
export function importanceOption(
  importance: Explanation["importance"],
  palette: ChartPalette,
): EChartsOption {
  const shown = [...importance].sort((a, b) => a.share - b.share);
  return {
    ...base(palette),
    grid: { left: 12, right: 24, top: 36, bottom: 8, containLabel: true },
    legend: legend(palette),
    // Bars are lengths, so that the axis begins at nothing.
    xAxis: {
      ...valueAxis(palette, 0, "", (value) => percent(value, 0)),
      type: "value",
      scale: false,
      min: 0,
    },
    yAxis: {
      type: "category",
      data: shown.map((each) => each.parameter),
      axisLabel: { color: palette.text },
      axisLine: { lineStyle: { color: palette.grid } },
      axisTick: { show: false },
    },
    tooltip: {
      ...tooltip(palette),
      trigger: "axis",
      axisPointer: { type: "shadow" },
      valueFormatter: (value) => percent(Number(value), 0),
    },
    series: [
      {
        name: "explains alone",
        type: "bar",
        data: shown.map((each) => each.share),
        itemStyle: { color: palette.accent },
      },
      {
        name: "lost without it",
        type: "bar",
        data: shown.map((each) => Math.max(0, each.permutation)),
        itemStyle: { color: palette.series[2] ?? palette.muted },
      },
    ],
  };
}

/** The mean objective over the values of one parameter. */
export function dependenceOption(
  each: Explanation["importance"][number],
  objective: string,
  palette: ChartPalette,
): EChartsOption {
  return {
    ...base(palette),
    grid: { left: 8, right: 16, top: 26, bottom: 8, containLabel: true },
    xAxis: {
      type: "category",
      data: each.values,
      axisLabel: { color: palette.muted, hideOverlap: true },
      axisLine: { lineStyle: { color: palette.grid } },
      axisTick: { show: false },
    },
    yAxis: {
      ...valueAxis(palette, 0, objective, (value) => decimal(value, 2)),
      type: "value",
      scale: true,
    },
    tooltip: {
      ...tooltip(palette),
      trigger: "axis",
      valueFormatter: (value) => decimal(Number(value), 3),
    },
    series: [
      {
        name: objective,
        type: "line",
        data: each.means,
        showSymbol: false,
        step: "middle",
        lineStyle: { width: 1.8, color: palette.accent },
        itemStyle: { color: palette.accent },
      },
    ],
  };
}
