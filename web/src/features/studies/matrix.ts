import { decimal, percent, plural, signedPercent } from "../../format/numbers";
import type { MatrixCell, WalkMatrix } from "./queries";

export interface MatrixMeasure {
  id: string;
  label: string;
  value: (cell: MatrixCell) => number | null;
  text: (value: number | null) => string;
  /** Where the colour turns: what is above is good. */
  neutral: number;
}

/** What the cells of a matrix can show. */
export const MEASURES: readonly MatrixMeasure[] = [
  {
    id: "totalReturn",
    label: "Return",
    value: (cell) => cell.totalReturn,
    text: (value) => signedPercent(value, 1),
    neutral: 0,
  },
  {
    id: "sharpe",
    label: "Sharpe ratio",
    value: (cell) => cell.sharpe,
    text: (value) => decimal(value, 2),
    neutral: 0,
  },
  {
    id: "efficiency",
    label: "Efficiency",
    value: (cell) => cell.efficiency,
    text: (value) => decimal(value, 2),
    neutral: 0.5,
  },
  {
    id: "gaining",
    label: "Windows that gain",
    value: (cell) => cell.gaining,
    text: (value) => percent(value, 0),
    neutral: 0.5,
  },
  {
    id: "held",
    label: "Parameters held",
    value: (cell) => cell.held,
    text: (value) => percent(value, 0),
    neutral: 0.5,
  },
];

const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30.4, y: 365.2 };

/** How long a length is, for the order: bars and sessions as they are, times in days. */
export function sizeOf(length: string): number {
  const match = /^(\d+)([dwmy]?)$/.exec(length);
  return match ? Number(match[1]) * (DAYS[match[2] ?? ""] ?? 1) : 0;
}

function ordered(lengths: readonly string[]): { length: string; index: number }[] {
  return lengths
    .map((length, index) => ({ length, index }))
    .sort((a, b) => sizeOf(a.length) - sizeOf(b.length));
}

/** Cells from the shortest length to the longest, down what is searched and across what is proved. */
export function gridOf({ inSample, outOfSample, cells }: WalkMatrix): {
  columns: string[];
  rows: { length: string; cells: MatrixCell[] }[];
} {
  const columns = ordered(outOfSample);
  return {
    columns: columns.map(({ length }) => length),
    rows: ordered(inSample).map(({ length, index: row }) => ({
      length,
      cells: columns.flatMap(({ index }) => cells[row * outOfSample.length + index] ?? []),
    })),
  };
}

/** Colour of a cell: which side of neutral, and how far compared with the farthest cell. */
export function shade(
  cell: MatrixCell,
  measure: MatrixMeasure,
  cells: readonly MatrixCell[],
): { side: "up" | "down"; strength: number } | null {
  const distance = (each: MatrixCell) => {
    const value = measure.value(each);
    return value === null ? null : value - measure.neutral;
  };
  const own = distance(cell);
  if (own === null) {
    return null;
  }
  const most = Math.max(...cells.map((each) => Math.abs(distance(each) ?? 0)));
  return { side: own >= 0 ? "up" : "down", strength: most > 0 ? Math.abs(own) / most : 0 };
}

/** All that is known of a cell, in a sentence. */
export function cellText(cell: MatrixCell): string {
  const place = `searched in ${cell.inSample}, proved on ${cell.outOfSample}`;
  if (cell.problem !== null) {
    return `${place}: ${cell.problem}`;
  }
  const figures = [
    `return ${signedPercent(cell.totalReturn, 1)}`,
    `Sharpe ratio ${decimal(cell.sharpe, 2)}`,
    `drawdown ${percent(cell.maxDrawdown, 1)}`,
    `efficiency ${decimal(cell.efficiency, 2)}`,
    `${percent(cell.gaining, 0)} of ${plural(cell.windows, "window")} gain`,
  ];
  return `${place}: ${figures.join(", ")}; ${cell.passes ? "passes" : "does not pass"}`;
}
