import type { NewTimeframe, Timeframe } from "../../api/types";
import { decimal } from "../../format/numbers";

/** What the address of the list holds. */
export interface TimeframesSearch {
  q?: string;
  scheme?: Timeframe["calendarScheme"];
  unit?: Timeframe["unit"];
}

export const SCHEMES: { value: Timeframe["calendarScheme"]; label: string; meaning: string }[] = [
  {
    value: "FIXED",
    label: "Fixed length",
    meaning: "Whole multiples of a length, counted from 1970-01-01 00:00 UTC.",
  },
  {
    value: "CALENDAR",
    label: "Calendar-aligned",
    meaning: "Days, weeks, months, quarters and years of the UTC calendar: 1W is seven days.",
  },
  {
    value: "TRADING",
    label: "Trading-aligned",
    meaning: "Sessions of the instrument's calendar are counted: 1Wt is five of them.",
  },
];

export const UNITS: { value: Timeframe["unit"]; label: string }[] = [
  { value: "SECOND", label: "Seconds" },
  { value: "MINUTE", label: "Minutes" },
  { value: "HOUR", label: "Hours" },
  { value: "DAY", label: "Days" },
  { value: "WEEK", label: "Weeks" },
  { value: "MONTH", label: "Months" },
  { value: "QUARTER", label: "Quarters" },
  { value: "YEAR", label: "Years" },
];

/** Reads the address; what is not understood is left out. */
export function parseTimeframesSearch(search: Record<string, unknown>): TimeframesSearch {
  const scheme = SCHEMES.find((each) => each.value === search.scheme)?.value;
  const unit = UNITS.find((each) => each.value === search.unit)?.value;
  const q = typeof search.q === "string" || typeof search.q === "number" ? String(search.q) : "";
  return {
    ...(q ? { q: q.slice(0, 20) } : {}),
    ...(scheme ? { scheme } : {}),
    ...(unit ? { unit } : {}),
  };
}

/** What matches the search, the shortest first; added ones are told by their flag, not their place. */
export function shownTimeframes(
  all: readonly Timeframe[],
  { q, scheme, unit }: TimeframesSearch,
): Timeframe[] {
  return all
    .filter(
      (each) =>
        (!scheme || each.calendarScheme === scheme) &&
        (!unit || each.unit === unit) &&
        (!q || each.code.includes(q)),
    )
    .sort((a, b) => a.nominalDays - b.nominalDays || a.code.localeCompare(b.code, "en"));
}

/** `4 hours`, `5 sessions (a trading week)`. */
export function spanText({ count, unit, calendarScheme }: Timeframe): string {
  const name = unit.toLowerCase();
  const units = count === 1 ? `1 ${name}` : `${count} ${name}s`;
  return calendarScheme === "TRADING" ? `${units} of sessions` : units;
}

/** A length in days in the unit that reads best: `4 h`, `30.44 d`. */
export function daysText(days: number): string {
  const seconds = days * 86_400;
  if (seconds < 60) {
    return `${trimmed(seconds)} s`;
  }
  if (seconds < 3_600) {
    return `${trimmed(seconds / 60)} min`;
  }
  return days < 1 ? `${trimmed(days * 24)} h` : `${trimmed(days)} d`;
}

function trimmed(value: number): string {
  const text = decimal(value, 2);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** One length, or the shortest to the longest where spans differ. */
export function boundsText({ minDays, maxDays }: Timeframe): string {
  return minDays === maxDays ? daysText(minDays) : `${daysText(minDays)} to ${daysText(maxDays)}`;
}

/** Which of its bars may be partial, in words. */
export function partialText({ partialFirst, partialLast }: Timeframe): string {
  if (partialFirst && partialLast) {
    return "first and last";
  }
  return partialFirst ? "first" : partialLast ? "last" : "none";
}

/** The form for a timeframe of one's own; an empty field follows from the code. */
export interface TimeframeForm {
  code: string;
  nominalDays: string | number;
  minDays: string | number;
  maxDays: string | number;
  partialFirst: "" | "yes" | "no";
  partialLast: "" | "yes" | "no";
}

export const EMPTY_TIMEFRAME: TimeframeForm = {
  code: "",
  nominalDays: "",
  minDays: "",
  maxDays: "",
  partialFirst: "",
  partialLast: "",
};

/** What is sent: only what was filled in. */
export function toNewTimeframe(form: TimeframeForm): NewTimeframe {
  const days = (["nominalDays", "minDays", "maxDays"] as const).filter((key) => form[key] !== "");
  const flags = (["partialFirst", "partialLast"] as const).filter((key) => form[key] !== "");
  return {
    code: form.code.trim(),
    ...Object.fromEntries(days.map((key) => [key, Number(form[key])])),
    ...Object.fromEntries(flags.map((key) => [key, form[key] === "yes"])),
  };
}
