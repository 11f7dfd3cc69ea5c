// A trader's first hour in a browser, in order: each flow goes on where the one before ended.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { basicAccessibility, launch, watch } from "./browser.mjs";

const base = process.env.TRADEWIND_E2E_BASE;
const setupLink = process.env.TRADEWIND_E2E_SETUP;
const USER = "ada";
const PASSWORD = "a quiet wind from the east";
const PAYLOAD = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;
const LONG = 60_000;

const folder = mkdtempSync(join(tmpdir(), "tradewind-e2e-files-"));
let browser;
let context;
let page;
let problems;

before(async () => {
  browser = await launch();
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
  });
  problems = watch(context, base);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

function assertClean() {
  assert.deepEqual(problems, []);
}

/** Charts follow a new width a moment later; what stays too wide fails. */
async function fits(shown, name) {
  const isFitting = () =>
    document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  await shown
    .waitForFunction(isFitting)
    .catch(() => assert.fail(`${name} is wider than the screen`));
}

let hasFailed = false;
let study = "";

/** A test that is skipped once one before it has failed, because it goes on where that ended. */
function flow(name, body) {
  test(name, async (t) => {
    if (hasFailed) {
      t.skip("a flow before it failed");
      return;
    }
    try {
      await body();
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  });
}

/** A small file of hourly bars: 400 good ones and two bad rows. */
function badFile(name) {
  const lines = ["time,open,high,low,close,volume"];
  for (let i = 0; i < 400; i++) {
    const time = new Date(Date.UTC(2024, 0, 1, i)).toISOString();
    const price = 100 + 10 * Math.sin(i / 9) + i / 50;
    const row = [price, price + 1, price - 1, price + 0.5].map((value) => value.toFixed(2));
    lines.push(`${time},${row.join(",")},${10_000 + (i % 7)}`);
  }
  lines[100] = lines[100].replace(/,[\d.]+,(\d+)$/, ",n/a,$1");
  lines[200] = "not a time,1,2,0.5,1,<script>alert(3)</script>";
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

/** Hourly bars, enough for a hundred of four hours and their warm-up. */
function longFile(name) {
  const lines = ["time,open,high,low,close,volume"];
  for (let i = 0; i < 1_000; i++) {
    const time = new Date(Date.UTC(2024, 0, 1, i)).toISOString();
    const price = 100 + 10 * Math.sin(i / 9) + 5 * Math.sin(i / 77) + i / 50;
    const row = [price, price + 1, price - 1, price + 0.5].map((value) => value.toFixed(2));
    lines.push(`${time},${row.join(",")},${10_000 + (i % 7)}`);
  }
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

describe("a first hour", { concurrency: false }, () => {
  flow("set-up: the link sets the user once", async () => {
    await page.goto(setupLink);
    await page.getByLabel("User name").fill(USER);
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole("button", { name: "Set up" }).click();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();

    const other = await context.newPage();
    await other.goto(setupLink);
    await other.getByText("Already set up").waitFor();
    await other.close();
    assertClean();
  });

  flow("login: out and in again, back at the page that was asked for", async () => {
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("menuitem", { name: "Log out" }).click();
    await page.getByRole("heading", { name: "Log in" }).waitFor();
    await page.goto(`${base}/data`);
    await page.getByLabel("User name").fill(USER);
    await page.getByLabel(/^Password/).fill("wrong");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("heading", { level: 1, name: "Data" }).waitFor();
    assertClean();
  });

  flow("live: progress comes over the WebSocket", async () => {
    await page.locator('[data-link="live"]').waitFor({ state: "attached" });
    assertClean();
  });

  flow("import: bad rows are shown with line and reason", async () => {
    await page.goto(`${base}/data/import`);
    await page.getByTestId("file").setInputFiles(badFile("WIND-1h.csv"));
    assert.equal(await page.getByRole("combobox", { name: "Instrument" }).inputValue(), "WIND");
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByTestId("import-report").waitFor({ timeout: LONG });
    const rejections = page.getByTestId("rejections");
    await rejections.getByText("n/a").first().waitFor();
    assert.equal(await rejections.locator("tbody tr").count(), 2);
    await rejections.getByText("<script>alert(3)</script>").waitFor();
    assert.deepEqual(await basicAccessibility(page), []);
    assertClean();
  });

  flow("chart: candles, indicators, and a zoom that asks for finer bars", async () => {
    await page.goto(`${base}/chart?instrument=WIND`);
    await page.getByTestId("chart-summary").waitFor();
    await page.getByRole("button", { name: "Add indicator" }).click();
    await page.getByRole("button", { name: "Remove EMA 20" }).waitFor();
    await page.getByLabel("Log scale").check();
    await page.waitForURL(/overlays=ema20/);
    await page.waitForURL(/log=true/);
    assert.ok((await page.locator("canvas").count()) > 0);
    assert.match(await page.getByTestId("resolution").innerText(), /shown/);
    await page.getByText("All", { exact: true }).click();
    assert.equal(await page.locator('a[href*="tradingview.com"]').count(), 1);
    await page.reload();
    await page.getByRole("button", { name: "Remove EMA 20" }).waitFor();
    assert.deepEqual(await basicAccessibility(page), []);
    assertClean();
  });

  flow("import: the same file again changes nothing, another one is a conflict", async () => {
    const changed = readFileSync(join(folder, "WIND-1h.csv"), "utf8").replace(
      /^(2024-01-02T00:00:00\.000Z,[\d.]+,[\d.]+,[\d.]+,)[\d.]+/m,
      "$1105.25",
    );
    const path = join(folder, "WIND-1h-changed.csv");
    writeFileSync(path, changed);
    await page.goto(`${base}/data/import`);
    await page.getByTestId("file").setInputFiles(path);
    await page.getByRole("combobox", { name: "Instrument" }).fill("WIND");
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page
      .getByText(/disagree/)
      .first()
      .waitFor({ timeout: LONG });
    await page.getByRole("button", { name: /^Replace/ }).click();
    await page.getByRole("link", { name: "Look at the chart" }).waitFor({ timeout: LONG });
    assertClean();
  });

  const runs = [];

  async function runBacktest(fast, name) {
    await page.goto(`${base}/backtests/new?instrument=WIND&timeframe=1h`);
    const field = page.getByLabel(/fast/i).first();
    await field.fill(fast);
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByRole("button", { name: "Run the backtest" }).click();
    await page.getByTestId("headline").waitFor({ timeout: LONG });
    runs.push(page.url().split("/").pop());
  }

  flow("backtest: what is wrong stands at the field, also where it was folded away", async () => {
    await page.goto(`${base}/backtests/new?instrument=WIND&timeframe=1h`);
    const cash = page.getByLabel("Initial cash");
    await cash.fill("-5");
    await page.getByText(/^At least 0\.00000001, was -5/).waitFor();
    assert.equal(await cash.getAttribute("aria-invalid"), "true");
    await cash.fill("100000");
    await page.getByRole("button", { name: /^More assumptions/ }).click();
    await page.getByRole("button", { name: "Costs" }).click();
    const tiers = page.getByLabel("Fee tiers");
    await tiers.fill("cheap");
    await page.getByRole("button", { name: "Costs" }).click();
    await page.getByRole("button", { name: "Run the backtest" }).click();
    await page.getByText("The backtest was not started").waitFor();
    await page
      .getByText(/feeTiers must read/)
      .first()
      .waitFor();
    assert.equal(await tiers.getAttribute("aria-invalid"), "true");
    assert.ok(await tiers.isVisible());
    assert.deepEqual(await basicAccessibility(page), []);
    assertClean();
  });

  flow("backtest: run, and read the result", async () => {
    await runBacktest("5", "");
    await page.getByTestId("statistics").waitFor();
    await page.getByTestId("monthly-returns").waitFor();
    await page.getByTestId("round-trips").waitFor();
    await page.getByTestId("assumptions").waitFor();
    await page.getByTestId("hashes").waitFor();
    const tip = page.getByTestId("statistics").locator(".tw-tip").first();
    await tip.focus();
    await tip.getByRole("tooltip").waitFor();
    for (const value of await page.locator("dd, td").allInnerTexts()) {
      assert.doesNotMatch(value, /NaN|Infinity|undefined|null|∞/);
    }
    assert.deepEqual(await basicAccessibility(page), []);
    assertClean();
  });

  flow("robustness: run the checks, read the verdict, repeat the run", async () => {
    await page.goto(`${base}/backtests/${runs[0]}`);
    const verdict = page.getByTestId("robustness-verdict");
    await verdict.getByTestId("reasons").waitFor();
    // Before any check there are reasons, and what was assumed, what it cost, and luck.
    assert.equal(await verdict.getByTestId("reasons").getByRole("listitem").count(), 3);
    for (const words of [/next bar's open/, /in fees and .* in slippage/, /round trips? on/]) {
      await verdict.getByText(words).waitFor();
    }
    await page.getByRole("tab", { name: "Robustness" }).click();
    const costs = page.getByTestId("check-costs");
    await costs.getByRole("button", { name: "Run the check Costs" }).click();
    await costs.getByRole("table", { name: "At other costs" }).waitFor({ timeout: LONG });
    await verdict.getByRole("button", { name: "Run the 7 missing checks" }).click();
    await page
      .getByTestId("check-paths")
      .getByRole("table", { name: "On resampled prices" })
      .first()
      .waitFor({ timeout: LONG });
    assert.equal(await verdict.getByTestId("reasons").getByRole("listitem").count(), 3);
    const verification = page.getByTestId("verification");
    await verification.getByRole("button", { name: "Verify" }).click();
    await verification
      .getByText("The same inputs give the same result.")
      .waitFor({ timeout: LONG });
    assert.deepEqual(await basicAccessibility(page), []);
    await page.setViewportSize({ width: 390, height: 844 });
    await fits(page, "robustness");
    await page.setViewportSize({ width: 1440, height: 900 });
    assertClean();
  });

  flow("replay: step through a run with the keyboard", async () => {
    await page.goto(`${base}/backtests/${runs[0]}`);
    await page.getByRole("link", { name: "Replay" }).click();
    await page.getByTestId("replay-why").first().waitFor({ timeout: LONG });
    await page.keyboard.press("ArrowRight");
    await page.getByText(/^Bar 2 of/).waitFor();
    await page.keyboard.press("Shift+ArrowRight");
    await page.getByText("Ordered:").first().waitFor();
    await page.keyboard.press("ArrowRight");
    await page.getByTestId("replay-fill").first().waitFor();
    await page.keyboard.press("Home");
    await page.getByText(/^Bar 1 of/).waitFor();
    assert.deepEqual(await basicAccessibility(page), []);
    await page.setViewportSize({ width: 390, height: 844 });
    await fits(page, "replay");
    await page.setViewportSize({ width: 1440, height: 900 });
    assertClean();
  });

  flow("case 30: text from users stays text", async () => {
    await runBacktest("7", PAYLOAD);
    await page.getByRole("heading", { level: 1, name: PAYLOAD }).waitFor();
    await page.goto(`${base}/backtests?q=${encodeURIComponent(PAYLOAD)}`);
    await page.getByTestId("backtests").getByText(PAYLOAD).waitFor();
    await page.goto(`${base}/`);
    await page.getByTestId("newest").getByText(PAYLOAD).waitFor();
    await page.goto(`${base}/chart?instrument=${encodeURIComponent(PAYLOAD)}&timeframe=1h`);
    await page.getByText(/There is no series/).waitFor();
    assertClean();
  });

  flow("compare: two runs side by side", async () => {
    await page.goto(`${base}/backtests`);
    const boxes = page.getByRole("checkbox", { name: /^Compare/ });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole("button", { name: "Compare 2" }).click();
    await page.getByTestId("comparison").waitFor();
    await page.getByTestId("significance").waitFor();
    assert.deepEqual(await basicAccessibility(page), []);
    assertClean();
  });

  flow("report: one file that opens without a server and asks for nothing", async () => {
    await page.goto(`${base}/backtests/${runs[1]}`);
    const wait = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    await page.getByRole("menuitem", { name: "Report, one HTML file" }).click();
    const download = await wait;
    const path = join(folder, "report.html");
    await download.saveAs(path);
    assert.ok(statSync(path).size < 3_000_000);

    const offline = await browser.newContext({ offline: true });
    const found = watch(offline, "file:");
    const report = await offline.newPage();
    await report.goto(pathToFileURL(path).href);
    await report.getByTestId("headline").waitFor();
    await report.getByTestId("round-trips").waitFor();
    await report.getByTestId("uncertainty").waitFor();
    await report.getByRole("heading", { level: 1, name: PAYLOAD }).waitFor();
    await report.locator("canvas").nth(2).waitFor({ state: "attached" });
    await report.setViewportSize({ width: 390, height: 800 });
    await fits(report, "the report");
    assert.deepEqual(found, []);
    await offline.close();
    assertClean();
  });

  const FORMULA = "zscore(log_return(close, 5), 100)@4h";

  flow("expression: completed, mended, and drawn on the chart", async () => {
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
    assertClean();
  });

  flow("feature: saved from the chart, and built", async () => {
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
    await page.getByRole("dialog").getByRole("button", { name: "Export" }).click();
    const link = page.getByTestId("runs").getByRole("link", { name: /^Download/ });
    await link.waitFor({ timeout: LONG });
    const waiting = page.waitForEvent("download");
    await link.click();
    const file = join(folder, "features-export");
    await (await waiting).saveAs(file);
    assert.ok(statSync(file).size > 1_000);
    assert.deepEqual(await basicAccessibility(page), []);
    await page.goto(`${base}/features?q=calm`);
    await page.getByTestId("features").getByRole("link", { name: "calm_4h" }).waitFor();
    assert.deepEqual(await basicAccessibility(page), []);
    assertClean();
  });

  flow("timeframes and sessions: one's own timeframe, a month with an early close", async () => {
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
  });

  flow("strategy: written, mended, saved, tested and deleted", async () => {
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

  flow("scanner: a condition, who passes and why, saved", async () => {
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

  flow("signal: defined with a parameter, generated, explored and exported", async () => {
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
  });

  flow("study: started, judged, explained, a trial simulated, deleted", async () => {
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
    study = page.url();
    await page.getByTestId("trials").getByRole("button", { name: "Simulate" }).first().click();
    await page.getByRole("heading", { level: 1, name: /First study of a study judged/ }).waitFor();
    await page.goto(`${base}/studies`);
    await page.getByRole("link", { name: "First study" }).waitFor();
    assertClean();
  });

  flow("narrow: no page is wider than 390 px", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const paths = ["/", "/data", "/data/import", "/chart", "/backtests", "/backtests/new"];
    paths.push("/studies", "/studies/new", study.slice(base.length));
    paths.push(`/backtests/${runs[0]}`, `/backtests/compare?ids=${runs.join(",")}`);
    paths.push("/features", "/features/new", "/features/calm_4h", "/timeframes", "/calendars");
    paths.push("/strategies", "/strategies/new", "/strategies/donchian_breakout");
    paths.push("/signals", "/signals/new", "/signals/mean_cross", "/signals/mean_cross/edit");
    paths.push("/scanners", "/scanners/new", "/scanners/above_mean");
    paths.push("/system", "/api-keys", "/data/series?instrument=WIND&timeframe=1h");
    for (const path of paths) {
      await page.goto(`${base}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await fits(page, path);
    }
    await page.getByRole("button", { name: "Open navigation" }).click();
    await page.getByRole("link", { name: "System" }).click();
    await page.getByRole("heading", { level: 1, name: "System" }).waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
    assertClean();
  });

  flow("keyboard: skip link, navigation and a sort without a mouse", async () => {
    await page.goto(`${base}/`);
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to content" });
    assert.ok(await skip.evaluate((element) => element === document.activeElement));
    await page.getByRole("link", { name: "Backtests", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Backtests" }).waitFor();
    const sort = page.getByRole("button", { name: "Return" });
    await sort.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/sort=totalReturn/);
    assert.equal(
      await page.getByRole("columnheader", { name: /Return/ }).getAttribute("aria-sort"),
      "descending",
    );
    assertClean();
  });

  flow("colours: the choice is remembered", async () => {
    await page.getByRole("button", { name: "Switch to dark colours" }).click();
    await page.reload();
    await page.getByRole("button", { name: "Switch to light colours" }).waitFor();
    const scheme = await page.evaluate(() =>
      document.documentElement.getAttribute("data-mantine-color-scheme"),
    );
    assert.equal(scheme, "dark");
    await page.getByRole("button", { name: "Switch to light colours" }).click();
    assertClean();
  });

  flow("delete: asked for first, then gone", async () => {
    await page.goto(`${base}/data/series?instrument=WIND&timeframe=1h`);
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { level: 1, name: "Data" }).waitFor();
    await page.getByRole("link", { name: "WIND", exact: true }).waitFor({ state: "detached" });
    await page.goto(`${base}/backtests/${runs[0]}`);
    await page.getByText("The prices of this run have been deleted").waitFor();
    assertClean();
  });

  flow("overview: real demo data with its attribution and a finished backtest", async () => {
    await page.goto(`${base}/`);
    await page.getByTestId("prices").waitFor();
    await page.getByTestId("prices").getByText(/AAPL/).first().waitFor({ timeout: LONG });
    await page.getByTestId("attributions").waitFor();
    await page
      .getByTestId("newest")
      .getByText(/Sharpe/)
      .first()
      .waitFor({ timeout: LONG });
    assert.deepEqual(await basicAccessibility(page), []);
    assertClean();
  });
});
