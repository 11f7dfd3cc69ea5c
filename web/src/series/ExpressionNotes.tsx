import { Text } from "@mantine/core";
import { asProblem } from "../api/problem";
import type { Preview } from "../api/types";
import type { Overlay } from "../charts/CandleChart";
import { count, decimal } from "../format/numbers";
import type { ExpressionChoice } from "./expressions";

interface ExpressionNotesProps {
  expressions: readonly ExpressionChoice[];
  values: readonly { data: Preview | undefined; error: unknown; isFetching: boolean }[];
  overlays: readonly Overlay[];
}

/** What was computed of each expression, or why it was not; also for those who do not see the lines. */
export function ExpressionNotes({ expressions, values, overlays }: ExpressionNotesProps) {
  return (
    <ul className="expression-notes" aria-live="polite" data-testid="expression-notes">
      {expressions.map(({ text }, i) => {
        const overlay = overlays.find((each) => each.id === `expression ${text}`);
        const result = values[i];
        return (
          <li key={text}>
            <span className="expression-swatch" style={{ background: overlay?.color }} />
            <code>{text}</code>{" "}
            {result?.error ? (
              <Text span size="sm" role="alert" c="var(--tw-down)">
                {problemText(result.error)}
              </Text>
            ) : (
              <Text span size="sm" c="dimmed">
                {overlay && result?.data ? noteOf(result.data) : "computing…"}
              </Text>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The words of a refusal, with those of its fields where they say more. */
function problemText(error: unknown): string {
  const problem = asProblem(error);
  const details = problem.errors.map((each) => each.message).filter(Boolean);
  return details.length > 0 ? details.join(" ") : problem.message;
}

function noteOf(preview: Preview): string {
  const last = preview.value.findLast((value) => value !== null);
  if (last === undefined || last === null) {
    return "undefined on every bar shown; it may need more bars than there are before them";
  }
  return [
    `last ${decimal(last, 4)}`,
    ...(preview.undefinedBars > 0
      ? [`undefined on ${count(preview.undefinedBars)} of ${count(preview.sourceBars)} bars`]
      : []),
    ...(preview.truncated ? ["computed on the last 500,000 bars only"] : []),
  ].join(", ");
}
