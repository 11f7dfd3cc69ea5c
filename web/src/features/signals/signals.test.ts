import { describe, expect, it } from "vitest";
import type { Signal, SignalState } from "../../api/types";
import {
  asOfText,
  EMPTY_FORM,
  declared,
  exportPath,
  filterOf,
  marks,
  missingParameters,
  newParameter,
  parseSignalSearch,
  partnerText,
  signalText,
  stateText,
  toRequest,
  totals,
} from "./words";

const SIGNAL = {
  kind: "ENTRY",
  direction: "LONG",
  bar: "2024-01-02T00:00:00Z",
  partnerBar: null,
} as Signal;

const STATE = {
  instrument: "SPX",
  entries: 3,
  exits: 2,
  open: 1,
  bars: 500,
  dirty: false,
} as SignalState;

describe("the address", () => {
  it("keeps what means something", () => {
    expect(
      parseSignalSearch({ version: "2", kind: "exit", from: "2024-01-01", instrument: "SPX" }),
    ).toEqual({ version: 2, kind: "exit", from: "2024-01-01", instrument: "SPX" });
    expect(parseSignalSearch({ version: "-1", kind: "else", to: "" })).toEqual({});
  });

  it("names the same signals for the list and for a file", () => {
    const filter = filterOf("cross", { kind: "entry", instrument: "BTC-USD", signal: "1_2_3" });
    expect(filter).toEqual({ definition: "cross", kind: "entry", instrument: "BTC-USD" });
    expect(exportPath({ ...filter, limit: 50, cursor: "x" }, "parquet")).toBe(
      "/signals/export?definition=cross&instrument=BTC-USD&kind=entry&format=parquet",
    );
  });
});

describe("the form", () => {
  it("sends the conditions of the chosen direction only", () => {
    const form = { ...EMPTY_FORM, entry: "a", exit: "b", shortEntry: "c", shortExit: "d" };
    expect(toRequest(form)).toMatchObject({ entry: "a", shortEntry: "", scanner: null });
    expect(toRequest({ ...form, direction: "short" })).toMatchObject({
      entry: "",
      shortEntry: "c",
    });
    expect(toRequest({ ...form, direction: "both" })).toMatchObject({ entry: "a", shortExit: "d" });
  });

  it("finds parameters that nobody declared", () => {
    expect(missingParameters(["ema(close, $fast) > $level", "$fast < 3"], ["level"])).toEqual([
      "fast",
    ]);
    expect(declared([newParameter("n"), newParameter("")])).toEqual([
      { name: "n", type: "INTEGER", min: 1, max: 500, step: 1, defaultValue: 14 },
    ]);
  });
});

describe("the words", () => {
  it("say what a signal asks for and what became of it", () => {
    expect(signalText(SIGNAL)).toBe("Entry long");
    expect(signalText({ kind: "EXIT", direction: "SHORT" })).toBe("Exit short");
    expect(partnerText(SIGNAL)).toBe("still open");
    expect(partnerText({ kind: "EXIT", partnerBar: null })).toBe("nothing to close");
    expect(partnerText({ ...SIGNAL, partnerBar: "2024-01-05T00:00:00Z" })).toContain("closed");
  });

  it("say where a definition stands", () => {
    expect(stateText(STATE)).toBe("up to date, 500 bars");
    expect(stateText({ ...STATE, dirty: true })).toBe("has bars that changed");
    expect(stateText({ ...STATE, dirty: true, bars: 0 })).toBe("not generated yet");
    expect(totals([STATE, { ...STATE, instrument: "BTC" }])).toBe(
      "6 entries, 4 exits, 2 open on 2 instruments",
    );
  });

  it("say how a moment compares with now", () => {
    expect(asOfText({ count: 3, changed: 0, added: 0 })).toContain("All are stored like that now");
    expect(asOfText({ count: 1, changed: 1, added: 2 })).toContain("1 are stored otherwise now");
  });

  it("mark entries and exits by their own bars", () => {
    expect(marks([SIGNAL, { ...SIGNAL, kind: "EXIT" }])).toEqual([
      { entryTime: SIGNAL.bar, exitTime: null, pnl: null },
      { entryTime: null, exitTime: SIGNAL.bar, pnl: null },
    ]);
  });
});
