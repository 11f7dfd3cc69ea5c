import { describe, expect, it } from "vitest";
import type { CalendarDetail, Timeframe, TradingSession } from "../../api/types";
import {
  daysOf,
  hoursText,
  leadingBlanks,
  monthSpan,
  monthSummary,
  monthTitle,
  parseMonth,
  shiftMonth,
} from "./month";
import { copyOf, emptyCalendar, toNewCalendar, wrongChanges } from "./calendarForm";
import {
  EMPTY_TIMEFRAME,
  boundsText,
  daysText,
  parseTimeframesSearch,
  partialText,
  shownTimeframes,
  spanText,
  toNewTimeframe,
} from "./timeframes";

const WEEK: Timeframe = {
  code: "1Wt",
  calendarScheme: "TRADING",
  unit: "WEEK",
  count: 1,
  nominalDays: 7,
  minDays: 4,
  maxDays: 14,
  canonical: true,
  partialFirst: false,
  partialLast: true,
  seeded: true,
};
const MINUTE: Timeframe = {
  ...WEEK,
  code: "15m",
  calendarScheme: "FIXED",
  unit: "MINUTE",
  count: 15,
  nominalDays: 15 / 1440,
  minDays: 15 / 1440,
  maxDays: 15 / 1440,
  partialLast: false,
};

describe("a calendar of one's own", () => {
  it("is sent with its hours and the days that differ", () => {
    const form = {
      ...emptyCalendar("Europe/Berlin"),
      code: " xetra ",
      changes: "2024-12-24 09:00-14:00 Christmas Eve\n\n2024-12-25 closed",
    };
    form.hours = { ...form.hours, FRIDAY: { open: "", close: "" } };
    const sent = toNewCalendar(form);
    expect(sent).toMatchObject({
      code: "xetra",
      zone: "Europe/Berlin",
      changes: [
        { date: "2024-12-24", open: "09:00", close: "14:00", reason: "Christmas Eve" },
        { date: "2024-12-25" },
      ],
    });
    expect(sent.hours?.map((each) => each.day)).toEqual([
      "MONDAY",
      "TUESDAY",
      "WEDNESDAY",
      "THURSDAY",
    ]);
    expect(sent).not.toHaveProperty("periodsPerYear");
  });
  it("names the lines that are no days", () => {
    expect(wrongChanges("2024-12-25 closed\n25.12.2024 closed\n2024-12-26 09:00")).toEqual([2, 3]);
  });
  it("is copied with everything but its code and name", () => {
    const detail: CalendarDetail = {
      calendar: {
        code: "desk",
        name: "Desk",
        zone: "Asia/Tokyo",
        periodsPerYear: 104,
        builtIn: false,
        hours: [{ day: "MONDAY", open: "09:00", close: "15:00" }],
      } as unknown as CalendarDetail["calendar"],
      changes: [{ date: "2024-01-01", open: null, close: null, reason: "New Year" }],
    };
    const copied = copyOf(detail);
    expect(copied).toMatchObject({ code: "", zone: "Asia/Tokyo", periodsPerYear: 104 });
    expect(copied.hours.MONDAY).toEqual({ open: "09:00", close: "15:00" });
    expect(copied.hours.TUESDAY).toEqual({ open: "", close: "" });
    expect(copied.changes).toBe("2024-01-01 closed New Year");
  });
});

describe("timeframes", () => {
  it("are filtered by code, scheme and unit, the shortest first", () => {
    expect(shownTimeframes([WEEK, MINUTE], {})).toEqual([MINUTE, WEEK]);
    expect(shownTimeframes([WEEK, MINUTE], { q: "W" })).toEqual([WEEK]);
    expect(shownTimeframes([WEEK, MINUTE], { q: "w" })).toEqual([]);
    expect(shownTimeframes([WEEK, MINUTE], { scheme: "FIXED" })).toEqual([MINUTE]);
    expect(shownTimeframes([WEEK, MINUTE], { unit: "DAY" })).toEqual([]);
  });
  it("keep in the address what is understood", () => {
    expect(parseTimeframesSearch({ q: 15, scheme: "TRADING", unit: "x", y: 1 })).toEqual({
      q: "15",
      scheme: "TRADING",
    });
  });
  it("are put in words", () => {
    expect(spanText(MINUTE)).toBe("15 minutes");
    expect(spanText(WEEK)).toBe("1 week of sessions");
    expect(boundsText(MINUTE)).toBe("15 min");
    expect(boundsText(WEEK)).toBe("4 d to 14 d");
    expect(partialText(WEEK)).toBe("last");
    expect(partialText(MINUTE)).toBe("none");
  });
  it.each([
    [1 / 86_400, "1 s"],
    [0.5, "12 h"],
    [30.436875, "30.44 d"],
    [100, "100 d"],
  ])("%d days are %s", (days, text) => expect(daysText(days)).toBe(text));
  it("are added with what was filled in only", () => {
    expect(toNewTimeframe({ ...EMPTY_TIMEFRAME, code: " 90m " })).toEqual({ code: "90m" });
    expect(
      toNewTimeframe({ ...EMPTY_TIMEFRAME, code: "7Wt", maxDays: "60", partialLast: "no" }),
    ).toEqual({ code: "7Wt", maxDays: 60, partialLast: false });
  });
});

const NYSE: CalendarDetail = {
  calendar: {
    code: "us-equity",
    name: "US shares",
    zone: "America/New_York",
    periodsPerYear: 252,
    builtIn: true,
    hours: [],
  },
  changes: [
    { date: "2024-11-28", open: null, close: null, reason: "Thanksgiving" },
    { date: "2024-11-29", open: null, close: "13:00", reason: "early close" },
  ],
};
const SESSIONS: TradingSession[] = [
  { date: "2024-11-01", open: "2024-11-01T13:30:00Z", close: "2024-11-01T20:00:00Z" },
  { date: "2024-11-04", open: "2024-11-04T14:30:00Z", close: "2024-11-04T21:00:00Z" },
  { date: "2024-11-29", open: "2024-11-29T14:30:00Z", close: "2024-11-29T18:00:00Z" },
];

describe("a calendar's month", () => {
  it("shows sessions in local time on both sides of a change of the clock", () => {
    const days = daysOf("2024-11", NYSE, SESSIONS);
    expect(days).toHaveLength(30);
    expect(days[0]).toMatchObject({ kind: "regular", hours: "09:30–16:00" });
    expect(days[3]).toMatchObject({ kind: "regular", hours: "09:30–16:00" });
  });
  it("tells early closes, holidays and closed days apart", () => {
    const days = daysOf("2024-11", NYSE, SESSIONS);
    expect(days[27]).toMatchObject({ kind: "holiday", hours: "", reason: "Thanksgiving" });
    expect(days[28]).toMatchObject({ kind: "changed", hours: "09:30–13:00" });
    expect(days[1]).toMatchObject({ kind: "closed" });
    expect(monthSummary(days)).toBe("3 sessions, 1 of them with other hours, 1 holiday");
  });
  it("marks an open on the evening before, and days without a break", () => {
    const monday = {
      date: "2024-11-04",
      open: "2024-11-03T22:00:00Z",
      close: "2024-11-04T22:00:00Z",
    };
    expect(hoursText(monday, "America/New_York")).toBe("17:00 (evening before)–17:00");
    const day = { date: "2024-11-04", open: "2024-11-04T00:00:00Z", close: "2024-11-05T00:00:00Z" };
    expect(hoursText(day, "UTC")).toBe("all day");
  });
  it("is walked through", () => {
    expect(shiftMonth("2024-12", 1)).toBe("2025-01");
    expect(shiftMonth("2024-01", -1)).toBe("2023-12");
    expect(monthTitle("2024-11")).toBe("November 2024");
    expect(leadingBlanks("2024-11")).toBe(4);
    expect(monthSpan("2024-02")).toEqual({ from: "2024-01-30", to: "2024-03-03" });
  });
  it.each(["2024-13", "24-01", "2024-1", 202401, undefined])("%j is no month", (text) =>
    expect(parseMonth(text)).toBeNull(),
  );
});
