import { expect, it } from "vitest";
import { actionText, actionsText } from "./actions";

const at = "2024-01-05T00:00:00Z";

it("counts splits and dividends apart", () => {
  expect(actionsText([])).toBe("none stored");
  expect(actionsText([{ kind: "split", effective: at, value: 2 }])).toBe("1 split");
  expect(
    actionsText([
      { kind: "split", effective: at, value: 2 },
      { kind: "dividend", effective: at, value: 0.5 },
      { kind: "dividend", effective: at, value: 0.6 },
    ]),
  ).toBe("1 split and 2 dividends");
});

it("says what each does", () => {
  expect(actionText({ kind: "split", value: 4 })).toMatch(/^4 for 1/);
  expect(actionText({ kind: "dividend", value: 0.5 })).toMatch(/^0\.5 a share/);
});
