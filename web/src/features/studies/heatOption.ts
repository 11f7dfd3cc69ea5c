import { colourScale } from "../../charts/colourScale";
import type { EChartsOption } from "../../charts/echarts";
import { base, escapeHtml, tooltip } from "../../charts/options";
import type { ChartPalette } from "../../charts/palette";
import { decimal } from "../../format/numbers";

/** Most rows or columns of a heat map; more values share cells. */
const MOST = 40;

export interface Cell {
  column: number;
  row: number;
  /** Best objective of the trials in the cell. */
  best: number;
  /** Mean objective. */
  mean: number;
  count: number;
}

export interface Grid {
  x: string[];
  y: string[];
  cells: Cell[];
}

/** The places of values on an axis, and the labels of the places. */
export function axisOf(values: readonly (number | null)[]): {
  labels: string[];
  place: (value: number) => number;
} {
  const distinct = [...new Set(values.filter((each): each is number => each !== null))].sort(
    (a, b) => a - b,
  );
  if (distinct.length <= MOST) {
    const places = new Map(distinct.map((value, i) => [value, i]));
    return { labels: distinct.map(String), place: (value) => places.get(value) ?? 0 };
  }
  const low = distinct[0] ?? 0;
  const width = ((distinct.at(-1) ?? 0) - low) / MOST;
  return {
    labels: Array.from({ length: MOST }, (_, i) => short(low + width * (i + 0.5))),
    place: (value) => Math.min(MOST - 1, Math.floor((value - low) / width)),
  };
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** Trials as cells over two parameters. */
export function gridOf(
  x: readonly (number | null)[],
  y: readonly (number | null)[],
  objective: readonly (number | null)[],
  isSmallBetter: boolean,
): Grid {
  const across = axisOf(x);
  const up = axisOf(y);
  const cells = new Map<number, Cell>();
  objective.forEach((value, i) => {
    const a = x[i];
    const b = y[i];
    if (value === null || a === null || a === undefined || b === null || b === undefined) {
      return;
    }
    const column = across.place(a);
    const row = up.place(b);
    const key = row * across.labels.length + column;
    const cell = cells.get(key);
    if (cell) {
      cell.best = isSmallBetter ? Math.min(cell.best, value) : Math.max(cell.best, value);
      cell.mean += (value - cell.mean) / ++cell.count;
    } else {
      cells.set(key, { column, row, best: value, mean: value, count: 1 });
    }
  });
  return { x: across.labels, y: up.labels, cells: [...cells.values()] };
}

/** The mean objective over two parameters; a plateau is wide, luck is a lone cell. */
export function gridOption(
  grid: Grid,
  names: { x: string; y: string; objective: string },
  palette: ChartPalette,
  isSmallBetter = false,
): EChartsOption {
  const means = grid.cells.map((cell) => cell.mean);
  const axis = {
    type: "category" as const,
    nameTextStyle: { color: palette.muted },
    axisLabel: { color: palette.muted, hideOverlap: true },
    axisLine: { lineStyle: { color: palette.grid } },
    axisTick: { show: false },
  };
  return {
    ...base(palette),
    grid: { left: 8, right: 24, top: 28, bottom: 64, containLabel: true },
    xAxis: { ...axis, data: grid.x, name: names.x, nameLocation: "middle", nameGap: 26 },
    yAxis: { ...axis, data: grid.y, name: names.y },
    visualMap: colourScale(
      {
        min: Math.min(...means, Infinity),
        max: Math.max(...means, -Infinity),
        ends: ["high", "low"],
        isSmallBetter,
      },
      palette,
    ),
    tooltip: {
      ...tooltip(palette),
      formatter: (item) => {
        const at = item as unknown as { dataIndex: number };
        const cell = grid.cells[at.dataIndex];
        if (!cell) {
          return "";
        }
        return (
          `${escapeHtml(names.x)} ${grid.x[cell.column] ?? ""}, ${escapeHtml(names.y)} ${grid.y[cell.row] ?? ""}` +
          `<br>${escapeHtml(names.objective)}: mean <b>${decimal(cell.mean, 3)}</b>, best ${decimal(cell.best, 3)}` +
          `<br>${cell.count} ${cell.count === 1 ? "trial" : "trials"}`
        );
      },
    },
    series: [
      {
        name: names.objective,
        type: "heatmap",
        data: grid.cells.map((cell) => [cell.column, cell.row, cell.mean]),
        itemStyle: { borderColor: palette.surface, borderWidth: 1 },
        progressive: 0,
      },
    ],
  };
}
