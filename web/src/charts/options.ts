import type { EChartsOption } from "./echarts";
import { decimal, percent, signedPercent } from "../format/numbers";
import { utcDate, utcMoment } from "../format/time";
import type { ChartPalette } from "./palette";

/** An equity curve with its drawdown; times in UTC epoch seconds, drawdown a fraction ≤ 0. */
export interface EquityCurve {
  t: readonly number[];
  equity: readonly number[];
  drawdown: readonly number[];
}

/** Points for a time axis, which counts in milliseconds. */
export function timePoints(
  times: readonly number[],
  values: readonly (number | null)[],
): [number, number | null][] {
  return times.map((time, i) => [time * 1000, values[i] ?? null]);
}

/** Drawdowns as fractions ≤ 0, whichever sign the source uses. */
export function underwater(drawdown: readonly number[]): number[] {
  return drawdown.map((value) => (value === 0 ? 0 : -Math.abs(value)));
}

/** Equity above, underwater below, on one time axis. */
export function equityOption(
  curve: EquityCurve,
  palette: ChartPalette,
  currency: string,
): EChartsOption {
  return {
    ...base(palette),
    axisPointer: { link: [{ xAxisIndex: [0, 1] }], lineStyle: { color: palette.muted } },
    grid: [
      { left: 12, right: 12, top: 26, height: "56%", containLabel: true },
      { left: 12, right: 12, top: "74%", bottom: 34, containLabel: true },
    ],
    xAxis: [timeAxis(palette, 0, false), timeAxis(palette, 1, true)],
    yAxis: [
      valueAxis(palette, 0, `Equity, ${currency}`, (value) => compact(value)),
      {
        ...valueAxis(palette, 1, "Drawdown", (value) => percent(value, 0)),
        max: 0,
        splitNumber: 2,
      },
    ],
    dataZoom: [
      { type: "inside", xAxisIndex: [0, 1], zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false },
      zoomSlider(palette, [0, 1]),
    ],
    tooltip: {
      ...tooltip(palette),
      trigger: "axis",
      valueFormatter: undefined,
      formatter: (items) => equityTooltip(items, currency),
    },
    series: [
      {
        name: "Equity",
        type: "line",
        xAxisIndex: 0,
        yAxisIndex: 0,
        data: timePoints(curve.t, curve.equity),
        showSymbol: false,
        lineStyle: { width: 1.6, color: palette.accent },
        itemStyle: { color: palette.accent },
      },
      {
        name: "Drawdown",
        type: "line",
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: timePoints(curve.t, underwater(curve.drawdown)),
        showSymbol: false,
        lineStyle: { width: 1, color: palette.down },
        itemStyle: { color: palette.down },
        areaStyle: { color: palette.downSoft },
      },
    ],
  };
}

/** Several runs, each indexed to 1 at its start. */
export function compareOption(
  curves: readonly { name: string; t: readonly number[]; v: readonly number[] }[],
  palette: ChartPalette,
): EChartsOption {
  return {
    ...base(palette),
    grid: { left: 12, right: 12, top: 40, bottom: 44, containLabel: true },
    legend: { ...legend(palette), icon: "roundRect" },
    xAxis: timeAxis(palette, 0, true),
    yAxis: valueAxis(palette, 0, "", (value) => decimal(value, 2)),
    dataZoom: [
      { type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false },
      zoomSlider(palette, [0]),
    ],
    tooltip: {
      ...tooltip(palette),
      trigger: "axis",
      valueFormatter: (value) => decimal(Number(value), 4),
    },
    series: curves.map((curve, i) => ({
      name: curve.name,
      type: "line" as const,
      data: timePoints(curve.t, curve.v),
      showSymbol: false,
      lineStyle: {
        width: 1.6,
        color: palette.series[i % palette.series.length],
        type: i % 2 === 0 ? ("solid" as const) : ("dashed" as const),
      },
      itemStyle: { color: palette.series[i % palette.series.length] },
    })),
  };
}

/** How often a daily return fell into each bin; edges are fractions, one more than counts. */
export function histogramOption(
  histogram: { edges: readonly number[]; counts: readonly number[] },
  palette: ChartPalette,
): EChartsOption {
  const labels = histogram.counts.map((_, i) => binLabel(histogram.edges, i));
  return {
    ...base(palette),
    grid: { left: 12, right: 12, top: 26, bottom: 8, containLabel: true },
    xAxis: {
      type: "category",
      data: labels,
      axisLabel: {
        color: palette.muted,
        hideOverlap: true,
        formatter: (_: string, i: number) => percent(histogram.edges[i] ?? null, 1),
      },
      axisLine: { lineStyle: { color: palette.grid } },
      axisTick: { show: false },
    },
    yAxis: countAxis(palette, "Days"),
    tooltip: { ...tooltip(palette), trigger: "axis", axisPointer: { type: "shadow" } },
    series: [
      {
        name: "Days",
        type: "bar",
        barCategoryGap: "8%",
        data: histogram.counts.map((value, i) => ({
          value,
          itemStyle: { color: binIsPositive(histogram.edges, i) ? palette.up : palette.down },
        })),
      },
    ],
  };
}

/** `−1.0 % to −0.5 %`. */
export function binLabel(edges: readonly number[], i: number): string {
  return binLabelOf(edges, i, (value) => percent(value ?? null));
}

/** A bin from its lower to its upper edge. */
export function binLabelOf(
  edges: readonly number[],
  i: number,
  format: (value: number | undefined) => string,
): string {
  return `${format(edges[i])} to ${format(edges[i + 1])}`;
}

function binIsPositive(edges: readonly number[], i: number): boolean {
  return (edges[i] ?? 0) + (edges[i + 1] ?? 0) >= 0;
}

/** Axis labels for amounts: 100,000 is `100k`. */
export function compact(value: number): string {
  return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 }).format(
    value,
  );
}

function equityTooltip(items: unknown, currency: string): string {
  const points = (Array.isArray(items) ? items : [items]) as {
    seriesName: string;
    value: [number, number | null];
  }[];
  const time = points[0]?.value[0];
  const lines = points.map(({ seriesName, value }) => {
    const shown =
      seriesName === "Drawdown"
        ? signedPercent(value[1])
        : `${decimal(value[1])} ${escapeHtml(currency)}`;
    return `${escapeHtml(seriesName)}&ensp;<b>${shown}</b>`;
  });
  return [`${utcMoment(time === undefined ? null : time / 1000)} UTC`, ...lines].join("<br>");
}

/** Text for places that take HTML. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** What every chart has. */
export function base(palette: ChartPalette) {
  return {
    animation: false,
    useUTC: true,
    backgroundColor: "transparent",
    textStyle: { fontFamily: "system-ui, sans-serif", color: palette.text },
    aria: { enabled: true },
  };
}

/** A tooltip in the colours of the page. */
export function tooltip(palette: ChartPalette) {
  return {
    backgroundColor: palette.surface,
    borderColor: palette.grid,
    textStyle: { color: palette.text, fontSize: 13 },
    confine: true,
  };
}

function timeAxis(palette: ChartPalette, gridIndex: number, hasLabels: boolean) {
  return {
    type: "time" as const,
    gridIndex,
    axisLabel: {
      show: hasLabels,
      color: palette.muted,
      hideOverlap: true,
      formatter: TIME_LABELS,
    },
    axisLine: { lineStyle: { color: palette.grid } },
    axisTick: { show: false },
    axisPointer: {
      label: {
        formatter: ({ value }: { value: unknown }) => `${utcDate(Number(value) / 1000)} UTC`,
      },
    },
  };
}

/** A day is named with its month: where months are short of room, a number alone says nothing. */
export const TIME_LABELS = {
  year: "{yyyy}",
  month: "{MMM}",
  day: "{d} {MMM}",
  hour: "{HH}:{mm}",
  minute: "{HH}:{mm}",
};

/** Names of lines above the chart; on a narrow screen they scroll instead of lying on it. */
export function legend(palette: ChartPalette) {
  return {
    type: "scroll" as const,
    top: 0,
    left: 0,
    textStyle: { color: palette.text },
    pageTextStyle: { color: palette.muted },
    pageIconColor: palette.accent,
    pageIconInactiveColor: palette.grid,
  };
}

/** An axis of values with a name above it. */
export function valueAxis(
  palette: ChartPalette,
  gridIndex: number,
  name: string,
  format: (value: number) => string,
) {
  return {
    type: "value" as const,
    gridIndex,
    scale: true,
    name,
    nameTextStyle: { color: palette.muted, align: "left" as const },
    nameGap: 10,
    axisLabel: { color: palette.muted, formatter: format, hideOverlap: true },
    splitLine: { lineStyle: { color: palette.grid } },
  };
}

/** An axis of counts: whole numbers from nothing on, because bars are lengths. */
export function countAxis(palette: ChartPalette, name: string) {
  return {
    ...valueAxis(palette, 0, name, (value) => decimal(value, 0)),
    scale: false,
    minInterval: 1,
  };
}

function zoomSlider(palette: ChartPalette, xAxisIndex: number[]) {
  return {
    type: "slider" as const,
    xAxisIndex,
    bottom: 4,
    height: 18,
    borderColor: palette.grid,
    fillerColor: palette.upSoft,
    handleStyle: { color: palette.accent, borderColor: palette.accent },
    moveHandleSize: 0,
    showDetail: false,
    textStyle: { color: palette.muted },
    dataBackground: { lineStyle: { color: palette.muted }, areaStyle: { color: palette.grid } },
    selectedDataBackground: {
      lineStyle: { color: palette.accent },
      areaStyle: { color: palette.grid },
    },
  };
}
