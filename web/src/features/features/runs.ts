import type { FeatureVerification, FoundMismatch } from "../../api/types";
import { count, plural } from "../../format/numbers";
import { utcMoment } from "../../format/time";

/** Whether a verification looked at a feature: at it alone, or at all of them. */
export function concerns(run: Pick<FeatureVerification, "feature">, feature: string): boolean {
  return run.feature === null || run.feature === feature;
}

/** What a verification found, in words. */
export function verificationText(run: FeatureVerification): string {
  if (run.status !== "DONE") {
    return `Verification: ${run.message ?? "it did not finish"}.`;
  }
  const what = `${plural(run.columns ?? 0, "column")}, ${count(run.values)} values`;
  const part = run.sample < 1 ? ", a sample" : "";
  return (run.mismatchCount ?? 0) === 0
    ? `Computed again and equal to the bit: ${what}${part}.`
    : `${plural(run.mismatchCount ?? 0, "column")} of ${what} differ when computed again.`;
}

/** Where what is kept differs from what is computed. */
export function mismatchText(found: FoundMismatch): string {
  const value = (number: number | null) => (number === null ? "undefined" : String(number));
  return (
    `${found.feature} on ${found.instrument} ${found.timeframe} differs first at ` +
    `${utcMoment(found.bar)} UTC: kept ${value(found.stored)}, computed ${value(found.computed)}; ` +
    `${plural(found.differingBars, "bar")} in all.`
  );
}
