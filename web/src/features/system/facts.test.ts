import { expect, it } from "vitest";
import { factsOf } from "./facts";

it("shows any report as names and values", () => {
  const report = {
    version: "0.1.0",
    database: { kind: "embedded", sizeBytes: 2_000_000, ok: true },
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
      ],
    },
    {
      title: "Market data",
      facts: [["Path", "data/market"]],
    },
  ]);
});
