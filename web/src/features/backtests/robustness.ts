import type { CheckCell, CheckReport, CheckTable, CheckUnit, Robustness } from "../../api/types";
import { colourScale } from "../../charts/colourScale";
import type { EChartsOption } from "../../charts/echarts";
import { base, tooltip } from "../../charts/options";
import type { ChartPalette } from "../../charts/palette";
import { count, decimal, percent } from "../../format/numbers";
import { utcDateTime } from "../../format/time";

/** The colour of a verdict; it is also said in words. */
export function levelColor(level: Robustness["verdict"]["level"]): string {
  switch (level) {
    case "NOT_BELIEVABLE":
      return "red";
    case "NO_EDGE":
    case "FRAGILE":
      return "orange";
    case "WITHSTOOD":
      return "teal";
    default:
      return "gray";
  }
}

export const OUTCOMES: Record<CheckReport["outcome"], { text: string; color: string }> = {
  PASSED: { text: "Passed", color: "teal" },
  DOUBTFUL: { text: "Doubtful", color: "orange" },
  FAILED: { text: "Failed", color: "red" },
  NOTHING_TO_SAY: { text: "Nothing to say", color: "gray" },
};

/** A number of a report as people read it. */
export function shownNumber(value: number | null | undefined, unit: CheckUnit): string {
  if (value === null || value === undefined) {
    return "n/a";
  }
  switch (unit) {
    case "FRACTION":
      return percent(value);
    case "COUNT":
      return count(value);
    case "BPS":
      return `${decimal(value)} bps`;
    case "VALUE":
      return decimal(value, 4);
    default:
      return decimal(value);
  }
}

export function shownCell(cell: CheckCell | undefined, unit: CheckUnit): string {
  if (!cell) {
    return "";
  }
  if (cell.text !== null && cell.text !== undefined) {
    return cell.text;
  }
  if (cell.time !== null && cell.time !== undefined) {
    return utcDateTime(cell.time);
  }
  return shownNumber(cell.number, unit);
}

export function isNumeric(unit: CheckUnit): boolean {
  return unit !== "TEXT" && unit !== "TIME";
}

function column(table: CheckTable, key: string): number {
  return table.columns.findIndex((each) => each.key === key);
}

function numbers(table: CheckTable, key: string): (number | null)[] {
  const at = column(table, key);
  return table.rows.map((row) => row[at]?.number ?? null);
}

/** Whether a table is also drawn. */
export function chartOf(
  check: string,
  table: CheckTable,
  palette: ChartPalette,
): EChartsOption | null {
  if (check === "starts" && table.key === "starts") {
    const at = column(table, "start");
    return bars(
      palette,
      table.rows.map((row) => (row[at]?.time ?? "").slice(0, 10)),
      [{ name: "Sharpe ratio", data: numbers(table, "sharpe"), color: palette.accent }],
    );
  }
  if (check === "neighbours" && table.key === "neighbours") {
    return bars(
      palette,
      table.rows.map((row) => row[0]?.text ?? ""),
      [{ name: "Sharpe ratio", data: numbers(table, "sharpe"), color: palette.accent }],
    );
  }
  if (check === "paths" && table.key === "histogram") {
    return bars(
      palette,
      numbers(table, "from").map((from) => decimal(from)),
      [
        { name: "Random order", data: numbers(table, "order"), color: palette.accent },
        { name: "Blocks", data: numbers(table, "blocks"), color: palette.down },
      ],
    );
  }
  if (check === "costs" && table.key === "costs") {
    return costGrid(table, palette);
  }
  return null;
}

interface Bars {
  name: string;
  data: (number | null)[];
  color: string;
}

function bars(palette: ChartPalette, names: string[], series: Bars[]): EChartsOption {
  return {
    ...base(palette),
    grid: { left: 12, right: 12, top: 32, bottom: 12, containLabel: true },
    legend: { top: 0, textStyle: { color: palette.text }, show: series.length > 1 },
    tooltip: { ...tooltip(palette), trigger: "axis" },
    xAxis: { type: "category", data: names, axisLabel: { color: palette.muted } },
    yAxis: {
      type: "value",
      axisLabel: { color: palette.muted },
      splitLine: { lineStyle: { color: palette.grid } },
    },
    series: series.map((each) => ({
      name: each.name,
      type: "bar" as const,
      data: each.data,
      itemStyle: { color: each.color },
    })),
  };
}

function costGrid(table: CheckTable, palette: ChartPalette): EChartsOption {
  const fees = numbers(table, "feeBps");
  const slippages = numbers(table, "slippageBps");
  const returns = numbers(table, "totalReturn");
  const xs = [...new Set(slippages)];
  const ys = [...new Set(fees)];
  const data = returns.map((value, i): [number, number, number] => [
    xs.indexOf(slippages[i] ?? null),
    ys.indexOf(fees[i] ?? null),
    value ?? 0,
  ]);
  const most = Math.max(...data.map((each) => Math.abs(each[2])), 1e-9);
  return {
    ...base(palette),
    grid: { left: 12, right: 12, top: 12, bottom: 12, containLabel: true },
    tooltip: tooltip(palette),
    xAxis: {
      type: "category",
      name: "Slippage",
      data: xs.map((each) => `${decimal(each, 1)} bps slippage`),
      axisLabel: { color: palette.muted },
    },
    yAxis: {
      type: "category",
      name: "Fee",
      data: ys.map((each) => `${decimal(each, 1)} bps fee`),
      axisLabel: { color: palette.muted },
    },
    visualMap: colourScale({ min: -most, max: most }, palette),
    series: [
      {
        name: "Return",
        type: "heatmap",
        data,
        label: {
          show: true,
          color: palette.text,
          formatter: ({ value }) => percent((value as number[])[2], 1),
        },
      },
    ],
  };
}
