import { describe, expect, it } from "vitest";
import { overlayName, parseOverlays, printOverlays } from "./overlays";

describe("overlays in the address", () => {
  it("read what they write", () => {
    const choices = parseOverlays("ema20,SMA200,rsi14");
    expect(choices.map(overlayName)).toEqual(["EMA 20", "SMA 200", "RSI 14"]);
    expect(parseOverlays(printOverlays(choices))).toEqual(choices);
  });
  it("leave out nonsense and repetitions", () => {
    expect(parseOverlays("ema0,foo3,ema20,ema20,<b>,ema99999")).toEqual([
      { function: "ema", period: 20 },
    ]);
    expect(printOverlays([])).toBeUndefined();
  });
});
