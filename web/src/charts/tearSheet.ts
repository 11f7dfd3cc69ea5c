import { decimal, percent } from "../format/numbers";
import type { TearSheetData, YearReturn } from "../parts/tearSheet";
import type { EChartsOption } from "./echarts";
import {
  TIME_LABELS,
  base,
  compact,
  compareOption,
  timePoints,
  tooltip,
  valueAxis,
} from "./options";
import type { ChartPalette } from "./palette";

/** The equity at day ends beside what holding the instruments would have brought. */
export function dailyOption(
  daily: TearSheetData["daily"],
  palette: ChartPalette,
  currency: string,
): EChartsOption {
  const curves = [{ name: "Run", t: daily.t, v: daily.equity }];
  if (daily.benchmark.length > 0) {
    curves.push({ name: "Holding the instruments", t: daily.t, v: daily.benchmark });
  }
  return {
    ...compareOption(curves, palette),
    yAxis: valueAxis(palette, 0, currency, (value) => compact(value)),
    tooltip: {
      ...tooltip(palette),
      trigger: "axis",
      valueFormatter: (value) => `${decimal(Number(value))} ${currency}`,
    },
  };
}

/** One measure over time. */
export function rollingOption(
  t: readonly number[],
  values: readonly (number | null)[],
  palette: ChartPalette,
  name: string,
  format: (value: number) => string,
): EChartsOption {
  return {
    ...base(palette),
    grid: { left: 12, right: 12, top: 26, bottom: 8, containLabel: true },
    xAxis: {
      type: "time",
      axisLabel: { color: palette.muted, hideOverlap: true, formatter: TIME_LABELS },
      axisLine: { lineStyle: { color: palette.grid } },
      axisTick: { show: false },
    },
    yAxis: valueAxis(palette, 0, name, format),
    tooltip: {
      ...tooltip(palette),
      trigger: "axis",
      valueFormatter: (value) => (typeof value === "number" ? format(value) : "—"),
    },
    series: [
      {
        name,
        type: "line",
        data: timePoints(t, values),
        showSymbol: false,
        lineStyle: { width: 1.4, color: palette.accent },
        itemStyle: { color: palette.accent },
      },
    ],
  };
}

/** Calendar years of the run beside the benchmark's. */
export function yearsOption(years: readonly YearReturn[], palette: ChartPalette): EChartsOption {
  const bar = (name: string, values: (number | null)[], color: string | undefined) => ({
    name,
    type: "bar" as const,
    data: values,
    itemStyle: { color },
  });
  const hasBenchmark = years.some((year) => year.benchmark !== null);
  return {
    ...base(palette),
    grid: { left: 12, right: 12, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: palette.text }, icon: "roundRect" },
    xAxis: {
      type: "category",
      data: years.map((year) => String(year.year)),
      axisLabel: { color: palette.muted, hideOverlap: true },
      axisLine: { lineStyle: { color: palette.grid } },
      axisTick: { show: false },
    },
    yAxis: { ...valueAxis(palette, 0, "", (value) => percent(value, 0)), scale: false },
    tooltip: {
      ...tooltip(palette),
      trigger: "axis",
      axisPointer: { type: "shadow" },
      valueFormatter: (value) => percent(typeof value === "number" ? value : null),
    },
    series: [
      bar(
        "Run",
        years.map((year) => year.return),
        palette.series[0],
      ),
      ...(hasBenchmark
        ? [
            bar(
              "Holding the instruments",
              years.map((year) => year.benchmark),
              palette.series[1],
            ),
          ]
        : []),
    ],
  };
}
