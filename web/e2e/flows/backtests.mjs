// Runs: started, read, doubted, replayed, compared, sent to a friend.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { basicAccessibility, watch } from "../browser.mjs";
import { LONG, PAYLOAD, base, fits, flow, folder } from "../session.mjs";

async function runBacktest({ page, runs }, fast, name) {
  await page.goto(`${base}/backtests/new?instrument=WIND&timeframe=1h`);
  const field = page.getByLabel(/fast/i).first();
  await field.fill(fast);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Run the backtest" }).click();
  await page.getByTestId("headline").waitFor({ timeout: LONG });
  runs.push(page.url().split("/").pop());
}

export function backtestFlows() {
  flow(
    "backtest: what is wrong stands at the field, also where it was folded away",
    async ({ page, assertClean }) => {
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
    },
  );

  flow("backtest: run, and read the result", async ({ page, runs, assertClean }) => {
    await runBacktest({ page, runs }, "5", "");
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

  flow(
    "backtest: run again against a benchmark, with the form as it was",
    async ({ page, runs, assertClean }) => {
      await page.goto(`${base}/backtests/${runs[0]}`);
      await page.getByRole("link", { name: "Run again, changed" }).click();
      await page.getByTestId("applied-actions").getByText("none stored").waitFor();
      assert.equal(await page.getByLabel(/fast/i).first().inputValue(), "5");
      await page.getByRole("combobox", { name: "Benchmark" }).click();
      await page.getByRole("option", { name: "WIND", exact: true }).click();
      assert.deepEqual(await basicAccessibility(page), []);
      await page.getByRole("button", { name: "Run the backtest" }).click();
      await page.getByTestId("headline").waitFor({ timeout: LONG });
      await page
        .getByTestId("assumptions")
        .getByText(/against holding WIND/)
        .waitFor();
      await page
        .getByTestId("tried")
        .getByText(/sets tried on these prices|nothing else/)
        .waitFor();
      await page.getByRole("link", { name: "Run again, changed" }).click();
      await page.getByTestId("applied-actions").waitFor();
      assert.equal(await page.getByRole("combobox", { name: "Benchmark" }).inputValue(), "WIND");
      assertClean();
    },
  );

  flow(
    "partial result: a failed run shows and marks what it did until then",
    async ({ page, assertClean }) => {
      const turning =
        "name: turning\ndirection: both\nenter: close > ema(close, 5)\nshortEnter: close < ema(close, 5)\n";
      await page.evaluate(async (document) => {
        const { csrfToken } = await (await fetch("/api/v1/session")).json();
        const answer = await fetch("/api/v1/backtests", {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken },
          body: JSON.stringify({
            instruments: ["WIND"],
            timeframe: "1h",
            document,
            assumptions: { maxOrdersPerBar: "1" },
            name: "Breaks on the way",
          }),
        });
        if (!answer.ok) {
          throw new Error(await answer.text());
        }
      }, turning);
      await page.goto(`${base}/backtests?q=Breaks`);
      await page.getByTestId("backtests").getByTestId("part").waitFor({ timeout: LONG });
      await page.getByRole("link", { name: "Breaks on the way" }).click();
      const part = page.getByTestId("partial");
      await part.getByText("Only a part of the run").waitFor();
      await part.getByText(/what it did up to 2024-/).waitFor();
      await part.getByTestId("headline").waitFor();
      await part.getByText(/ended before its data/).waitFor();
      assert.equal(await page.getByRole("link", { name: "Replay" }).count(), 0);
      assert.deepEqual(await basicAccessibility(page), []);
      assertClean();
    },
  );

  flow(
    "robustness: run the checks, read the verdict, repeat the run",
    async ({ page, runs, assertClean }) => {
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
      // Each check is its head until it is opened.
      const head = costs.getByRole("button", { name: "Costs", exact: true });
      assert.equal(await head.getAttribute("aria-expanded"), "false");
      await head.click();
      await costs.getByRole("table", { name: "At other costs" }).waitFor();
      await fits(page, "a check that is open");
      await page.setViewportSize({ width: 1440, height: 900 });
      assertClean();
    },
  );

  flow("replay: step through a run with the keyboard", async ({ page, runs, assertClean }) => {
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

  flow("case 30: text from users stays text", async ({ page, runs, assertClean }) => {
    await runBacktest({ page, runs }, "7", PAYLOAD);
    await page.getByRole("heading", { level: 1, name: PAYLOAD }).waitFor();
    await page.goto(`${base}/backtests?q=${encodeURIComponent(PAYLOAD)}`);
    await page.getByTestId("backtests").getByText(PAYLOAD).waitFor();
    await page.goto(`${base}/`);
    await page.getByTestId("newest").getByText(PAYLOAD).waitFor();
    await page.goto(`${base}/chart?instrument=${encodeURIComponent(PAYLOAD)}&timeframe=1h`);
    await page.getByText(/There is no series/).waitFor();
    assertClean();
  });

  flow("compare: two runs side by side", async ({ page, assertClean }) => {
    await page.goto(`${base}/backtests?status=DONE`);
    const boxes = page.getByRole("checkbox", { name: /^Compare/ });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole("button", { name: "Compare 2" }).click();
    await page.getByTestId("comparison").waitFor();
    await page.getByTestId("significance").waitFor();
    assert.deepEqual(await basicAccessibility(page), []);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByTestId("comparison").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Statistics", exact: true }).click();
    await page.getByTestId("comparison").waitFor();
    await fits(page, "a comparison");
    assert.deepEqual(await basicAccessibility(page), []);
    await page.setViewportSize({ width: 1440, height: 900 });
    assertClean();
  });

  flow(
    "report: one file that opens without a server and asks for nothing",
    async ({ page, browser, runs, assertClean }) => {
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
    },
  );
}
