import { describe, expect, it } from "vitest";
import { rollingOption, dailyOption, yearsOption } from "../charts/tearSheet";
import { LIGHT } from "../charts/palette";
import { luckSentence, probability } from "./tearSheet";

describe("probabilities", () => {
  it("never round to nothing", () => {
    expect(probability(0.0000004)).toBe("under 0.001");
    expect(probability(0.0456)).toBe("0.046");
    expect(probability(null)).toBe("—");
  });

  it("say in words how much may be luck", () => {
    expect(luckSentence(0.93)).toContain("7.0 % of runs");
    expect(luckSentence(0.5)).toContain("50 % of runs");
    expect(luckSentence(0.99999)).toContain("Fewer than 1 in 1000");
    expect(luckSentence(null)).toContain("too short");
  });
});

describe("charts of the tear sheet", () => {
  it("leave out a benchmark that is not known", () => {
    const daily = { t: [0, 86400], equity: [1, 2], benchmark: [], exposure: [], reduced: false };
    expect(dailyOption(daily, LIGHT, "USD").series).toHaveLength(1);
    expect(dailyOption({ ...daily, benchmark: [1, 3] }, LIGHT, "USD").series).toHaveLength(2);
  });

  it("draw one line over time", () => {
    const option = rollingOption([0, 86400], [null, 1.5], LIGHT, "Sharpe ratio", String);
    expect(option.series).toMatchObject([
      {
        data: [
          [0, null],
          [86400000, 1.5],
        ],
      },
    ]);
  });

  it("set years beside the benchmark", () => {
    const option = yearsOption(
      [
        { year: 2020, return: 0.1, benchmark: null },
        { year: 2021, return: -0.2, benchmark: 0.3 },
      ],
      LIGHT,
    );
    expect(option.series).toHaveLength(2);
  });
});
