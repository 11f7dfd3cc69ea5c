import type { Backtest, BacktestSummary } from "../../api/types";
import { utcMoment } from "../../format/time";

/** Whether a run that did not end has kept what it did until then; lists know it by its figures. */
export function keepsPart({
  status,
  totalReturn,
}: Pick<BacktestSummary, "status" | "totalReturn">): boolean {
  return (status === "FAILED" || status === "CANCELLED") && totalReturn !== null;
}

/** How far a part goes, and what it is good for. */
export function partText(run: Pick<Backtest, "status">, last: string | number | null): string {
  const until = last === null ? "" : ` up to ${utcMoment(last)} UTC`;
  const why = run.status === "CANCELLED" ? "was cancelled" : "failed";
  return (
    `The run ${why} before its data ended. What is below is what it did${until}: true for that part, ` +
    "silent about the rest. It is neither verified, examined nor replayed."
  );
}
