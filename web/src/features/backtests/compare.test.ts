import { expect, it } from "vitest";
import { distinctNames, significanceText } from "./compare";

it("numbers equal names", () => {
  expect(distinctNames(["a", "b", "a"])).toEqual(["a (1)", "b", "a (2)"]);
});

it("says whether a difference is more than chance", () => {
  expect(significanceText({ days: 2, significant: false, ledoitWolf: null })).toContain("too few");
  expect(significanceText({ days: 9, significant: false, ledoitWolf: null })).toContain("cannot");
  expect(significanceText({ days: 9, significant: false, ledoitWolf: 0.4 })).toBe("may be chance");
  expect(significanceText({ days: 9, significant: true, ledoitWolf: 0.01 })).toBe("differs");
});
