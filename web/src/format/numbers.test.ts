import { describe, expect, it } from "vitest";
import {
  asNumber,
  bytes,
  count,
  decimal,
  percent,
  plural,
  price,
  quantity,
  signedDecimal,
  signedPercent,
  unbroken,
} from "./numbers";

describe("undefined values", () => {
  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])("%s is a dash", (value) => {
    for (const format of [decimal, percent, count, price, quantity, signedPercent]) {
      expect(format(value)).toBe("—");
    }
  });
});

describe("numbers", () => {
  it("shows fractions as percent", () => {
    expect(percent(0.12345)).toBe("12.35 %");
    expect(percent(-0.5, 0)).toBe("−50 %");
    expect(percent(2_126_532.34)).toBe("212.7M %");
    expect(signedPercent(0.1)).toBe("+10.00 %");
    expect(signedPercent(0.000001)).toBe("0.00 %");
  });

  it("has no negative zero", () => {
    expect(decimal(-0.001)).toBe("0.00");
    expect(signedDecimal(-0.001)).toBe("0.00");
  });

  it("groups thousands", () => {
    expect(count(1234567)).toBe("1,234,567");
    expect(signedDecimal(1500)).toBe("+1,500.00");
  });

  it("gives prices the digits they need", () => {
    expect(price(64250.5)).toBe("64,250.50");
    expect(price(0.00001234)).toBe("0.00001234");
    expect(price(1.08345)).toBe("1.08345");
  });

  it("reads decimals from strings", () => {
    expect(asNumber("1.50")).toBe(1.5);
    expect(asNumber("")).toBeNull();
    expect(asNumber("abc")).toBeNull();
    expect(asNumber(0)).toBe(0);
  });

  it("names sizes and counts", () => {
    expect(bytes(1_540_000)).toBe("1.5 MB");
    expect(plural(1, "bar")).toBe("1 bar");
    expect(plural(2000, "bar")).toBe("2,000 bars");
    expect(quantity(0.12)).toBe("0.12");
  });
});

it("keeps a number with its per cent sign", () => {
  expect(unbroken("only 88.6 % (at least 95 % is usual) of 5 % or 10%")).toBe(
    "only 88.6\u00a0% (at least 95\u00a0% is usual) of 5\u00a0% or 10%",
  );
});
