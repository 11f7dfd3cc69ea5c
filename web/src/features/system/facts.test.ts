import { expect, it } from "vitest";
import { factsOf } from "./facts";

it("shows any report as names and values", () => {
  const report = {
    version: "0.1.0",
    database: {
      kind: "embedded",
      sizeBytes: 2_000_000,
      ok: true,
      bars: 320_295,
      at: "2026-12-01T00:19:15.309300063Z",
    },
    parts: [{ name: "market data", facts: { path: "data/market" } }],
    missing: null,
  };
  expect(factsOf(report)).toEqual([
    {
      title: "Tradewind",
      facts: [
        ["Version", "0.1.0"],
        ["Missing", "—"],
      ],
    },
    {
      title: "Database",
      facts: [
        ["Kind", "embedded"],
        ["Size", "2.0 MB"],
        ["Ok", "yes"],
        ["Bars", "320,295"],
        ["At", "2026-12-01 00:19:15 UTC"],
      ],
    },
    {
      title: "Market data",
      facts: [["Path", "data/market"]],
    },
  ]);
});
