import type { CalendarDetail, NewCalendar } from "../../api/types";

export const DAYS = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
] as const;
export type Day = (typeof DAYS)[number];

/** Hours of a day, local time; both empty on a day without a session. */
export interface Hours {
  open: string;
  close: string;
}

/** The form for a calendar of one's own; days that differ are written one a line. */
export interface CalendarForm {
  code: string;
  name: string;
  zone: string;
  periodsPerYear: string | number;
  hours: Record<Day, Hours>;
  changes: string;
}

const CLOSED: Hours = { open: "", close: "" };
const USUAL: Hours = { open: "09:00", close: "17:30" };

export function emptyCalendar(zone: string): CalendarForm {
  return {
    code: "",
    name: "",
    zone,
    periodsPerYear: "",
    hours: {
      MONDAY: USUAL,
      TUESDAY: USUAL,
      WEDNESDAY: USUAL,
      THURSDAY: USUAL,
      FRIDAY: USUAL,
      SATURDAY: CLOSED,
      SUNDAY: CLOSED,
    },
    changes: "",
  };
}

/** A form that begins with the contents of another calendar; its code and name are to be chosen. */
export function copyOf({ calendar, changes }: CalendarDetail): CalendarForm {
  const hours = { ...emptyCalendar("").hours };
  for (const day of DAYS) {
    const found = calendar.hours.find((each) => each.day === day);
    hours[day] = found ? { open: found.open, close: found.close } : CLOSED;
  }
  return {
    code: "",
    name: "",
    zone: calendar.zone,
    periodsPerYear: calendar.periodsPerYear,
    hours,
    changes: changes
      .map(({ date, open, close, reason }) =>
        [date, open && close ? `${open}-${close}` : "closed", reason].filter(Boolean).join(" "),
      )
      .join("\n"),
  };
}

const CHANGE =
  /^(\d{4}-\d{2}-\d{2})\s+(?:(\d{2}:\d{2})\s*[-–]\s*(\d{2}:\d{2})|closed)(?:\s+(.*))?$/;

/** The lines that are no days, by number; none where all are right. */
export function wrongChanges(text: string): number[] {
  return lines(text)
    .filter(({ line }) => !CHANGE.test(line))
    .map(({ number }) => number);
}

function lines(text: string): { number: number; line: string }[] {
  return text
    .split("\n")
    .map((line, i) => ({ number: i + 1, line: line.trim() }))
    .filter(({ line }) => line !== "");
}

/** What is sent: days without hours have no session. */
export function toNewCalendar(form: CalendarForm): NewCalendar {
  const hours = DAYS.filter((day) => form.hours[day].open && form.hours[day].close).map((day) => ({
    day,
    ...form.hours[day],
  }));
  const changes = lines(form.changes).flatMap(({ line }) => {
    const [, date, open, close, reason] = CHANGE.exec(line) ?? [];
    return date
      ? [{ date, ...(open && close ? { open, close } : {}), ...(reason ? { reason } : {}) }]
      : [];
  });
  return {
    code: form.code.trim(),
    ...(form.name.trim() ? { name: form.name.trim() } : {}),
    ...(form.zone.trim() ? { zone: form.zone.trim() } : {}),
    ...(form.periodsPerYear === "" ? {} : { periodsPerYear: Number(form.periodsPerYear) }),
    hours,
    changes,
  };
}
