import { describe, expect, it } from "vitest";
import { ago, duration, timeframeSeconds, utcDateTime, utcMoment, withMoments } from "./time";

describe("moments", () => {
  it("are shown in UTC whatever the zone of the machine", () => {
    expect(utcDateTime("2020-03-16T14:30:00+02:00")).toBe("2020-03-16 12:30");
    expect(utcDateTime(1_584_368_999)).toBe("2020-03-16 14:29:59");
  });

  it("show the date alone at midnight", () => {
    expect(utcMoment("2020-03-16T00:00:00Z")).toBe("2020-03-16");
    expect(utcMoment("2020-03-16T01:00:00Z")).toBe("2020-03-16 01:00");
  });

  it("are mended within a sentence", () => {
    expect(withMoments("1 bar missing after 2020-02-08T00:00:00Z")).toBe(
      "1 bar missing after 2020-02-08 UTC",
    );
    expect(withMoments("bar 5, time 2023-01-01T06:00:00Z: no")).toBe(
      "bar 5, time 2023-01-01 06:00 UTC: no",
    );
    expect(withMoments("a year 2020-02-08 or 12:00Z")).toBe("a year 2020-02-08 or 12:00Z");
  });

  it.each([null, undefined, "", "nonsense"])("%s is a dash", (value) => {
    expect(utcDateTime(value)).toBe("—");
    expect(utcMoment(value)).toBe("—");
  });
});

describe("durations", () => {
  it.each([
    [0.25, "250 ms"],
    [12.34, "12.3 s"],
    [90, "2 min"],
    [3600, "1 h"],
    [93_600, "1 d 2 h"],
    [400 * 86_400, "1 y 35 d"],
  ])("%d seconds are %s", (seconds, text) => expect(duration(seconds)).toBe(text));

  it("are a dash where undefined", () => {
    expect(duration(null)).toBe("—");
    expect(duration(Number.NaN)).toBe("—");
  });
});

describe("ages", () => {
  const now = Date.parse("2024-01-02T00:00:00Z");
  it.each([
    ["2024-01-01T23:59:50Z", "just now"],
    ["2024-01-01T23:50:00Z", "10 min ago"],
    ["2024-01-01T20:00:00Z", "4 h ago"],
    ["2023-12-20T00:00:00Z", "13 d ago"],
  ])("%s was %s", (moment, text) => expect(ago(moment, now)).toBe(text));
});

describe("timeframes", () => {
  it.each([
    ["1m", 60],
    ["4h", 14_400],
    ["1D", 86_400],
    ["1w", 604_800],
    ["1M", null],
    ["x", null],
  ])("%s has %s seconds", (code, seconds) => expect(timeframeSeconds(code)).toBe(seconds));
});
