import { describe, expect, it } from "vitest";
import {
  formatStatistic,
  fromRegistry,
  groupStatistics,
  headline,
  undefinedReason,
  verdict,
  withRegistry,
} from "./statistics";

describe("a statistic", () => {
  it.each([
    [0.1234, "FRACTION", "12.34 %"],
    [-1.5, "RATIO", "−1.500"],
    [1234.5, "MONEY", "1,234.50 USD"],
    [12, "COUNT", "12"],
    [90_000, "SECONDS", "1 d 1 h"],
    [3.25, "BARS", "3.3"],
    [null, "RATIO", "—"],
    [Number.NaN, "MONEY", "—"],
    [Number.POSITIVE_INFINITY, "RATIO", "—"],
  ])("of %s in %s is shown as %s", (value, unit, text) =>
    expect(formatStatistic(value, unit, "USD")).toBe(text),
  );

  it("says why it is undefined", () => {
    expect(undefinedReason("profitFactor")).toBe("Undefined: no losing trade.");
    expect(undefinedReason("whatever")).toMatch(/^Undefined: /);
  });
});

describe("groups", () => {
  it("put each measure under one heading and keep the order", () => {
    const keys = ["totalReturn", "sharpe", "maxDrawdown", "feesPaid", "averageWin", "strange"];
    const groups = groupStatistics(keys.map((key) => ({ key })));
    expect(groups.map((group) => [group.title, group.items.map((item) => item.key)])).toEqual([
      ["Return", ["totalReturn"]],
      ["Risk", ["sharpe", "maxDrawdown"]],
      ["Round trips", ["averageWin"]],
      ["Costs", ["feesPaid"]],
      ["Other", ["strange"]],
    ]);
  });

  it("choose the headline", () => {
    const keys = ["winRate", "other", "totalReturn"].map((key) => ({ key }));
    expect(headline(keys).map((item) => item.key)).toEqual(["totalReturn", "winRate"]);
  });
});

describe("the verdict", () => {
  it("compares with holding", () => {
    expect(verdict(0.1, 0.25)).toBe(
      "Gained 10.00 %; holding throughout would have gained 25.00 %. That is 15.00 points worse.",
    );
    expect(verdict(-0.05, -0.2)).toContain("better");
  });
  it("does without what is undefined", () => {
    expect(verdict(0.1, null)).toBe("Gained 10.00 % over the span.");
    expect(verdict(null, 0.1)).toBe("This run has no return.");
  });
});

describe("the registry", () => {
  const sharpe = { key: "sharpe", definition: "Mean by deviation.", value: null };
  const registry = [
    { key: "sharpe", group: "Return for risk", undefined: "too few days", source: "Sharpe 1994" },
  ];
  it("adds heading, source and when there is no value", () => {
    expect(withRegistry([sharpe], registry)).toEqual([
      {
        ...sharpe,
        group: "Return for risk",
        undefined: "too few days",
        definition: "Mean by deviation. Source: Sharpe 1994.",
      },
    ]);
    expect(withRegistry([sharpe], [])).toEqual([sharpe]);
    expect(undefinedReason("sharpe", "too few days")).toBe("Undefined: too few days.");
  });
});

it("makes measures of values and the registry", () => {
  const registry = ["sharpe", "cagr"].map((key) => ({
    key,
    title: key.toUpperCase(),
    group: "Return",
    unit: "RATIO",
    formula: "mean / deviation",
    period: "a year",
    undefined: "flat",
    source: "Sharpe 1966",
  }));
  expect(fromRegistry({ cagr: null, unknown: 1, sharpe: 0.5 }, registry)).toEqual([
    {
      key: "sharpe",
      label: "SHARPE",
      unit: "RATIO",
      value: 0.5,
      definition: "mean / deviation; a year. Source: Sharpe 1966.",
      group: "Return",
      undefined: "flat",
    },
    expect.objectContaining({ key: "cagr", value: null }),
  ]);
});
