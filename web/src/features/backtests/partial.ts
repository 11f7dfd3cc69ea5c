import type { Backtest } from "../../api/types";
import { utcMoment } from "../../format/time";

/** How far a part goes, and what it is good for. */
export function partText(run: Pick<Backtest, "status">, last: string | number | null): string {
  const until = last === null ? "" : ` up to ${utcMoment(last)} UTC`;
  const why = run.status === "CANCELLED" ? "was cancelled" : "failed";
  return (
    `The run ${why} before its data ended. What is below is what it did${until}: true for that part, ` +
    "silent about the rest. It is neither verified, examined nor replayed."
  );
}
