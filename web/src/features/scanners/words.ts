import type { Scanner, ScannerCandidate, ScannerResult } from "../../api/types";
import { decimal, plural } from "../../format/numbers";
import { utcMoment } from "../../format/time";

/** A scanner as a form holds it; members one a line: `ID`, `ID from`, `ID from to`. */
export interface ScannerForm {
  name: string;
  kind: "LIST" | "FILTER";
  timeframe: string;
  expression: string;
  members: string;
  description: string;
}

export const EMPTY_FORM: ScannerForm = {
  name: "",
  kind: "FILTER",
  timeframe: "1D",
  expression: "",
  members: "",
  description: "",
};

export function formOf(scanner: Scanner): ScannerForm {
  return {
    name: scanner.name,
    kind: scanner.kind,
    timeframe: scanner.timeframe ?? "1D",
    expression: scanner.expression,
    members: scanner.members
      .map(({ instrument, from, to }) =>
        [instrument, from ? shortest(from) : to ? "-" : "", to ? shortest(to) : ""]
          .filter(Boolean)
          .join(" "),
      )
      .join("\n"),
    description: scanner.description,
  };
}

/** A moment without what is not needed to say it. */
function shortest(moment: string): string {
  return moment.endsWith("T00:00:00Z") ? moment.slice(0, 10) : moment;
}

/** The members that a text names. */
export function membersOf(text: string) {
  return text
    .split(/[\n;]/)
    .map((line) => line.trim().split(/[\s,]+/))
    .filter(([instrument]) => instrument)
    .map(([instrument = "", from, to]) => ({
      instrument,
      from: from && from !== "-" ? from : null,
      to: to && to !== "-" ? to : null,
    }));
}

export function toRequest(form: ScannerForm) {
  const isFilter = form.kind === "FILTER";
  return {
    name: form.name.trim() || null,
    kind: form.kind.toLowerCase(),
    timeframe: isFilter ? form.timeframe : null,
    expression: isFilter ? form.expression : null,
    members: membersOf(form.members),
    description: form.description,
  };
}

/** What is chosen, in words. */
export function scannerText(scanner: Scanner): string {
  const members = plural(scanner.members.length, "instrument");
  return scanner.kind === "LIST"
    ? members
    : `${scanner.expression} on ${scanner.timeframe ?? ""}, among ${scanner.members.length > 0 ? members : "all"}`;
}

export function resultText(result: ScannerResult): string {
  return `${result.passing} of ${plural(result.lookedAt, "instrument")} ${result.passing === 1 ? "passes" : "pass"} as of ${utcMoment(result.asOf)} UTC`;
}

/** Why an instrument passes or not, with the values that were looked at. */
export function whyText(candidate: ScannerCandidate): string {
  const values = candidate.values
    .map(({ column, value }) => `${column} = ${value === null ? "undefined" : decimal(value, 4)}`)
    .join(", ");
  return values ? `${candidate.reason}: ${values}` : candidate.reason;
}
