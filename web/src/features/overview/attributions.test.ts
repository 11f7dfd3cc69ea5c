import { expect, it } from "vitest";
import { attributionsOf } from "./attributions";

it("says each attribution once", () => {
  const series = [
    { instrument: "B", attribution: "x" },
    { instrument: "A", attribution: "x" },
    { instrument: "A", attribution: "x" },
    { instrument: "C", attribution: null },
  ];
  expect(attributionsOf(series)).toEqual([{ text: "x", instruments: ["A", "B"] }]);
});
