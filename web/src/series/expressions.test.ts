import { describe, expect, it } from "vitest";
import {
  hasRoom,
  parseExpressions,
  printExpressions,
  shortName,
  suitedPane,
  withExpression,
} from "./expressions";

describe("expressions in the address", () => {
  it("read what they write", () => {
    const choices = parseExpressions(["ema(close, 21)@4h", "own|close > 3", "price|sma(close, 5)"]);
    expect(choices.map((each) => each.pane)).toEqual(["auto", "own", "price"]);
    expect(parseExpressions(printExpressions(choices))).toEqual(choices);
    expect(printExpressions([])).toBeUndefined();
  });
  it("take one alone, and leave out nonsense and repetitions", () => {
    expect(parseExpressions("close")).toEqual([{ text: "close", pane: "auto" }]);
    expect(parseExpressions(["a", " a ", 3, null, "", "own|", "x".repeat(2_000)])).toEqual([
      { text: "a", pane: "auto" },
      { text: "own|", pane: "auto" },
    ]);
    expect(parseExpressions(undefined)).toEqual([]);
  });
  it("are at most six", () => {
    const many = parseExpressions(["1", "2", "3", "4", "5", "6", "7"]);
    expect(many).toHaveLength(6);
    expect(hasRoom(many)).toBe(false);
    expect(withExpression(many, "8")).toBe(many);
  });
  it("are added once", () => {
    const one = withExpression([], " close ");
    expect(one).toEqual([{ text: "close", pane: "auto" }]);
    expect(withExpression(one, "close")).toBe(one);
    expect(withExpression(one, "  ")).toBe(one);
  });
});

describe("the pane that suits", () => {
  const c = Array.from({ length: 50 }, (_, i) => 100 + Math.sin(i / 5) * 10);
  const candles = { c, h: c.map((x) => x + 1), l: c.map((x) => x - 1) };
  it("is the prices' for an average", () => {
    const average = c.map((x, i) => (i < 9 ? null : x + 1));
    expect(suitedPane(average, candles)).toBe("price");
  });
  it("is another for a score, a volume and nothing", () => {
    expect(
      suitedPane(
        c.map((_, i) => Math.sin(i)),
        candles,
      ),
    ).toBe("own");
    expect(
      suitedPane(
        c.map(() => 1e6),
        candles,
      ),
    ).toBe("own");
    expect(
      suitedPane(
        c.map(() => null),
        candles,
      ),
    ).toBe("own");
  });
});

describe("a name for the legend", () => {
  it("is cut where it is long", () => {
    expect(shortName("ema(close,\n 21)")).toBe("ema(close, 21)");
    expect(shortName("a".repeat(50), 10)).toBe(`${"a".repeat(9)}…`);
  });
});
