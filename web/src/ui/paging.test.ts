import { describe, expect, it } from "vitest";
import { FIRST_PAGE, backward, currentCursor, forward, pageText } from "./paging";

describe("paging by cursor", () => {
  it("walks forward and back", () => {
    const second = forward(FIRST_PAGE, "abc");
    expect(currentCursor(FIRST_PAGE)).toBeUndefined();
    expect(currentCursor(second)).toBe("abc");
    expect(backward(second)).toEqual(FIRST_PAGE);
    expect(backward(FIRST_PAGE)).toBe(FIRST_PAGE);
  });
  it("says where it is", () => {
    expect(pageText(forward(FIRST_PAGE, "x"), 20, 7, 27)).toBe("21–27 of 27");
    expect(pageText(FIRST_PAGE, 20, 0, 0)).toBe("");
  });
});
