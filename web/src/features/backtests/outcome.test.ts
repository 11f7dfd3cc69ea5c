import { describe, expect, it } from "vitest";
import type { Backtest } from "../../api/types";
import { assumedText, costText, skillText, triedText } from "./outcome";

function run(statistics: Record<string, number | null>, assumptions?: Record<string, string>) {
  return {
    config: {
      cash: "100000",
      feeBps: "10",
      slippageBps: "5",
      riskFreeRate: 0,
      seed: 0,
      assumptions: assumptions ?? null,
    },
    inputs: [{ currency: "USD" }],
    statisticDetails: Object.entries(statistics).map(([key, value]) => ({ key, value })),
  } as unknown as Backtest;
}

describe("what had been tried", () => {
  const trials = {
    count: 292,
    studies: 1,
    runs: 0,
    expectedBestSharpe: 0.45,
    deflatedSharpe: 0.36,
  };
  it("is charged to the run in words", () => {
    expect(triedText({ trials })).toBe(
      "When it was run, one of 292 sets tried on these prices (1 study). The best of so many shows a Sharpe ratio of 0.45 without skill; this one is truly above that with a probability of 36 %.",
    );
  });
  it("is nothing else where it is the first", () => {
    expect(triedText({ trials: { ...trials, count: 1 } })).toMatch(/nothing else/);
    expect(triedText({ trials: null })).toBe("");
  });
  it("leaves out what is undefined", () => {
    const bare = { ...trials, runs: 2, expectedBestSharpe: null, deflatedSharpe: null };
    expect(triedText({ trials: bare })).toBe(
      "When it was run, one of 292 sets tried on these prices (1 study and 2 single runs).",
    );
  });
});

describe("the head of a result", () => {
  it("says what was assumed", () => {
    expect(assumedText(run({}))).toBe(
      "100,000 USD at the start, market orders at the next bar's open, worsened by 5 basis points, a fee of 10 basis points on either side.",
    );
    expect(
      assumedText(
        run({}, { fillModel: "worst", costModel: "fixed", feePerOrder: "2", participation: "0.1" }),
      ),
    ).toContain(
      "the next bar's worst price, worsened by 5 basis points, a fee of 2 for each order, at most 10 % of",
    );
  });

  it("says what it cost", () => {
    const paid = { feesPaid: 100, slippagePaid: 50 };
    expect(costText(run({ ...paid, costShare: 0.25 }))).toBe(
      "100.00 USD in fees and 50.00 USD in slippage: 25.0 % of what it earned before them.",
    );
    expect(costText(run({ ...paid, costShare: 1.4 }))).toContain("more than all it earned");
    expect(costText(run({ ...paid, costShare: null }))).toContain("there was no profit");
  });

  it("says how sure one can be", () => {
    expect(skillText(run({ probabilisticSharpe: 0.71, tradingDays: 252, roundTrips: 7 }))).toBe(
      "From 7 round trips on 252 days, its true Sharpe ratio is above 0 with a probability of 71 %.",
    );
    expect(skillText(run({ probabilisticSharpe: null, tradingDays: 2, roundTrips: 1 }))).toContain(
      "nothing can be said",
    );
  });
});
