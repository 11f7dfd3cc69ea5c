import { describe, expect, it } from "vitest";
import type { Instrument, Series } from "../../api/types";
import { keepsPart } from "../../api/jobs";
import { partText } from "./partial";
import {
  NO_INPUTS,
  assumptionsFor,
  currenciesOf,
  detailChoices,
  foreignCurrencies,
  inputsRequest,
} from "./runInputs";

const series = [
  ["A", "1h"],
  ["A", "1m"],
  ["A", "5m"],
  ["B", "1h"],
  ["B", "5m"],
  ["B", "1D"],
].map(([instrument, timeframe]) => ({ instrument, timeframe }) as Series);

describe("inputs of a run", () => {
  it("sends only what was chosen", () => {
    expect(inputsRequest(NO_INPUTS)).toEqual({});
    const rates = { EUR: "EURUSD", GBP: "" };
    expect(inputsRequest({ detail: "1m", benchmark: "SPX", rates, signals: ["in_cross"] })).toEqual(
      {
        detail: "1m",
        benchmark: "SPX",
        rates: { EUR: "EURUSD" },
        signals: ["in_cross"],
      },
    );
  });

  it("offers finer bars that all instruments have, the coarsest first", () => {
    expect(detailChoices(series, ["A"], "1h")).toEqual(["5m", "1m"]);
    expect(detailChoices(series, ["A", "B"], "1h")).toEqual(["5m"]);
    expect(detailChoices(series, ["B"], "1M")).toEqual(["1D", "1h", "5m"]);
    expect(detailChoices(series, ["A"], "")).toEqual([]);
    expect(detailChoices(series, [], "1h")).toEqual([]);
  });

  it("offers trades where all instruments have them", () => {
    const trades = [{ instrument: "A" }];
    expect(detailChoices(series, ["A"], "1h", trades)).toEqual(["5m", "1m", "trades"]);
    expect(detailChoices(series, ["A", "B"], "1h", trades)).toEqual(["5m"]);
    expect(detailChoices(series, ["A"], "", trades)).toEqual([]);
    expect(detailChoices(series, [], "1h", trades)).toEqual([]);
  });

  it("chooses the fill model that meets trades, and gives it up with them", () => {
    const trades = { ...NO_INPUTS, detail: "trades" };
    const minutes = { ...NO_INPUTS, detail: "1m" };
    const worst = { fillModel: "worst", feeBps: "1" };
    const intrabar = { fillModel: "intrabar", feeBps: "1" };
    expect(assumptionsFor(NO_INPUTS, trades, worst)).toEqual(intrabar);
    expect(assumptionsFor(trades, NO_INPUTS, intrabar)).toEqual({ feeBps: "1" });
    expect(assumptionsFor(trades, minutes, intrabar)).toEqual(intrabar);
    expect(assumptionsFor(NO_INPUTS, minutes, worst)).toEqual(worst);
    expect(assumptionsFor(NO_INPUTS, NO_INPUTS, {})).toEqual({});
  });

  it("asks for rates of currencies that are not the account's", () => {
    const known = [
      { id: "A", currency: "USD" },
      { id: "B", currency: "EUR" },
      { id: "C", currency: "EUR" },
    ] as Instrument[];
    const currencies = currenciesOf(known, ["A", "B", "C"]);
    expect(currencies).toEqual(["EUR", "USD"]);
    expect(foreignCurrencies(currencies, "USD")).toEqual(["EUR"]);
    expect(foreignCurrencies(currencies, "")).toEqual([]);
  });
});

describe("a part of a run", () => {
  it("is known in a list by its figures", () => {
    expect(keepsPart({ status: "FAILED", totalReturn: -0.1 })).toBe(true);
    expect(keepsPart({ status: "CANCELLED", totalReturn: 0 })).toBe(true);
    expect(keepsPart({ status: "FAILED", totalReturn: null })).toBe(false);
    expect(keepsPart({ status: "DONE", totalReturn: 0.1 })).toBe(false);
  });

  it("says how far it goes", () => {
    expect(partText({ status: "CANCELLED" }, "2023-01-02T03:00:00Z")).toContain(
      "was cancelled before its data ended. What is below is what it did up to 2023-01-02 03:00 UTC:",
    );
    expect(partText({ status: "FAILED" }, null)).toContain("what it did: true for that part");
  });
});
