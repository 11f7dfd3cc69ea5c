import { expect, it } from "vitest";
import { partsOf } from "./nameParts";

it.each(["rsi_mean_reversion 70/30/3", "turning@ea127e1e360d", "", "a__b", "_", "plain"])(
  "%s stays what it is",
  (text) => expect(partsOf(text).join("")).toBe(text),
);

it("breaks where parts meet", () => {
  expect(partsOf("rsi_mean_reversion 70/30")).toEqual(["rsi_", "mean_", "reversion 70/30"]);
});
