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
      { label: "Probability of overfitting", value: "76 %" },
      { label: "Years of data it would take", value: "95.2" },
      { label: "Trials on these prices by then", value: "292" },
    ]);
  });
});
