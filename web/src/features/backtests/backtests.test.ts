import { describe, expect, it } from "vitest";
import type { AssumptionOption, Backtest } from "../../api/types";
import {
  arrange,
  changed,
  helpOf,
  isRelevant,
  labelOfOption,
  problemOf,
  valueOf,
} from "../../simulation/assumptions";
import { filterOf, parseListSearch, sortOf, toggleChosen } from "./listState";
import { DEFAULT_FORM, fromRun, parameterErrors, signalChoices, toRequest } from "./runForm";
import { validator } from "./validator";
import { readRule, writeRule } from "./rule";

function option(name: string, changes: Partial<AssumptionOption> = {}): AssumptionOption {
  return {
    name,
    group: "costs",
    type: "DECIMAL",
    defaultValue: "10",
    min: "0",
    max: "1000",
    choices: [],
    help: "",
    ...changes,
  };
}

const OPTIONS = [
  option("feeBps"),
  option("costModel", { type: "CHOICE", defaultValue: "per_notional", min: null, max: null }),
  option("feePerUnit", { defaultValue: "0" }),
  option("seed", { group: "run", type: "INTEGER", defaultValue: "0" }),
];

describe("the assumptions of a new run", () => {
  it("have names that people read", () => {
    expect(["latencyMillis", "slippageBps", "next_open", "fixed_bps"].map(labelOfOption)).toEqual([
      "Latency, milliseconds",
      "Slippage, basis points",
      "Next open",
      "Fixed, basis points",
    ]);
  });
  it("show the usual ones at once and the others by group", () => {
    const { first, more } = arrange(OPTIONS);
    expect(first.map((each) => each.name)).toEqual(["feeBps"]);
    expect(more.map((each) => [each.title, each.options.length])).toEqual([
      ["Costs", 2],
      ["Run", 1],
    ]);
  });
  it("show what has a meaning with the others", () => {
    const [fee, , unit] = OPTIONS as [AssumptionOption, AssumptionOption, AssumptionOption];
    expect(isRelevant(fee, OPTIONS, {})).toBe(true);
    expect(isRelevant(unit, OPTIONS, {})).toBe(false);
    expect(isRelevant(unit, OPTIONS, { costModel: "per_share" })).toBe(true);
    expect(isRelevant(fee, OPTIONS, { costModel: "per_share" })).toBe(false);
    expect(isRelevant(fee, OPTIONS, { costModel: "per_share", feeBps: "7" })).toBe(true);
  });
  it("say what is wrong before the server does", () => {
    const fee = option("feeBps");
    expect(problemOf(fee, {})).toBeUndefined();
    expect(problemOf(fee, { feeBps: "-5" })).toBe("At least 0, was -5.");
    expect(problemOf(fee, { feeBps: "1e9" })).toBe("At most 1000, was 1e9.");
    expect(problemOf(fee, { feeBps: "1,5" })).toContain("decimal number");
    expect(problemOf(fee, { feeBps: "" })).toContain("default is 10");
    expect(problemOf(option("seed", { type: "INTEGER" }), { seed: "1.5" })).toContain("whole");
  });
  it("let the maker's fee follow the other one", () => {
    const maker = option("makerFeeBps");
    expect(valueOf(maker, { feeBps: "20" })).toBe("20");
    expect(changed([maker], { feeBps: "20", makerFeeBps: "20" })).toEqual({});
    expect(changed([maker], { feeBps: "20", makerFeeBps: "10" })).toEqual({ makerFeeBps: "10" });
  });
  it("are explained by the names that the form shows", () => {
    const help = "Unless makerFeeBps is given.";
    expect(helpOf(option("feeBps", { help }), [option("makerFeeBps")])).toBe(
      "Unless “Maker fee, basis points” is given.",
    );
  });
  it("are sent only where they differ from the default", () => {
    expect(changed(OPTIONS, { feeBps: "10.0", seed: "3", costModel: "per_notional" })).toEqual({
      seed: "3",
    });
  });
});

describe("the list's address", () => {
  it("keeps what it knows", () => {
    const search = parseListSearch({ q: "x", sort: "sharpe", order: "asc", status: 5, z: 1 });
    expect(search).toEqual({ q: "x", sort: "sharpe", order: "asc", status: "5" });
    expect(parseListSearch({ sort: "drop table" })).toEqual({});
  });
  it("shows the newest first by itself", () => {
    expect(sortOf({})).toEqual({ id: "createdAt", desc: true });
    expect(filterOf({ q: "a" }, 20, "c")).toEqual({
      limit: 20,
      sort: "createdAt",
      order: "desc",
      cursor: "c",
      q: "a",
    });
  });
  it("chooses at most eight to compare", () => {
    const eight = [..."abcdefgh"];
    expect(toggleChosen(eight, "i")).toBe(eight);
    expect(toggleChosen(eight, "b")).toEqual([..."acdefgh"]);
  });
});

describe("a rule", () => {
  it("is read from and written to the name of a strategy", () => {
    const rule = { enter: "rsi(close, 14) < 30", exit: "close > open" };
    expect(writeRule(rule)).toBe("enter rsi(close, 14) < 30; exit close > open");
    expect(readRule(writeRule(rule))).toEqual(rule);
    expect(readRule("ema_crossover")).toBeNull();
  });

  it("stays readable while it is typed", () => {
    expect(readRule(writeRule({ enter: "", exit: "a;\nb" }))).toEqual({ enter: "", exit: "a b" });
  });
});

describe("a new run", () => {
  it("sends decimals as text and leaves out what is empty", () => {
    const form = {
      ...DEFAULT_FORM,
      instruments: ["A"],
      timeframe: "1D",
      strategy: "ema_crossover",
      parameters: { fast: 9, slow: undefined },
      from: "2020-01-01",
    };
    expect(toRequest({ ...form, assumptions: { feeBps: " 12.5 ", seed: "0" } }, OPTIONS)).toEqual({
      instruments: ["A"],
      timeframe: "1D",
      strategy: "ema_crossover",
      parameters: { fast: "9" },
      assumptions: { feeBps: "12.5" },
      from: "2020-01-01T00:00:00Z",
    });
  });

  it("starts from an earlier one", () => {
    const run = {
      name: "n",
      instruments: ["A"],
      timeframe: "1D",
      strategy: "s",
      parameters: { fast: "9" },
      from: "2020-01-01T00:00:00Z",
      to: null,
      config: { cash: "5", feeBps: "1", slippageBps: "5", riskFreeRate: 0.02, seed: 7 },
      reads: {
        actions: true,
        detail: "1m",
        rates: { EUR: "EURUSD" },
        benchmark: "SPX",
        signals: [],
      },
    } as unknown as Backtest;
    const form = fromRun(run);
    expect(toRequest(form, [])).toMatchObject({
      detail: "1m",
      benchmark: "SPX",
      rates: { EUR: "EURUSD" },
    });
    expect(form.assumptions).toEqual({
      initialCash: "5",
      feeBps: "1",
      slippageBps: "5",
      riskFreeRate: "0.02",
      seed: "7",
    });
    expect(form.parameters).toEqual({ fast: 9 });
    expect(form.from).toBe("2020-01-01");
  });

  it("puts the server's words at the parameter", () => {
    expect(
      parameterErrors([
        { field: "parameters.fast", message: "too small" },
        { field: "cash", message: "x" },
      ]),
    ).toEqual({ fast: { __errors: ["too small"] } });
  });
});

describe("the form's validator", () => {
  const schema = {
    type: "object" as const,
    properties: { fast: { type: "integer" as const, minimum: 1 } },
    required: ["fast"],
  };
  it("works without generating code", () => {
    expect(validator.isValid(schema, { fast: 3 }, schema)).toBe(true);
    expect(validator.isValid(schema, { fast: 0 }, schema)).toBe(false);
  });
  it("puts each error at its field", () => {
    const low = validator.validateFormData({ fast: 0 }, schema);
    expect(low.errorSchema.fast?.__errors).toHaveLength(1);
    const absent = validator.validateFormData({}, schema);
    expect(absent.errorSchema.fast?.__errors).toEqual(["is required"]);
  });
});

describe("stored signals as a strategy", () => {
  it("keep the chosen one in the list when its definition is gone", () => {
    const definitions = [{ name: "cross", timeframe: "1h" }];
    expect(signalChoices(definitions, "signals cross")).toEqual([
      { value: "signals cross", label: "Signals of cross, 1h" },
    ]);
    expect(signalChoices(definitions, "signals gone").at(-1)?.label).toBe("Signals of gone");
  });
});
