import { describe, expect, it } from "vitest";
import { groupsOf } from "./assumptions";

const one = (key: string, warning = false) => ({ key, text: key, warning });

describe("groupsOf", () => {
  it("puts warnings first and what is alike together", () => {
    const groups = groupsOf([
      one("cash"),
      one("data.A.tick", true),
      one("data.A"),
      one("fills.bias"),
      one("data.B"),
      one("sessions.A"),
      one("quotes.A"),
      one("sessions.B"),
      one("data.B.tick", true),
      one("data.BRK.B.tick", true),
      one("data.A.outliers", true),
    ]);
    expect(groups.map((group) => group.items.map((item) => item.key))).toEqual([
      ["data.A.tick", "data.B.tick", "data.BRK.B.tick"],
      ["data.A.outliers"],
      ["cash"],
      ["data.A", "data.B"],
      ["fills.bias"],
      ["sessions.A", "sessions.B"],
      ["quotes.A"],
    ]);
  });
});
