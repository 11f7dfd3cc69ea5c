import { describe, expect, it } from "vitest";
import { ApiProblem } from "../../api/problem";
import {
  LABEL_KINDS,
  NO_LABELS,
  hasBarriers,
  labelError,
  labelRequest,
  labelText,
  newLabel,
  sharedLabelError,
  type LabelForm,
} from "./labels";

const TRIPLE = newLabel("triple_barrier");

function formWith(changes: Partial<LabelForm>): LabelForm {
  return { ...NO_LABELS, ...changes };
}

describe("a label of the form", () => {
  it.each([
    ["forward_return", "forward_return(5, simple)"],
    ["direction", "direction(5, 0.01)"],
    ["triple_barrier", "triple_barrier(2, 1, 20)"],
    ["trend_scanning", "trend_scanning(5, 20)"],
  ] as const)("of kind %s is proposed as %s", (kind, text) =>
    expect(labelText(newLabel(kind))).toBe(text),
  );
  it("may be a logarithm", () =>
    expect(labelText({ ...newLabel("forward_return"), isLogarithm: true })).toBe(
      "forward_return(5, log)",
    ));
  it("has no target where that is left empty", () =>
    expect(labelText({ ...TRIPLE, numbers: ["", 1, 20] })).toBe("triple_barrier(infinity, 1, 20)"));
  it("leaves another empty number for the server to refuse", () =>
    expect(labelText({ ...TRIPLE, numbers: [2, 1, ""] })).toBe("triple_barrier(2, 1, )"));
  it("proposes numbers that lie within their bounds", () => {
    for (const { min, max, usual } of LABEL_KINDS.flatMap(({ numbers }) => numbers)) {
      expect(usual).toBeGreaterThanOrEqual(min);
      expect(usual).toBeLessThanOrEqual(max ?? Infinity);
    }
  });
});

describe("what is sent of labels", () => {
  it("is nothing without one", () =>
    expect(labelRequest(formWith({ volatility: "close", side: "1", rawPrices: true }))).toEqual(
      {},
    ));
  it("leaves out what only barriers read", () =>
    expect(
      labelRequest(formWith({ labels: [newLabel("direction")], volatility: "close", side: "1" })),
    ).toEqual({ labels: ["direction(5, 0.01)"], rawPrices: false }));
  it("is all of it with barriers", () => {
    const form = formWith({
      labels: [TRIPLE],
      volatility: " stddev(log_return(close, 1), 20) ",
      side: "sign(close - open)",
      rawPrices: true,
    });
    expect(hasBarriers(form)).toBe(true);
    expect(labelRequest(form)).toEqual({
      labels: ["triple_barrier(2, 1, 20)"],
      volatility: "stddev(log_return(close, 1), 20)",
      side: "sign(close - open)",
      rawPrices: true,
    });
  });
  it("has no side that is left empty", () =>
    expect(labelRequest(formWith({ labels: [TRIPLE], volatility: "close" }))).not.toHaveProperty(
      "side",
    ));
});

describe("a refusal of labels", () => {
  const wrong = { ...newLabel("trend_scanning"), numbers: [30, 20] };
  const sent = [labelText(wrong)];
  const problem = new ApiProblem(400, "1 field", [
    {
      field: "labels",
      value: "trend_scanning(30, 20)",
      message: "maxBars must be in 30..1000000, was 20",
    },
  ]);
  it("stands at the number that it names", () =>
    expect(labelError(problem, wrong)).toEqual({
      number: "maxBars",
      message: "maxBars must be in 30..1000000, was 20",
    }));
  it("ends with a change of the label, and is of no other one", () => {
    expect(labelError(problem, { ...wrong, numbers: [10, 20] })).toBeUndefined();
    expect(labelError(problem, TRIPLE)).toBeUndefined();
    expect(labelError(null, wrong)).toBeUndefined();
  });
  it("stands at the label where it names no number", () => {
    const other = new ApiProblem(400, "no", [
      { field: "labels", value: sent[0], message: "label must be one of these" },
    ]);
    expect(labelError(other, wrong)).toEqual({
      number: undefined,
      message: "label must be one of these",
    });
  });
  it("of all labels stands below them until one is changed", () => {
    const twice = new ApiProblem(400, "no", [
      { field: "labels", value: "label_x", message: "two columns would be named label_x" },
    ]);
    const form = formWith({ labels: [wrong] });
    expect(sharedLabelError(twice, form, sent)).toBe("two columns would be named label_x");
    expect(sharedLabelError(twice, formWith({ labels: [wrong, wrong] }), sent)).toBeUndefined();
    expect(sharedLabelError(problem, form, sent)).toBeUndefined();
  });
});
