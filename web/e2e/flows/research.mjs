// Expressions, features, time, strategies, scanners, signals, studies.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { basicAccessibility } from "../browser.mjs";
import { LONG, PAYLOAD, base, fits, flow, folder, longFile } from "../session.mjs";

const FORMULA = "zscore(log_return(close, 5), 100)@4h";

/** Chooses an entry of a list that opens below its field. */
async function choose(page, field, name) {
  await field.click();
  await page.getByRole("option", { name }).click();
}

export function researchFlows() {
  flow("expression: completed, mended, and drawn on the chart", async ({ page, assertClean }) => {
    await page.goto(`${base}/data/import`);
    await page.getByTestId("file").setInputFiles(longFile("GALE-1h.csv"));
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByTestId("import-report").waitFor({ timeout: LONG });
    await page.goto(`${base}/chart?instrument=GALE`);
    await page.getByRole("button", { name: "Add an expression" }).click();
    const field = page.getByRole("textbox", { name: "Expression" });
    await field.click();
    await page.keyboard.type("zsc");
    await page.getByRole("option", { name: /zscore/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(FORMULA.replace("zscore", "zscoer"));
    await page.getByRole("button", { name: "Use zscore" }).click();
    await page.getByText("A number on every bar").waitFor();
    await page.getByRole("button", { name: "Draw it" }).click();
    await page.getByTestId("expression-notes").getByText(/last/).waitFor();
    await page.reload();
    await page.getByTestId("expression-notes").getByText(/last/).waitFor();
    assert.deepEqual(await basicAccessibility(page), []);
    const timeframe = page.getByRole("combobox", { name: "Timeframe" });
    await timeframe.fill("4h");
    await page.getByRole("option", { name: "4h", exact: true }).click();
    await page.getByText("made of 1h bars").waitFor();
    await page
      .getByTestId("chart-summary")
      .getByText(/^250 candles/)
      .waitFor();
    await page
      .getByTestId("expression-notes")
      .getByText(/undefined on 104 of 250 bars/)
      .waitFor();
    await timeframe.fill("1h");
    await page.getByRole("option", { name: "1h", exact: true }).click();
    await page
      .getByTestId("chart-summary")
      .getByText(/^1,000 candles/)
      .waitFor();
    assertClean();
  });

  flow("feature: saved from the chart, and built", async ({ page, assertClean }) => {
    await page.getByRole("link", { name: /^Save .* as a feature$/ }).click();
    await page.getByText("A number on every bar").waitFor();
    await page.getByTestId("preview").getByText(/last/).waitFor();
    await page.getByLabel(/^Name/).fill("calm_4h");
    await page.getByRole("button", { name: "Save the feature" }).click();
    await page.getByRole("heading", { level: 1, name: "calm_4h" }).waitFor();
    await page.getByTestId("distribution").getByText("Quantiles").waitFor({ timeout: LONG });
    await page.getByTestId("holes").getByText("too few bars before it").first().waitFor();
    await page.getByRole("button", { name: "Verify" }).click();
    await page
      .getByTestId("runs")
      .getByText(/equal to the bit/)
      .waitFor({ timeout: LONG });
    await page.getByRole("button", { name: "Build or export" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Add a label" }).click();
    await choose(page, dialog.getByRole("combobox", { name: "Label 1" }), "Strongest trend ahead");
    await dialog.getByLabel("Shortest, bars").fill("30");
    await dialog.getByRole("button", { name: "Add a label" }).click();
    await choose(page, dialog.getByRole("combobox", { name: "Label 2" }), /^Which barrier/);
    assert.deepEqual(await basicAccessibility(page), []);
    await dialog.getByRole("button", { name: "Export" }).click();
    await dialog.getByText("maxBars must be in 30..1000000, was 20").waitFor();
    await dialog.getByText(/^volatility is required with triple_barrier/).waitFor();
    await dialog.getByLabel("Shortest, bars").fill("5");
    await dialog.getByRole("textbox", { name: "Volatility" }).click();
    await page.keyboard.insertText("stddev(log_return(close, 1), 20)");
    await dialog.getByRole("button", { name: "Export" }).click();
    const link = page.getByTestId("runs").getByRole("link", { name: /^Download/ });
    await link.waitFor({ timeout: LONG });
    const waiting = page.waitForEvent("download");
    await link.click();
    const file = join(folder, "features-export");
    await (await waiting).saveAs(file);
    assert.ok(statSync(file).size > 1_000);
    const columns = ["calm_4h", "label_trend_scanning_5_20", "label_triple_barrier_2_0_1_0_20"];
    const head = ["open_time", ...columns, ...columns.map((name) => `${name} known_at`)];
    assert.equal(readFileSync(file, "utf8").split("\n")[0], head.join(","));
    assert.deepEqual(await basicAccessibility(page), []);
    await page.goto(`${base}/features?q=calm`);
    await page.getByTestId("features").getByRole("link", { name: "calm_4h" }).waitFor();
    assert.deepEqual(await basicAccessibility(page), []);
    assertClean();
  });

  flow("feature: used in a strategy without a restart", async ({ page, assertClean }) => {
    await page.goto(`${base}/strategies/new`);
    await page.getByRole("textbox", { name: /^Name/ }).first().fill("gale_calm");
    await page.getByRole("tab", { name: "Document" }).click();
    const text = page.getByRole("textbox", { name: "Document", exact: true });
    const rule = ["name: gale_calm", "enter: calm_4h < -1", "exit: calm_4h > 1", ""].join("\n");
    await text.fill(rule.replace("calm_4h <", "calm_4hh <"));
    await page.getByText("did you mean 'calm_4h'?").first().waitFor();
    await text.fill(rule);
    await page.getByText("The strategy is right and can be saved.").waitFor();
    await page.getByRole("button", { name: "Save the strategy" }).click();
    await page.getByTestId("document").waitFor();
    await page.goto(`${base}/backtests/new?instrument=GALE&timeframe=1h&strategy=gale_calm`);
    await page.getByRole("button", { name: "Run the backtest" }).click();
    await page.getByTestId("statistics").waitFor({ timeout: LONG });
    await page.getByTestId("round-trips").locator("tbody tr").first().waitFor();
    await page.goto(`${base}/strategies/gale_calm`);
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("No strategy of your own yet").waitFor();
    assertClean();
  });

  flow("case 30: texts of features stay text", async ({ page, assertClean }) => {
    const tag = "<img src=x onerror=alert(1)>";
    await page.goto(`${base}/features/calm_4h/edit`);
    await page.getByLabel("Description").fill(PAYLOAD);
    await page.getByRole("button", { name: "Save as a new version" }).click();
    await page.getByRole("heading", { level: 1, name: "calm_4h" }).waitFor();
    await page.getByText(PAYLOAD).first().waitFor();
    await page.goto(`${base}/features?q=onerror`);
    await page.getByTestId("features").getByText(PAYLOAD).waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await fits(page, "the catalogue");
    await page.goto(`${base}/features/${encodeURIComponent(tag.repeat(3))}`);
    await page.getByText(/There is no feature/).waitFor();
    await fits(page, "a missing feature");
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${base}/features/new?expression=${encodeURIComponent(PAYLOAD)}`);
    await page
      .getByText(/Column 1: /)
      .first()
      .waitFor();
    const drawn = encodeURIComponent(JSON.stringify([PAYLOAD]));
    await page.goto(`${base}/chart?instrument=GALE&expr=${drawn}`);
    await page.getByTestId("expression-notes").getByRole("alert").waitFor();
    assertClean();
  });

  flow(
    "timeframes and sessions: one's own timeframe, a month with an early close",
    async ({ page, assertClean }) => {
      await page.goto(`${base}/timeframes`);
      await page.getByRole("button", { name: "Add a timeframe" }).click();
      await page.getByLabel(/^Code/).fill("95m");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByLabel("Search by code").fill("95m");
      await page.getByRole("button", { name: "Remove 95m" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
      await page.getByText("No timeframe matches").waitFor();
      assert.deepEqual(await basicAccessibility(page), []);
      await page.goto(`${base}/calendars?code=us-equity&month=2024-11`);
      const month = page.getByTestId("month");
      await month.getByText("09:30–13:00").waitFor();
      await month.getByText("Thanksgiving", { exact: true }).waitFor();
      assert.deepEqual(await basicAccessibility(page), []);
      await page.getByRole("button", { name: "Add a calendar" }).click();
      await page.getByLabel(/^Code/).fill("desk");
      await page.getByLabel(/^Time zone/).fill("Europe/Berlin");
      await page.getByLabel("Days that differ").fill("2024-11-29 09:00-13:00 Half day");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await month.getByText("Half day").waitFor();
      await page.getByRole("button", { name: "Copy" }).click();
      await page.getByLabel("Days that differ").waitFor();
      assert.equal(
        await page.getByLabel("Days that differ").inputValue(),
        "2024-11-29 09:00-13:00 Half day",
      );
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByRole("button", { name: "Remove" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
      await month.getByText("Thanksgiving", { exact: true }).waitFor();
      assert.deepEqual(await basicAccessibility(page), []);
      assertClean();
    },
  );

  flow("strategy: written, mended, saved, tested and deleted", async ({ page, assertClean }) => {
    await page.goto(`${base}/strategies`);
    await page.getByRole("link", { name: "Donchian breakout with an ATR stop" }).waitFor();
    await page.getByRole("link", { name: "Write a strategy" }).click();
    await page.getByRole("textbox", { name: /^Name/ }).first().fill("wind_trend");
    await page.getByRole("tab", { name: "Document" }).click();
    const text = page.getByRole("textbox", { name: "Document", exact: true });
    const good = await text.inputValue();
    await text.fill(good.replace("ema(close, $fast)", "emma(close, $fast)"));
    await page.getByText("did you mean 'ema'?").first().waitFor();
    await text.fill(good);
    await page.getByText("The strategy is right and can be saved.").waitFor();
    await page.getByRole("button", { name: "Save the strategy" }).click();
    await page.getByTestId("document").waitFor();
    assert.match(await page.getByTestId("document").innerText(), /name: wind_trend/);
    assert.deepEqual(await basicAccessibility(page), []);
    await page.getByRole("button", { name: "Test now" }).click();
    await page
      .getByTestId("strategy-tested")
      .getByText(/^(Gained|Lost) /)
      .waitFor({ timeout: LONG });
    await page.getByRole("link", { name: "Open the result" }).waitFor();
    assertClean();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("No strategy of your own yet").waitFor();
    assertClean();
  });

  flow("scanner: a condition, who passes and why, saved", async ({ page, assertClean }) => {
    await page.goto(`${base}/scanners`);
    await page.getByRole("heading", { level: 1, name: "Scanners" }).waitFor();
    await page.getByRole("link", { name: "Add a scanner" }).click();
    await page.getByRole("textbox", { name: "Condition" }).click();
    await page.keyboard.insertText("close > sma(close, 20)");
    await page
      .getByTestId("scanner-preview")
      .getByText(/pass(es)? as of/)
      .waitFor();
    await page
      .getByTestId("candidates")
      .getByText(/sma\(close, 20\) =/)
      .first()
      .waitFor();
    await page.getByLabel(/^Name/).fill("above_mean");
    await page.getByRole("button", { name: "Save the scanner" }).click();
    await page.getByRole("heading", { level: 1, name: "above_mean" }).waitFor();
    assert.deepEqual(await basicAccessibility(page), []);
    assertClean();
  });

  flow(
    "signal: defined with a parameter, generated, explored and exported",
    async ({ page, assertClean }) => {
      await page.goto(`${base}/signals/new`);
      await page.getByRole("textbox", { name: "Enter long when" }).click();
      await page.keyboard.insertText("crosses_above(close, ema(close, $days))");
      await page.getByRole("button", { name: "Declare $days" }).click();
      await page.getByRole("textbox", { name: "Exit long when" }).click();
      await page.keyboard.insertText("crosses_below(close, ema(close, $days))");
      await page.getByText("A condition").first().waitFor();
      // The first is a parameter's.
      await page.getByLabel(/^Name/).last().fill("mean_cross");
      await page.getByRole("button", { name: "Save the signal" }).click();
      await page.getByRole("heading", { level: 1, name: "mean_cross" }).waitFor();
      const rows = page.getByTestId("signals");
      await rows.getByText("Entry long").first().waitFor({ timeout: LONG });
      await page
        .getByRole("button", { name: /^Show Entry long of/ })
        .first()
        .click();
      await page.getByTestId("signal").getByText("ema(close, 14)").waitFor();
      assert.match(page.url(), /signal=/);
      const waiting = page.waitForEvent("download");
      await page.getByRole("link", { name: "CSV" }).click();
      const file = join(folder, "signals.csv");
      await (await waiting).saveAs(file);
      assert.match(readFileSync(file, "utf8"), /^definition,version,instrument/);
      await page.getByRole("button", { name: "Deactivate" }).click();
      await page.getByTestId("signal-state").getByText("off").waitFor();
      await page.getByRole("button", { name: "Activate" }).click();
      await page.getByTestId("signal-state").getByText("active", { exact: true }).waitFor();
      assert.deepEqual(await basicAccessibility(page), []);
      await page.goto(`${base}/signals?q=mean`);
      await page
        .getByTestId("signal-definitions")
        .getByRole("link", { name: "mean_cross" })
        .waitFor();
      assert.deepEqual(await basicAccessibility(page), []);
      assertClean();
    },
  );

  flow("study: started, judged, explained, a trial simulated, deleted", async (session) => {
    const { page, assertClean } = session;
    await page.goto(`${base}/studies/new`);
    await page.getByRole("combobox", { name: "Instruments" }).click();
    await page.getByRole("option", { name: "WIND", exact: true }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("textbox", { name: "Space" }).fill("fast=2..9\nslow=12..40:4");
    await page.getByRole("textbox", { name: "Constraints" }).fill("fast > slow");
    await page.getByRole("button", { name: "Start the study" }).click();
    await page
      .getByText(/can never hold/)
      .first()
      .waitFor();
    await page.getByRole("textbox", { name: "Constraints" }).fill("");
    await page.getByRole("textbox", { name: "Name" }).fill("First study");
    await page.getByRole("button", { name: "Start the study" }).click();
    await page.getByRole("heading", { level: 1, name: "First study" }).waitFor();
    await page.getByTestId("verdict").waitFor({ timeout: LONG });
    await page.getByTestId("verdict").getByText(/luck/i).first().waitFor();
    for (const part of ["recommended", "heat-map", "front", "parallel", "importance", "trials"]) {
      await page.getByTestId(part).waitFor();
    }
    assert.deepEqual(await basicAccessibility(page), []);
    session.study = page.url().slice(base.length);
    await page.getByTestId("trials").getByRole("button", { name: "Simulate" }).first().click();
    await page.getByRole("heading", { level: 1, name: /^Trial \d+ of First study/ }).waitFor();
    await page.getByTestId("evidence").getByRole("link", { name: "First study" }).waitFor();
    await page.goto(`${base}/studies`);
    await page.getByRole("link", { name: "First study" }).waitFor();
    assertClean();
  });

  flow("walk: windows of several lengths as a matrix", async ({ page, assertClean }) => {
    await page.goto(`${base}/studies/new`);
    await page.getByRole("combobox", { name: "Instruments" }).click();
    await page.getByRole("option", { name: "WIND", exact: true }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("textbox", { name: "Space" }).fill("fast=2..3\nslow=10..20:10");
    await page.getByRole("textbox", { name: "Constraints" }).fill("");
    await page.getByLabel(/^Search in windows/).check();
    await page.getByRole("textbox", { name: "Search in", exact: true }).fill("150");
    await page.getByRole("textbox", { name: "Prove on", exact: true }).fill("50");
    await page.getByRole("textbox", { name: "Other lengths to search in" }).fill("100");
    await page.getByRole("textbox", { name: "Name" }).fill("First walk");
    await page.getByRole("button", { name: "Start the study" }).click();
    const matrix = page.getByTestId("matrix");
    await matrix.getByRole("rowheader", { name: "100" }).waitFor({ timeout: LONG });
    await matrix.getByText("Efficiency", { exact: true }).click();
    assert.equal(await matrix.locator("td").count(), 2);
    assert.deepEqual(await basicAccessibility(page), []);
    assertClean();
  });
}
