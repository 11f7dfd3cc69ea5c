import { describe, expect, it } from "vitest";
import { shortList } from "./lists";

describe("shortList", () => {
  it("names all of a few", () => {
    expect(shortList(["A", "B", "C", "D"])).toBe("A, B, C, D");
    expect(shortList([])).toBe("");
  });

  it("counts the rest of many", () => {
    expect(shortList(["A", "B", "C", "D", "E"])).toBe("A, B, C and 2 more");
    expect(shortList(["A", "B", "C"], 1)).toBe("A and 2 more");
  });
});
