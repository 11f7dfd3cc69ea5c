import { UNDEFINED_MARK, count, decimal, percent } from "./numbers";
import { duration } from "./time";

/** How a value is to be rendered, as the engine names it. */
export type StatisticUnit = "FRACTION" | "RATIO" | "MONEY" | "COUNT" | "SECONDS" | "BARS";

/** One measure with all that is needed to read it. */
export interface StatisticLike {
  key: string;
  label: string;
  value: number | null;
  unit: string;
  definition: string;
  /** The heading of the registry; where it is missing the name decides. */
  group?: string | null;
  /** When it has no value, in the registry's words. */
  undefined?: string | null;
}

/** What the registry knows of a measure. */
interface Registered {
  key: string;
  group: string;
  undefined: string;
  source: string;
}

/** Measures of a run with what the one registry says of them: heading, source, when undefined. */
export function withRegistry<S extends { key: string; definition: string }>(
  statistics: readonly S[],
  registry: readonly Registered[],
): (S & { group?: string; undefined?: string })[] {
  const known = new Map(registry.map((each) => [each.key, each]));
  return statistics.map((each) => {
    const found = known.get(each.key);
    return found
      ? {
          ...each,
          group: found.group,
          undefined: found.undefined,
          definition: `${each.definition} Source: ${found.source}.`,
        }
      : each;
  });
}

interface Described extends Registered {
  title: string;
  unit: string;
  formula: string;
  period: string;
}

/** Values by key as measures, in the order of the registry; keys that it lacks are left out. */
export function fromRegistry(
  values: Readonly<Record<string, number | null>>,
  registry: readonly Described[],
): StatisticLike[] {
  return registry
    .filter(({ key }) => key in values)
    .map(({ key, title, unit, formula, period, group, source, undefined: reason }) => ({
      key,
      label: title,
      unit,
      value: values[key] ?? null,
      definition: `${formula}; ${period}. Source: ${source}.`,
      group,
      undefined: reason,
    }));
}

/** Renders a measure in its unit; a dash where it is undefined. */
export function formatStatistic(
  value: number | null | undefined,
  unit: string,
  currency?: string,
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return UNDEFINED_MARK;
  }
  switch (unit) {
    case "FRACTION":
      return percent(value);
    case "MONEY":
      return currency ? `${decimal(value)} ${currency}` : decimal(value);
    case "COUNT":
      return count(value);
    case "SECONDS":
      return duration(value);
    case "BARS":
      return decimal(value, Number.isInteger(value) ? 0 : 1);
    default:
      return decimal(value, 3);
  }
}

const REASONS: [RegExp, string][] = [
  [/^(profitFactor|averageLoss|largestLoss|longestLosingRun)$/, "no losing trade"],
  [/^(averageWin|largestWin)$/, "no winning trade"],
  [
    /^(winRate|expectancy|averageDuration|averageReturn|averageTrade|mae|mfe|averageMae|averageMfe|averageBars)/,
    "no finished trade",
  ],
  [/^sortino$/, "no losing day, or too few days"],
  [/^(sharpe|volatility)$/, "too few days, or returns that never vary"],
  [/^(calmar|recoveryFactor)$/, "no drawdown, or too short a span"],
  [/^(cagr)$/, "too short a span"],
];

/** In words why a measure has no value, for the place where the dash is shown. */
export function undefinedReason(key: string, registered?: string | null): string {
  if (registered) {
    return `Undefined: ${registered}.`;
  }
  const found = REASONS.find(([pattern]) => pattern.test(key));
  return `Undefined: ${found ? found[1] : "this run does not give what the formula needs"}.`;
}

const GROUPS: [string, RegExp][] = [
  ["Return", /return|cagr|equity|pnl|profit$|^netProfit/i],
  ["Risk", /sharpe|sortino|calmar|volatility|drawdown|recovery|exposure|turnover/i],
  ["Costs", /fee|slippage|cost|commission/i],
  [
    "Round trips",
    /trip|trade|win|loss|losing|profitFactor|expectancy|duration|bars|mae|mfe|excursion/i,
  ],
];

/** Measures under headings, in the engine's order; a heading without measures is left out. */
export function groupStatistics<S extends { key: string; group?: string | null }>(
  statistics: readonly S[],
): { title: string; items: S[] }[] {
  if (statistics.some((each) => each.group)) {
    return byHeading(statistics);
  }
  const titles = ["Return", "Risk", "Round trips", "Costs", "Other"];
  const groups = new Map<string, S[]>(titles.map((title) => [title, []]));
  for (const statistic of statistics) {
    groups.get(groupOf(statistic.key))?.push(statistic);
  }
  return [...groups]
    .filter(([, items]) => items.length > 0)
    .map(([title, items]) => ({ title, items }));
}

/** Headings in the order of their first measure. */
function byHeading<S extends { group?: string | null }>(
  statistics: readonly S[],
): { title: string; items: S[] }[] {
  const groups = new Map<string, S[]>();
  for (const statistic of statistics) {
    const title = statistic.group ?? "Other";
    groups.set(title, [...(groups.get(title) ?? []), statistic]);
  }
  return [...groups].map(([title, items]) => ({ title, items }));
}

function groupOf(key: string): string {
  if (/^(maxDrawdown|drawdown)/i.test(key)) {
    return "Risk";
  }
  if (/^(average|largest|longest|win|expectancy|roundTrip|profitFactor|median)/i.test(key)) {
    return "Round trips";
  }
  return GROUPS.find(([, pattern]) => pattern.test(key))?.[0] ?? "Other";
}

/** The measures that answer "was it any good?", in this order, where the run has them. */
const HEADLINE = ["totalReturn", "cagr", "sharpe", "maxDrawdown", "winRate", "roundTrips"];

/** The few measures shown large above everything else. */
export function headline<S extends { key: string }>(statistics: readonly S[]): S[] {
  const roundTrips = statistics.some((s) => s.key === "roundTrips")
    ? "roundTrips"
    : "roundTripCount";
  return HEADLINE.map((key) => (key === "roundTrips" ? roundTrips : key))
    .map((key) => statistics.find((statistic) => statistic.key === key))
    .filter((statistic): statistic is S => statistic !== undefined);
}

/**
 * One sentence that says what happened and beside what it stands. Fractions in, `null` where
 * undefined.
 */
export function verdict(
  totalReturn: number | null | undefined,
  buyAndHold: number | null | undefined,
): string {
  if (totalReturn === null || totalReturn === undefined) {
    return "This run has no return.";
  }
  const own = `${totalReturn < 0 ? "Lost" : "Gained"} ${percent(Math.abs(totalReturn))}`;
  if (buyAndHold === null || buyAndHold === undefined) {
    return `${own} over the span.`;
  }
  const gap = Math.abs(totalReturn - buyAndHold) * 100;
  const held = `holding throughout would have ${buyAndHold < 0 ? "lost" : "gained"} ${percent(Math.abs(buyAndHold))}`;
  if (gap < 0.005) {
    return `${own}; ${held}, the same.`;
  }
  const side = totalReturn > buyAndHold ? "better" : "worse";
  return `${own}; ${held}. That is ${decimal(gap)} points ${side}.`;
}
