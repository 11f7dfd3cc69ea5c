// Setting up, logging in, importing, and looking at prices.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { basicAccessibility } from "../browser.mjs";
import { LONG, PASSWORD, USER, badFile, base, flow, folder, setupLink } from "../session.mjs";

export function firstFlows() {
  flow("set-up: the link sets the user once", async ({ page, context, assertClean }) => {
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

  flow(
    "login: out and in again, back at the page that was asked for",
    async ({ page, assertClean }) => {
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
    },
  );

  flow("live: progress comes over the WebSocket", async ({ page, assertClean }) => {
    await page.locator('[data-link="live"]').waitFor({ state: "attached" });
    assertClean();
  });

  flow("import: bad rows are shown with line and reason", async ({ page, assertClean }) => {
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

  flow(
    "chart: candles, indicators, and a zoom that asks for finer bars",
    async ({ page, assertClean }) => {
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
    },
  );

  flow(
    "import: the same file again changes nothing, another one is a conflict",
    async ({ page, assertClean }) => {
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
    },
  );

  flow("trades: kept, met by a backtest, and deleted", async ({ page, assertClean }) => {
    const rows = ["time,price,amount"];
    for (let i = 0; i < 1_600; i++) {
      const time = new Date(Date.UTC(2024, 0, 1, 0, 15 * i)).toISOString();
      rows.push(`${time},${(100 + 10 * Math.sin(i / 36) + i / 200).toFixed(2)},500`);
    }
    const path = join(folder, "WIND-ticks.csv");
    writeFileSync(path, `${rows.join("\n")}\n`);
    await page.goto(`${base}/data/import`);
    await page.getByTestId("file").setInputFiles(path);
    await page.getByRole("combobox", { name: "Instrument" }).fill("WIND");
    await page.getByLabel("Keep trades").check({ force: true });
    assert.ok(await page.getByRole("combobox", { name: "Timeframe" }).isDisabled());
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText("1600 trades added").waitFor({ timeout: LONG });
    assert.deepEqual(await basicAccessibility(page), []);

    await page.goto(`${base}/backtests/new?instrument=WIND&timeframe=1h`);
    await page.getByRole("combobox", { name: "Detail bars" }).click();
    await page.getByRole("option", { name: /^trades/ }).click();
    await page.getByRole("button", { name: "Run the backtest" }).click();
    await page.getByTestId("headline").waitFor({ timeout: LONG });
    await page
      .getByTestId("assumptions")
      .getByText(/finer trades within each bar/)
      .waitFor();

    await page.goto(`${base}/data`);
    const kept = page.getByTestId("market-trades");
    await kept.getByText("WIND-ticks.csv").waitFor();
    assert.deepEqual(await basicAccessibility(page), []);
    await kept.getByRole("button", { name: "Delete the trades of WIND" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("A file of trades is kept with").waitFor();
    assertClean();
  });
}
