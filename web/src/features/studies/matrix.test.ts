import { describe, expect, test } from "vitest";
import { MEASURES, cellText, gridOf, shade, sizeOf, type MatrixMeasure } from "./matrix";
import type { MatrixCell, WalkMatrix } from "./queries";
import { histogramOf } from "./validation";

const cell = (inSample: string, outOfSample: string, totalReturn: number | null): MatrixCell => ({
  inSample,
  outOfSample,
  windows: 4,
  trials: 120,
  totalReturn,
  sharpe: 0.5,
  maxDrawdown: 0.1,
  efficiency: 0.6,
  gaining: 0.75,
  held: 0.5,
  passes: (totalReturn ?? -1) > 0,
  neighboursPassing: 0.5,
  problem: totalReturn === null ? "no window fits" : null,
});

const cells = [cell("500", "100", 0.1), cell("500", "200", -0.05), cell("900", "100", 0)];
const matrix: WalkMatrix = {
  inSample: ["500", "900"],
  outOfSample: ["100", "200"],
  cells: [...cells, cell("900", "200", null)],
  passing: 0.25,
  centre: 0,
  sentences: [],
};

describe("a matrix of windows", () => {
  test("stands from the shortest length to the longest", () => {
    const own = { ...matrix, inSample: ["900", "500"], outOfSample: ["200", "100"] };
    const { columns, rows } = gridOf(own);
    expect(columns).toEqual(["100", "200"]);
    expect(rows.map(({ length }) => length)).toEqual(["500", "900"]);
    // The first cell of the server is the last one here.
    expect(rows[1]?.cells[1]).toBe(own.cells[0]);
  });

  test("orders lengths of time by how long they are", () => {
    expect(["1y", "6m", "90d", "8w"].sort((a, b) => sizeOf(a) - sizeOf(b))).toEqual([
      "8w",
      "90d",
      "6m",
      "1y",
    ]);
  });

  test("is shaded by what is farthest from neutral", () => {
    const [measure] = MEASURES as [MatrixMeasure];
    const all = matrix.cells;
    expect(all.map((each) => shade(each, measure, all))).toEqual([
      { side: "up", strength: 1 },
      { side: "down", strength: 0.5 },
      { side: "up", strength: 0 },
      null,
    ]);
  });

  test("says all of a cell in a sentence", () => {
    expect(cellText(matrix.cells[0] as MatrixCell)).toBe(
      "searched in 500, proved on 100: return +10.0 %, Sharpe ratio 0.50, drawdown 10.0 %, efficiency 0.60, 75 % of 4 windows gain; passes",
    );
    expect(cellText(matrix.cells[3] as MatrixCell)).toBe(
      "searched in 900, proved on 200: no window fits",
    );
  });
});

describe("a histogram", () => {
  test("holds every value once", () => {
    const { edges, counts } = histogramOf([0, 1, 2, 3, 12]);
    expect(edges).toHaveLength(counts.length + 1);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(5);
    expect(counts.at(-1)).toBe(1);
  });

  test("of equal values is one bin, of none is empty", () => {
    expect(histogramOf([2, 2])).toEqual({ edges: [2, 2], counts: [2] });
    expect(histogramOf([])).toEqual({ edges: [], counts: [] });
  });
});
