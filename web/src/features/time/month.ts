import type { CalendarDetail, TradingSession } from "../../api/types";

/** A day of a calendar's month. */
export interface CalendarDay {
  /** `2024-11-29` */
  date: string;
  kind: "regular" | "changed" | "holiday" | "closed";
  /** The hours of its session in the calendar's zone: `09:30–13:00`; empty without one. */
  hours: string;
  /** Why it differs from the week's hours; empty where it does not or nobody says. */
  reason: string;
}

const MONTH = /^(19|20)\d\d-(0[1-9]|1[0-2])$/;

/** A month as `2024-11`; `null` where the text is none of 1900 to 2099. */
export function parseMonth(text: unknown): string | null {
  return typeof text === "string" && MONTH.test(text) ? text : null;
}

/** The month of a moment, in UTC. */
export function monthOf(millis: number): string {
  return new Date(millis).toISOString().slice(0, 7);
}

/** The month `by` months later. */
export function shiftMonth(month: string, by: number): string {
  const [year, number] = partsOf(month);
  return monthOf(Date.UTC(year, number - 1 + by, 1));
}

/** `November 2024`. */
export function monthTitle(month: string): string {
  const [year, number] = partsOf(month);
  return new Intl.DateTimeFormat("en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(Date.UTC(year, number - 1, 1));
}

/** A span in UTC that surely holds the sessions of the month's days, whatever the zone. */
export function monthSpan(month: string): { from: string; to: string } {
  const [year, number] = partsOf(month);
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const margin = 2 * 86_400_000;
  return {
    from: day(Date.UTC(year, number - 1, 1) - margin),
    to: day(Date.UTC(year, number, 1) + margin),
  };
}

/** Empty places before the first day in a grid whose weeks begin on Monday. */
export function leadingBlanks(month: string): number {
  const [year, number] = partsOf(month);
  return (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
}

/** Every day of the month with its session, its change or its closure. */
export function daysOf(
  month: string,
  detail: CalendarDetail,
  sessions: readonly TradingSession[],
): CalendarDay[] {
  const [year, number] = partsOf(month);
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const byDate = new Map(sessions.map((session) => [session.date, session]));
  const changes = new Map(detail.changes.map((change) => [change.date, change]));
  return Array.from({ length }, (_, i) => {
    const date = `${month}-${String(i + 1).padStart(2, "0")}`;
    const session = byDate.get(date);
    const change = changes.get(date);
    return {
      date,
      kind: session ? (change ? "changed" : "regular") : change ? "holiday" : "closed",
      hours: session ? hoursText(session, detail.calendar.zone) : "",
      reason: change?.reason ?? "",
    };
  });
}

/** `09:30–16:00` in the zone; an open on the evening before is marked. */
export function hoursText({ date, open, close }: TradingSession, zone: string): string {
  const early = localDate(open, zone) < date ? " (evening before)" : "";
  const end = localTime(close, zone);
  const isWholeDay = Date.parse(close) - Date.parse(open) === 86_400_000 && end === "00:00";
  return isWholeDay ? "all day" : `${localTime(open, zone)}${early}–${end}`;
}

function localTime(moment: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(Date.parse(moment));
}

function localDate(moment: string, timeZone: string): string {
  // Swedish dates are written as ISO dates.
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(Date.parse(moment));
}

/** How many days of each kind, in words: `20 sessions, 1 of them with other hours, 1 holiday`. */
export function monthSummary(days: readonly CalendarDay[]): string {
  const of = (kind: CalendarDay["kind"]) => days.filter((day) => day.kind === kind).length;
  const changed = of("changed");
  const holidays = of("holiday");
  const sessions = of("regular") + changed;
  return [
    `${sessions} ${sessions === 1 ? "session" : "sessions"}`,
    ...(changed > 0 ? [`${changed} of them with other hours`] : []),
    ...(holidays > 0 ? [`${holidays} ${holidays === 1 ? "holiday" : "holidays"}`] : []),
  ].join(", ");
}

function partsOf(month: string): [number, number] {
  return [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
}
