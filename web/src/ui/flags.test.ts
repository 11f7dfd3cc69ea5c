import { describe, expect, it } from "vitest";
import { flagWords } from "./flags";

describe("quality flags", () => {
  it("are explained", () => expect(flagWords("GAP").label).toBe("Gaps"));
  it("are readable where they are not known", () =>
    expect(flagWords("SOME_NEW_KIND").label).toBe("Some new kind"));
});
