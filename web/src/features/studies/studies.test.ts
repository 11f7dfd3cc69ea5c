import { describe, expect, test } from "vitest";
import { axisOf, gridOf } from "./heatOption";
import type { ChartPalette } from "../../charts/palette";
import { frontOf, parallelOption } from "./chartOptions";
import { firstForm, fixedOf, requestOf } from "./studyForm";
import {
  samplerText,
  isSmallBetter,
  linesOf,
  measure,
  objectiveName,
  parametersText,
} from "./words";

describe("heat map", () => {
  test("few values keep their own places, many share cells", () => {
    expect(axisOf([3, 1, 3, null, 2]).labels).toEqual(["1", "2", "3"]);
    const many = axisOf(Array.from({ length: 200 }, (_, i) => i));
    expect(many.labels).toHaveLength(40);
    expect(many.place(0)).toBe(0);
    expect(many.place(199)).toBe(39);
  });

  test("a cell has the best, the mean and the number of its trials", () => {
    const grid = gridOf([1, 1, 2, 2], [5, 5, 5, null], [1, 3, -2, 9], false);
    expect(grid.cells).toEqual([
      { column: 0, row: 0, best: 3, mean: 2, count: 2 },
      { column: 1, row: 0, best: -2, mean: -2, count: 1 },
    ]);
    expect(gridOf([1, 1], [5, 5], [1, 3], true).cells[0]?.best).toBe(1);
  });
});

describe("front", () => {
  const points: [number, number, number][] = [
    [0.1, 1, 0],
    [0.2, 2, 1],
    [0.3, 1.5, 2],
    [0.2, 1, 3],
  ];

  test("holds what no other beats in both, by which way is better", () => {
    expect([...frontOf(points, [-1, 1])].sort()).toEqual([0, 1]);
    expect([...frontOf(points, [1, 1])].sort()).toEqual([1, 2]);
  });
});

describe("parallel coordinates", () => {
  test("whole numbers have no halves between them", () => {
    const points = {
      total: 2,
      reduced: false,
      number: [0, 1],
      parameters: { fast: [2, 3], level: [0.5, 1] },
      objectives: { "sharpe:max": [0.1, 0.2] },
      statistics: {},
      candidate: [true, true],
      pareto: [false, true],
    };
    const option = parallelOption(points, ["fast", "level"], ["sharpe:max"], {} as ChartPalette);
    const axes = option.parallelAxis as { name: string; minInterval?: number }[];

    expect(axes.map(({ name, minInterval }) => [name, minInterval])).toEqual([
      ["fast", 1],
      ["level", undefined],
      ["sharpe", undefined],
    ]);
  });
});

describe("words", () => {
  test("objectives lose their end and keep their direction", () => {
    expect(objectiveName("sharpe - 2 * maxDrawdown:max")).toBe("sharpe - 2 * maxDrawdown");
    expect(isSmallBetter("maxDrawdown:min")).toBe(true);
    expect(measure("maxDrawdown:min", 0.123)).toBe("12.3 %");
    expect(parametersText({ fast: "5", slow: "20" })).toBe("fast 5, slow 20");
    expect(linesOf(" a=1..2 \n\n b=3..4")).toEqual(["a=1..2", "b=3..4"]);
  });
});

describe("the form of a study", () => {
  const form = { ...firstForm(undefined), instruments: ["SPX"], timeframe: "1D", strategy: "x" };

  test("sends what was filled in", () => {
    const request = requestOf({ ...form, fixed: "slow=30\n\n cash = 5", halving: "3x4" }, []);
    expect(request.parameters).toEqual({ slow: "30", cash: "5" });
    expect(request.halving).toBe("3x4");
    expect(request.walkForward).toBeUndefined();
    expect(requestOf(form, []).halving).toBeUndefined();
  });

  test("names a runner only where it is the cluster, and never with windows", () => {
    expect(requestOf(form, []).runner).toBeUndefined();
    expect(requestOf({ ...form, runner: "spark" }, []).runner).toBe("spark");
    expect(requestOf({ ...form, runner: "spark", walks: true }, []).runner).toBeUndefined();
  });

  test("sends windows only of a walk, and no halving with them", () => {
    const walk = { ...form, walks: true, gap: "10", halving: "3x4" };
    expect(requestOf(walk, []).walkForward).toEqual({
      unit: "BARS",
      inSample: "500",
      outOfSample: "100",
      gap: "10",
      anchored: false,
    });
    expect(requestOf(walk, []).halving).toBeUndefined();
  });

  test("asks for a matrix and for a cross-validation", () => {
    const walk = { ...form, walks: true, matrixIn: "250, 1000", validates: true };
    expect(requestOf(walk, []).walkForward?.matrix).toEqual({
      inSample: ["250", "1000"],
      outOfSample: [],
    });
    expect(requestOf(walk, []).crossValidation).toBeUndefined();
    expect(requestOf({ ...form, validates: true }, []).crossValidation).toEqual({
      groups: 6,
      testGroups: 2,
    });
  });

  test("leaves a line without a value for the server to refuse", () => {
    expect(fixedOf("slow")).toEqual({ slow: "" });
  });

  test("names samplers, also new ones", () => {
    expect([samplerText("tpe"), samplerText("new-one")]).toEqual(["TPE", "new-one"]);
  });
});
