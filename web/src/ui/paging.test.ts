import { describe, expect, it } from "vitest";
import { FIRST_PAGE, backward, currentCursor, forward, pageOf, pageText } from "./paging";

describe("paging by cursor", () => {
  it("walks forward and back", () => {
    const second = forward(FIRST_PAGE, "abc");
    expect(currentCursor(FIRST_PAGE)).toBeUndefined();
    expect(currentCursor(second)).toBe("abc");
    expect(backward(second)).toEqual(FIRST_PAGE);
    expect(backward(FIRST_PAGE)).toBe(FIRST_PAGE);
  });
  it("cuts a list that is here as the server cuts its own", () => {
    const first = pageOf([1, 2, 3, 4, 5], FIRST_PAGE, 2);
    expect(first).toEqual({ items: [1, 2], nextCursor: "2", total: 5 });
    const second = forward(FIRST_PAGE, first.nextCursor ?? "");
    const last = forward(second, pageOf([1, 2, 3, 4, 5], second, 2).nextCursor ?? "");
    expect(pageOf([1, 2, 3, 4, 5], last, 2)).toEqual({ items: [5], nextCursor: null, total: 5 });
    expect(pageOf([1, 2], FIRST_PAGE, 2).nextCursor).toBeNull();
  });
  it("says where it is", () => {
    expect(pageText(forward(FIRST_PAGE, "x"), 20, 7, 27)).toBe("21–27 of 27");
    expect(pageText(FIRST_PAGE, 20, 0, 0)).toBe("");
  });
});
