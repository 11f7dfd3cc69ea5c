// What holds on every page: width, keyboard, colours, deletion.
import assert from "node:assert/strict";
import { basicAccessibility } from "../browser.mjs";
import { LONG, base, fits, flow } from "../session.mjs";

export function pageFlows() {
  flow("series: a dividend is added and shown", async ({ page, assertClean }) => {
    await page.goto(`${base}/data/series?instrument=GALE&timeframe=1h`);
    const actions = page.getByTestId("corporate-actions");
    await actions.getByText("None are stored").waitFor();
    await actions.getByLabel("Day").fill("2024-01-05");
    await actions.getByLabel("Amount a share").fill("0.5");
    await actions.getByRole("button", { name: "Add" }).click();
    await actions
      .getByRole("table")
      .getByText(/^0\.5 a share/)
      .waitFor();
    assert.deepEqual(await basicAccessibility(page), []);
    assertClean();
  });

  flow("narrow: no page is wider than 390 px", async ({ page, runs, study, assertClean }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const paths = ["/", "/data", "/data/import", "/chart", "/backtests", "/backtests/new"];
    paths.push("/studies", "/studies/new", study);
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
    // The folded navigation is no stop on the way through the page.
    const tabbed = await page.evaluate(
      () => document.querySelector("nav[aria-label=Main]").closest("[inert]") === null,
    );
    assert.equal(tabbed, false);
    await page.getByRole("button", { name: "Open navigation" }).click();
    await page.getByRole("link", { name: "System" }).click();
    await page.getByRole("heading", { level: 1, name: "System" }).waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
    assertClean();
  });

  flow(
    "keyboard: skip link, navigation and a sort without a mouse",
    async ({ page, assertClean }) => {
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
    },
  );

  flow("colours: the choice is remembered", async ({ page, assertClean }) => {
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

  flow("delete: asked for first, then gone", async ({ page, runs, assertClean }) => {
    await page.goto(`${base}/data/series?instrument=WIND&timeframe=1h`);
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { level: 1, name: "Data" }).waitFor();
    await page.getByRole("link", { name: "WIND", exact: true }).waitFor({ state: "detached" });
    await page.goto(`${base}/backtests/${runs[0]}`);
    await page.getByText("The prices of this run have been deleted").waitFor();
    assertClean();
  });

  flow(
    "overview: real demo data with its attribution and a finished backtest",
    async ({ page, assertClean }) => {
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
    },
  );
}
