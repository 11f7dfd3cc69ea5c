import { decimal, percent } from "../../format/numbers";
import { duration } from "../../format/time";

const FRACTIONS = new Set([
  "totalReturn",
  "cagr",
  "volatility",
  "maxDrawdown",
  "winRate",
  "exposure",
]);

/** An objective without its end: `sharpe:max` is `sharpe`. */
export function objectiveName(text: string): string {
  return text.replace(/:(max|min)$/, "");
}

/** Whether less of an objective is better. */
export function isSmallBetter(text: string): boolean {
  return text.endsWith(":min");
}

/** A statistic or objective as people read it. */
export function measure(name: string, value: number | null | undefined): string {
  const bare = objectiveName(name);
  if (FRACTIONS.has(bare)) {
    return percent(value, 1);
  }
  return decimal(value, bare === "roundTrips" || bare === "tradeCount" ? 0 : 3);
}

/** Parameters in one line. */
export function parametersText(parameters: Record<string, string> | null | undefined): string {
  return Object.entries(parameters ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

/** How long it will still take, roughly. */
export function timeLeft(seconds: number | null): string {
  return seconds === null ? "" : `about ${duration(Math.max(1, Math.round(seconds)))} left`;
}

/** Lines of a text field as a list. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

const SAMPLERS: Readonly<Record<string, string>> = {
  grid: "Grid",
  random: "Random",
  sobol: "Sobol sequence",
  tpe: "TPE",
  "tpe-multivariate": "TPE, parameters together",
  cmaes: "CMA-ES",
  gp: "Gaussian process",
  nsga2: "NSGA-II",
  nsga3: "NSGA-III",
};

/** What a sampler is called by people; its own name where it is new. */
export function samplerText(name: string): string {
  return SAMPLERS[name] ?? name;
}
