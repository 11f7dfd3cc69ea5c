import { describe, expect, it } from "vitest";
import type { Feature, FeatureCoverage, FeatureVerification, Series } from "../../api/types";
import { heatCells } from "../../charts/heat";
import { concerns, mismatchText, verificationText } from "./runs";
import { codeSeconds, previewFocus, previewSeries } from "./preview";
import {
  coverageSummary,
  emptyForm,
  formOf,
  freshnessText,
  fullest,
  outlierText,
  proposedName,
  reasonText,
  toRequest,
} from "./words";

const FEATURE: Feature = {
  name: "calm",
  version: 2,
  expression: "zscore(close, 20)",
  canonical: "zscore(close, 20)",
  nullPolicy: "FORWARD_FILL",
  outlierMethod: "IQR",
  outlierThreshold: 1.5,
  description: "",
  seeded: false,
  active: true,
  createdAt: "2024-01-01T00:00:00Z",
  problem: null,
  names: [],
  namedBy: [],
};

describe("a feature's form", () => {
  it("shows what is kept and sends it again", () => {
    expect(toRequest(formOf(FEATURE))).toEqual({
      name: "calm",
      expression: "zscore(close, 20)",
      nullPolicy: "FORWARD_FILL",
      outlierMethod: "IQR",
      outlierThreshold: 1.5,
      description: "",
    });
  });
  it("sends no threshold that means nothing", () => {
    expect(toRequest({ ...emptyForm("close"), outlierThreshold: "" })).not.toHaveProperty(
      "outlierThreshold",
    );
    expect(toRequest({ ...emptyForm(), outlierMethod: "NONE" })).not.toHaveProperty(
      "outlierThreshold",
    );
  });
  it.each([
    ["zscore(log_return(close, 5), 100)@4h", "zscore_log_return_5_100_4h"],
    ["close", ""],
    ["volume / sma(volume, 20)", "volume_sma_volume_20"],
    ["14 + rsi(close, 14)", "rsi_14"],
  ])("proposes for %s the name %s", (text, name) => expect(proposedName(text)).toBe(name));
});

describe("words of a feature", () => {
  it("tell outlier rules", () => {
    expect(outlierText(FEATURE)).toBe("beyond 1.5 interquartile ranges");
    expect(outlierText({ outlierMethod: "Z_SCORE", outlierThreshold: 4 })).toBe("beyond 4 σ");
    expect(outlierText({ outlierMethod: "Z_SCORE", outlierThreshold: 10 })).toBe("beyond 10 σ");
    expect(outlierText({ outlierMethod: "NONE", outlierThreshold: 0 })).toBe("none");
  });
  it("tell freshness", () => {
    expect(freshnessText({ built: false, behindBars: 100 })).toBe("not built");
    expect(freshnessText({ built: true, behindBars: 0 })).toBe("up to date");
    expect(freshnessText({ built: true, behindBars: 1 })).toBe("1 bar behind");
  });
  it("tell reasons, also new ones", () => {
    expect(reasonText("WARM_UP")).toBe("too few bars before it");
    expect(reasonText("SOME_NEW_ONE")).toBe("some new one");
  });
});

const ITEM: FeatureCoverage["items"][number] = {
  instrument: "A",
  timeframe: "1h",
  built: true,
  bars: 10,
  behindBars: 0,
  lastBar: null,
  seriesLastBar: "2024-01-01T00:00:00Z",
  refreshedAt: null,
  nullShare: 0.1,
  outlierShare: 0,
  share: [null, 0.5, 1],
};

describe("coverage", () => {
  it("is summed up", () => {
    const coverage: FeatureCoverage = {
      feature: "calm",
      version: 1,
      unit: "DAY",
      buckets: [],
      items: [ITEM, { ...ITEM, instrument: "B", nullShare: 0.25 }, { ...ITEM, built: false }],
      nextCursor: null,
      total: 3,
    };
    expect(coverageSummary(coverage)).toBe(
      "Built for 2 of 3 series; the most holes has B 1h with 25.0 % of its bars.",
    );
    expect(coverageSummary({ ...coverage, items: [{ ...ITEM, built: false }] })).toBe(
      "Not built for any of 1 series.",
    );
  });
  it("has a series with the most values", () => {
    const other = { ...ITEM, instrument: "B", bars: 20, nullShare: 0.9 };
    expect(fullest([other, ITEM])).toBe(ITEM);
    expect(fullest([{ ...ITEM, built: false }])).toBeUndefined();
  });
  it("is drawn with the first row on top and without cells where there are no bars", () => {
    const rows = [
      { name: "A", share: [null, 0.5] },
      { name: "B", share: [1, 0] },
    ];
    expect(heatCells({ buckets: [0, 1], rows })).toEqual([
      [1, 1, 0.5],
      [0, 0, 1],
      [1, 0, 0],
    ]);
  });
});

describe("the series of a preview", () => {
  const series = (instrument: string, timeframe: string, bars: number) =>
    ({ instrument, timeframe, bars }) as Series;
  const list = [series("A", "1D", 900), series("B", "1h", 500), series("C", "1m", 9_000)];
  it("has bars as fine as every timeframe that is named", () => {
    expect(previewSeries(list, "close")?.instrument).toBe("A");
    expect(previewSeries(list, "close@4h")?.instrument).toBe("B");
    expect(previewSeries(list, "close@4h + close@5m")?.instrument).toBe("C");
    expect(previewSeries(list, "close@1s")?.instrument).toBe("A");
    expect(previewSeries([], "close")).toBeUndefined();
  });
  it.each([
    ["15m", 900],
    ["1Wt", 604_800],
    ["2M", 60 * 86_400],
    ["?", 30 * 86_400],
  ])("%s is %d seconds", (code, seconds) => expect(codeSeconds(code)).toBe(seconds));
  it("shows the last part of a long one", () => {
    expect(previewFocus({ from: 0, to: 3_000 }, 3_000)).toEqual({ from: 1_500, to: 3_000 });
    expect(previewFocus({ from: 0, to: 3_000 }, 100)).toBeNull();
  });
});

describe("a verification", () => {
  const run: FeatureVerification = {
    id: "1",
    cause: "REQUEST",
    instrument: null,
    timeframe: null,
    feature: "calm",
    sample: 1,
    seed: 0,
    status: "DONE",
    progress: 1,
    message: null,
    columns: 2,
    values: 3_000,
    mismatchCount: 0,
    mismatches: [],
    createdAt: "2024-01-01T00:00:00Z",
    finishedAt: null,
  };
  it("concerns the feature that it names, or all", () => {
    expect(concerns(run, "calm")).toBe(true);
    expect(concerns(run, "storm")).toBe(false);
    expect(concerns({ feature: null }, "storm")).toBe(true);
  });
  it("is put in words", () => {
    expect(verificationText(run)).toBe(
      "Computed again and equal to the bit: 2 columns, 3,000 values.",
    );
    expect(verificationText({ ...run, mismatchCount: 1 })).toContain("1 column of 2 columns");
    expect(verificationText({ ...run, status: "FAILED", message: "no disk" })).toContain("no disk");
  });
  it("names the first bar that differs and both values", () => {
    const found = {
      instrument: "A",
      timeframe: "1h",
      feature: "calm",
      version: 1,
      bar: "2024-01-01T01:00:00Z",
      kind: "VALUE",
      stored: null,
      computed: 1.5,
      differingBars: 3,
    };
    expect(mismatchText(found)).toBe(
      "calm on A 1h differs first at 2024-01-01 01:00 UTC: kept undefined, computed 1.5; 3 bars in all.",
    );
  });
});
