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

type Figure = [string, number | null | undefined, (value: number) => string];

const two = (value: number) => decimal(value, 2);

/** The figures that speak for it or against; those that are undefined are left out. */
export function evidenceFigures(evidence: Evidence): { label: string; value: string }[] {
  const { own, pbo, trials } = evidence;
  const ofThis: Figure[] = [
    ["Sharpe ratio of this trial", own?.sharpe, two],
    ["Deflated Sharpe ratio of this trial", own?.deflatedSharpe, two],
    ["How often chance does as well", own?.chance, (value) => percent(value, 1)],
    ["Sharpe ratio left of it after the haircut", own?.haircutSharpe, two],
    ["Years of data it would take", own?.minimumYears, (value) => decimal(value, 1)],
  ];
  const ofBest: Figure[] = [
    ["Deflated Sharpe ratio of the best", evidence.deflatedSharpe, two],
    ["Sharpe ratio left of the best after the haircut", evidence.haircutSharpe, two],
    ["Years of data the best would take", evidence.minimumYears, (value) => decimal(value, 1)],
  ];
  const figures: Figure[] = [
    ...ofThis,
    ...(own && evidence.role === "best" ? [] : ofBest),
    ["Probability of overfitting", pbo, (value) => percent(value, 0)],
    ["Trials on these prices by then", trials, (value) => count(value)],
  ];
  return figures.flatMap(([label, value, text]) =>
    value === null || value === undefined ? [] : [{ label, value: text(value) }],
  );
}
