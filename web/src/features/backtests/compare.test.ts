import { expect, it } from "vitest";
import { distinctNames } from "./compare";

it("numbers equal names", () => {
  expect(distinctNames(["a", "b", "a"])).toEqual(["a (1)", "b", "a (2)"]);
});
