import { describe, expect, it } from "vitest";
import type { Scanner, ScannerCandidate, ScannerResult } from "../../api/types";
import {
  EMPTY_FORM,
  formOf,
  membersOf,
  resultText,
  scannerText,
  toRequest,
  whyText,
} from "./words";

const LIST = {
  name: "tech",
  kind: "LIST",
  timeframe: null,
  expression: "",
  members: [
    { instrument: "AAPL", from: null, to: null },
    { instrument: "GOOG", from: "2006-04-03T00:00:00Z", to: "2014-03-27T12:00:00Z" },
    { instrument: "IBM", from: null, to: "2020-01-01T00:00:00Z" },
  ],
  description: "",
} as unknown as Scanner;

describe("members", () => {
  it("are the same in the form and in a request", () => {
    const { members } = formOf(LIST);
    expect(members).toBe("AAPL\nGOOG 2006-04-03 2014-03-27T12:00:00Z\nIBM - 2020-01-01");
    expect(membersOf(members)).toEqual([
      { instrument: "AAPL", from: null, to: null },
      { instrument: "GOOG", from: "2006-04-03", to: "2014-03-27T12:00:00Z" },
      { instrument: "IBM", from: null, to: "2020-01-01" },
    ]);
    expect(membersOf("\n ; SPX,2001-01-01\n")).toEqual([
      { instrument: "SPX", from: "2001-01-01", to: null },
    ]);
  });
});

describe("a request", () => {
  it("has a condition only for a filter", () => {
    const form = { ...EMPTY_FORM, expression: "close > open", members: "SPX" };
    expect(toRequest(form)).toMatchObject({ kind: "filter", expression: "close > open" });
    expect(toRequest({ ...form, kind: "LIST" })).toMatchObject({
      kind: "list",
      expression: null,
      timeframe: null,
    });
  });
});

describe("the words", () => {
  it("say who passes and why", () => {
    expect(scannerText(LIST)).toBe("3 instruments");
    const result = { asOf: "2024-01-02T00:00:00Z", lookedAt: 3, passing: 1 } as ScannerResult;
    expect(resultText(result)).toContain("1 of 3 instruments passes as of");
    const candidate = {
      reason: "the condition is false",
      values: [
        { column: "close", value: 1.5 },
        { column: "sma(close, 200)", value: null },
      ],
    } as unknown as ScannerCandidate;
    expect(whyText(candidate)).toBe(
      "the condition is false: close = 1.5000, sma(close, 200) = undefined",
    );
  });
});
