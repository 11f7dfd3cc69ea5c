import type { Feature, FeatureCoverage, FeatureRequest } from "../../api/types";
import { decimal, percent } from "../../format/numbers";

export const NULL_POLICIES: { value: Feature["nullPolicy"]; label: string; meaning: string }[] = [
  { value: "SKIP", label: "Leave out", meaning: "A bar without a value stays without one." },
  {
    value: "FORWARD_FILL",
    label: "Carry the last value on",
    meaning: "A bar without a value takes the last one known before it.",
  },
  {
    value: "INTERPOLATE",
    label: "Interpolate",
    meaning: "A hole is filled with a straight line; its values are known at its end only.",
  },
];

export const OUTLIER_METHODS: {
  value: Feature["outlierMethod"];
  label: string;
  /** What is proposed for the threshold. */
  usual: number;
}[] = [
  { value: "NONE", label: "None", usual: 0 },
  { value: "Z_SCORE", label: "Standard deviations from the mean", usual: 4 },
  { value: "IQR", label: "Interquartile ranges beyond the quartiles", usual: 1.5 },
];

/** `beyond 4 σ`, `beyond 1.5 interquartile ranges`, `none`. */
export function outlierText({
  outlierMethod,
  outlierThreshold,
}: Pick<Feature, "outlierMethod" | "outlierThreshold">): string {
  const threshold = decimal(outlierThreshold, 2).replace(/\.?0+$/, "");
  switch (outlierMethod) {
    case "NONE":
      return "none";
    case "Z_SCORE":
      return `beyond ${threshold} σ`;
    case "IQR":
      return `beyond ${threshold} interquartile ranges`;
  }
}

/** The form for a feature. */
export interface FeatureForm {
  name: string;
  expression: string;
  nullPolicy: Feature["nullPolicy"];
  outlierMethod: Feature["outlierMethod"];
  outlierThreshold: string | number;
  description: string;
}

/** A form for a new feature. */
export function emptyForm(expression = ""): FeatureForm {
  return {
    name: "",
    expression,
    nullPolicy: "SKIP",
    outlierMethod: "Z_SCORE",
    outlierThreshold: 4,
    description: "",
  };
}

/** A form that shows what is kept. */
export function formOf(feature: Feature): FeatureForm {
  const { name, expression, nullPolicy, outlierMethod, outlierThreshold, description } = feature;
  return { name, expression, nullPolicy, outlierMethod, outlierThreshold, description };
}

/** What is sent; a threshold that means nothing or is empty is left to the server. */
export function toRequest(form: FeatureForm): FeatureRequest {
  const hasThreshold = form.outlierMethod !== "NONE" && form.outlierThreshold !== "";
  return {
    name: form.name.trim(),
    expression: form.expression.trim(),
    nullPolicy: form.nullPolicy,
    outlierMethod: form.outlierMethod,
    description: form.description.trim(),
    ...(hasThreshold ? { outlierThreshold: Number(form.outlierThreshold) } : {}),
  };
}

/** A name proposed for an expression: `zscore_log_return_5_100_4h`. */
export function proposedName(expression: string): string {
  return expression
    .toLowerCase()
    .replace(/\b(open|high|low|close|volume)\b/g, (word) => (word === "close" ? " " : word))
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .slice(0, 60)
    .replace(/_+$/, "");
}

/** How far a column is behind its bars, in words. */
export function freshnessText(
  item: Pick<FeatureCoverage["items"][number], "built" | "behindBars">,
): string {
  if (!item.built) {
    return "not built";
  }
  return item.behindBars === 0
    ? "up to date"
    : `${decimal(item.behindBars, 0)} ${item.behindBars === 1 ? "bar" : "bars"} behind`;
}

const REASONS: Record<string, string> = {
  UNKNOWN_INSTRUMENT: "it names an instrument of which no bars are stored",
  GAP: "a gap in the bars is longer than its memory",
  WARM_UP: "too few bars before it",
  NON_FINITE_INPUT: "a price or volume is missing or not a number",
  NO_RESULT: "its formula has no value there, such as a division by zero",
};

/** Why a bar has no value, in words. */
export function reasonText(reason: string): string {
  return REASONS[reason] ?? reason.toLowerCase().replaceAll("_", " ");
}

/** What the heat map says, for those who do not see it. */
export function coverageSummary(coverage: FeatureCoverage): string {
  const built = coverage.items.filter((item) => item.built);
  if (built.length === 0) {
    return `Not built for any of ${coverage.items.length} series.`;
  }
  const worst = built.reduce((a, b) => ((b.nullShare ?? 0) > (a.nullShare ?? 0) ? b : a));
  return (
    `Built for ${built.length} of ${coverage.items.length} series; the most holes has ` +
    `${worst.instrument} ${worst.timeframe} with ${percent(worst.nullShare ?? 0, 1)} of its bars.`
  );
}

/** The series with the most values; nothing where none is built. */
export function fullest(
  items: FeatureCoverage["items"],
): FeatureCoverage["items"][number] | undefined {
  const values = (item: FeatureCoverage["items"][number]) =>
    item.bars * (1 - (item.nullShare ?? 1));
  return items
    .filter((item) => item.built)
    .reduce<FeatureCoverage["items"][number] | undefined>(
      (best, item) => (best && values(best) >= values(item) ? best : item),
      undefined,
    );
}
