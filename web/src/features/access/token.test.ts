import { describe, expect, it } from "vitest";
import { tokenFromFragment } from "./token";

describe("the set-up link", () => {
  it("gives its token", () => expect(tokenFromFragment("#token=abc-DEF_123")).toBe("abc-DEF_123"));
  it.each(["", "#", "#token=", "#token=<script>", "#other=abcdefgh"])("%j has none", (hash) =>
    expect(tokenFromFragment(hash)).toBeNull(),
  );
});
