import { describe, expect, it } from "vitest";
import type { Evidence } from "../api/types";
import { evidenceFigures, roleText } from "./evidence";

const evidence: Evidence = {
  study: "1",
  studyName: "Sweep",
  dataHash: null,
  window: null,
  trial: 87,
  role: "recommended",
  verdict: "luck",
  sentences: [],
  own: null,
  deflatedSharpe: 0.36,
  pbo: 0.76,
  haircutSharpe: null,
  minimumYears: 95.18,
  trials: 292,
  why: "",
};

describe("evidence", () => {
  it("names the trial and what it was", () => {
    expect(roleText(evidence)).toBe("the recommended set (trial 87)");
    expect(roleText({ ...evidence, window: 1, role: "best" })).toBe(
      "the best trial (trial 87 of window 2)",
    );
    expect(roleText({ ...evidence, role: "new" })).toBe("new (trial 87)");
  });

  it("shows the figures that are defined", () => {
    expect(evidenceFigures(evidence)).toEqual([
      { label: "Deflated Sharpe ratio of the best", value: "0.36" },
      { label: "Years of data the best would take", value: "95.2" },
      { label: "Probability of overfitting", value: "76 %" },
      { label: "Trials on these prices by then", value: "292" },
    ]);
  });

  it("shows what a chosen trial is worth beside the best, and the best alone", () => {
    const own = {
      sharpe: 0.81,
      deflatedSharpe: 0.12,
      chance: 0.734,
      haircutSharpe: 0,
      minimumYears: null,
    };
    const labels = (role: string) =>
      evidenceFigures({ ...evidence, role, own }).map(({ label, value }) => `${label}: ${value}`);

    expect(labels("chosen").slice(0, 5)).toEqual([
      "Sharpe ratio of this trial: 0.81",
      "Deflated Sharpe ratio of this trial: 0.12",
      "How often chance does as well: 73.4 %",
      "Sharpe ratio left of it after the haircut: 0.00",
      "Deflated Sharpe ratio of the best: 0.36",
    ]);
    expect(labels("best").join()).not.toContain("of the best");
  });
});
