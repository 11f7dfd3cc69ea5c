import type { Evidence } from "../api/types";
import { count, decimal, percent } from "../format/numbers";

const ROLES: Readonly<Record<string, string>> = {
  recommended: "the recommended set",
  best: "the best trial",
  chosen: "a chosen trial, neither the best nor the recommended one",
};

/** Which trial of what it is from. */
export function roleText({ role, trial, window }: Evidence): string {
  const where = window === null ? "" : ` of window ${window + 1}`;
  return `${ROLES[role] ?? role} (trial ${count(trial)}${where})`;
}

/** The figures that speak for it or against; those that are undefined are left out. */
export function evidenceFigures(evidence: Evidence): { label: string; value: string }[] {
  const { deflatedSharpe, pbo, haircutSharpe, minimumYears, trials } = evidence;
  const figures: [string, number | null, (value: number) => string][] = [
    ["Deflated Sharpe ratio of the best", deflatedSharpe, (value) => decimal(value, 2)],
    ["Probability of overfitting", pbo, (value) => percent(value, 0)],
    ["Sharpe ratio left after the haircut", haircutSharpe, (value) => decimal(value, 2)],
    ["Years of data it would take", minimumYears, (value) => decimal(value, 1)],
    ["Trials on these prices by then", trials, (value) => count(value)],
  ];
  return figures.flatMap(([label, value, text]) =>
    value === null ? [] : [{ label, value: text(value) }],
  );
}
