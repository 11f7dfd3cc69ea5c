import { describe, expect, it } from "vitest";
import type { ExpressionProblem } from "../api/types";
import { asksForHelp, insertion, toCompletion } from "./editing";
import {
  layOut,
  markedPart,
  problemSentence,
  replacement,
  splitArguments,
  tokensOf,
  withSuggestion,
} from "./text";

const PROBLEM: ExpressionProblem = {
  from: 0,
  to: 4,
  line: 1,
  column: 1,
  path: null,
  message: "there is no function emma",
  suggestion: "ema",
};

describe("tokens of an expression", () => {
  it("are the text again", () => {
    const text = 'zscore(log_return(close, 5), 100)@4h > $limit and close of "S P" [2] §';
    expect(
      tokensOf(text)
        .map((token) => token.text)
        .join(""),
    ).toBe(text);
  });
  it("are told apart", () => {
    const kinds = tokensOf('ema(close,21)@4h and $a "x').map((token) => token.kind);
    expect(kinds.filter((kind) => kind !== "space" && kind !== "sign")).toEqual([
      "function",
      "name",
      "number",
      "timeframe",
      "word",
      "parameter",
      "string",
    ]);
  });
});

describe("a formula on several lines", () => {
  it("stays on one where it fits", () => {
    expect(layOut("ema(close, 21)", 40)).toBe("ema(close, 21)");
  });
  it("opens the call that is too long", () => {
    expect(layOut("zscore(log_return(close, 5), 100)@4h", 30)).toBe(
      "zscore(\n  log_return(close, 5),\n  100\n)@4h",
    );
  });
  it("loses nothing", () => {
    const text = 'if_else(rsi(close of "A, B(", 14) > 70, ema(close, 9), sma(close, 200)) + 1';
    expect(layOut(text, 20).replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
  });
  it("ends on brackets that do not close", () => {
    expect(layOut("ema(close, (((((((((", 5)).toContain("ema(");
  });
  it("splits arguments outside of brackets and quotes", () => {
    expect(splitArguments('a, f(b, c), "x,y", d[1]')).toEqual(["a", "f(b, c)", '"x,y"', "d[1]"]);
  });
});

describe("problems", () => {
  it.each([
    [{ from: 2, to: 5 }, 10, { from: 2, to: 5 }],
    [{ from: 2, to: 2 }, 10, { from: 2, to: 3 }],
    [{ from: 10, to: 10 }, 10, { from: 9, to: 10 }],
    [{ from: 30, to: 40 }, 10, { from: 9, to: 10 }],
    [{ from: 0, to: 0 }, 0, { from: 0, to: 0 }],
  ])("%j in %d characters is marked at %j", (part, length, marked) =>
    expect(markedPart(part, length)).toEqual(marked),
  );
  it("are said with their place", () => {
    expect(problemSentence(PROBLEM, "emma(close, 3)")).toBe(
      "Column 1: there is no function emma; did you mean ema?",
    );
    expect(problemSentence({ ...PROBLEM, suggestion: null }, "a\nb")).toBe(
      "Line 1, column 1: there is no function emma",
    );
  });
  it("are mended by a suggestion that is a word, not by a sentence", () => {
    expect(withSuggestion("emma(close, 3)", PROBLEM)).toBe("ema(close, 3)");
    expect(replacement({ suggestion: "'ema'" })).toBe("ema");
    const sentence = { ...PROBLEM, suggestion: "a > 1 and b" };
    expect(replacement(sentence)).toBeNull();
    expect(withSuggestion("emma(close, 3)", sentence)).toBe("emma(close, 3)");
  });
});

describe("completion", () => {
  const ema = {
    kind: "FUNCTION" as const,
    text: "ema",
    signature: "ema(x, period)",
    documentation: "Exponential moving average.",
    from: 0,
    to: 2,
  };
  it("shows the signature and keeps the server's order", () => {
    expect(toCompletion(ema, 0)).toEqual({
      label: "ema",
      type: "function",
      boost: 99,
      detail: "(x, period)",
      info: "Exponential moving average.",
    });
    expect(toCompletion(ema, 500).boost).toBe(-99);
  });
  it("shows how a timeframe is written", () => {
    const hours = { ...ema, kind: "TIMEFRAME" as const, text: "4h", signature: "x@4h" };
    expect(toCompletion(hours, 1).detail).toBe("x@4h");
  });
  it("opens brackets behind a function unless they are there", () => {
    expect(insertion(ema, "")).toEqual({ text: "ema()", cursor: 4 });
    expect(insertion(ema, "(close, 3)")).toEqual({ text: "ema", cursor: 4 });
    expect(insertion({ kind: "FIELD", text: "close" }, "")).toEqual({ text: "close", cursor: 5 });
  });
  it.each([
    ["em", true],
    ["close@", true],
    ["close@4", true],
    ["$fa", true],
    ["ema(close, 2", false],
    ["ema(close, ", false],
    ["", false],
  ])("%j asks for help: %s", (before, asks) => expect(asksForHelp(before)).toBe(asks));
});
