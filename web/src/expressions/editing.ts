import type { Completion } from "@codemirror/autocomplete";
import type { Candidate } from "../api/types";

const TYPES: Record<Candidate["kind"], string> = {
  FUNCTION: "function",
  FIELD: "property",
  FEATURE: "class",
  PARAMETER: "variable",
  TIMEFRAME: "enum",
  KEYWORD: "keyword",
};

/** What the editor's list shows of a candidate; the server's order is kept. */
export function toCompletion(candidate: Candidate, rank: number): Completion {
  const { text, signature } = candidate;
  const detail = signature.startsWith(text) ? signature.slice(text.length) : signature;
  return {
    label: candidate.text,
    type: TYPES[candidate.kind],
    boost: Math.max(-99, 99 - rank),
    ...(detail ? { detail } : {}),
    ...(candidate.documentation ? { info: candidate.documentation } : {}),
  };
}

/** What is put in for a candidate and where the cursor then stands, counted from its start. */
export function insertion(
  candidate: Pick<Candidate, "kind" | "text">,
  behind: string,
): { text: string; cursor: number } {
  if (candidate.kind !== "FUNCTION") {
    return { text: candidate.text, cursor: candidate.text.length };
  }
  const cursor = candidate.text.length + 1;
  return /^\s*\(/.test(behind)
    ? { text: candidate.text, cursor }
    : { text: `${candidate.text}()`, cursor };
}

/** Whether typing on may ask for help: behind a letter, an `@` or a `$`, never inside a number. */
export function asksForHelp(before: string): boolean {
  return /(^|[^\w.])[A-Za-z_]\w*$|[@$]\w*$/.test(before);
}
