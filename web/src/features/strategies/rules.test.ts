import { describe, expect, it } from "vitest";
import { declared, isShown, labelOf, messageFor, toRule } from "./rules";

describe("a rule in a form", () => {
  it("leaves out what is empty", () => {
    const rule = toRule({
      fields: { name: "one", exit: " " },
      parameters: [],
      instruments: ["SPY"],
    });
    expect(rule.fields).toEqual({ name: "one" });
    expect(rule.instruments).toEqual(["SPY"]);
  });

  it("shows fields that go with what was chosen, or that hold a text", () => {
    expect(isShown("shortEnter", {})).toBe(false);
    expect(isShown("shortEnter", { direction: "both" })).toBe(true);
    expect(isShown("enter", { direction: "short" })).toBe(false);
    expect(isShown("enter", { direction: "short", enter: "true" })).toBe(true);
    expect(isShown("size.minTrades", { "size.type": "cash" })).toBe(false);
    expect(isShown("size.minTrades", { "size.type": "kelly" })).toBe(true);
  });

  it("names fields in words", () => {
    expect(labelOf("trailingStop.distance")).toBe("Trailing stop: distance");
    expect(labelOf("shortEnter")).toBe("Short enter");
  });

  it("tells an expression only of parameters that are numbers within their bounds", () => {
    const known = declared([
      { name: "fast", type: "integer", default: "9", min: "1", max: "20" },
      { name: "slow", type: "integer", default: "", min: "1", max: "20" },
      { name: "far", type: "number", default: "30", min: "1", max: "20" },
    ]);
    expect(known.map((each) => each.name)).toEqual(["fast"]);
  });

  it("puts what was probably meant behind the message", () => {
    const problem = { field: "enter", line: 1, column: 1, from: 0, to: 1 };
    expect(messageFor("enter", [{ ...problem, message: "unknown", suggestion: "'rsi'" }])).toBe(
      "unknown; did you mean 'rsi'?",
    );
    expect(messageFor("exit", [])).toBeUndefined();
  });
});
