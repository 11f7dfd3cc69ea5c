import { describe, expect, it } from "vitest";
import type { Backtest } from "../../api/types";
import { assumedText, costText, skillText } from "./outcome";

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
