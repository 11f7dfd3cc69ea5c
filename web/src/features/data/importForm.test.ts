import { describe, expect, it } from "vitest";
import { EMPTY_FORM, instrumentFromFile, toOptions } from "./importForm";

describe("the import form", () => {
  it("sends only what was chosen", () => {
    expect(toOptions({ ...EMPTY_FORM, instrument: " BTC-USD ", strict: true })).toEqual({
      instrument: "BTC-USD",
      strict: true,
      replace: false,
    });
  });

  it("says nothing of bars where trades are kept", () => {
    const form = { ...EMPTY_FORM, instrument: "A", timeframe: "1h", timeLabel: "OPEN" };
    expect(toOptions({ ...form, zone: "UTC", trades: true })).toEqual({
      instrument: "A",
      zone: "UTC",
      trades: true,
      strict: false,
      replace: false,
    });
  });

  it.each([
    ["BTCUSDT-1m-2024-01.csv", "BTCUSDT"],
    ["aapl.csv.gz", "aapl"],
    ["eur usd_4h.parquet", "eur-usd"],
    ["..hidden.json", "hidden"],
    ["<img>.csv", "img-"],
  ])("guesses the instrument of %s as %s", (file, instrument) =>
    expect(instrumentFromFile(file)).toBe(instrument),
  );
});
