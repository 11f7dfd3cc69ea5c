// Takes the documentation's pictures from a running platform, with its demo data.
import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";

const base = process.env.TRADEWIND_E2E_BASE;
const target = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const MAX_BYTES = 300_000;
mkdirSync(target, { recursive: true });

const browser = await launch();
const cookies = await signIn();
const backtest = await bestBacktest();
const series = await longestDaily();
const pages = [
  ["overview", "/", '[data-testid="newest"]'],
  ["chart", `/chart?${series}&overlays=ema20,sma200&log=true`, '[data-testid="chart-summary"]'],
  ["backtest", `/backtests/${backtest}`, '[data-testid="statistics"]'],
];
const shapes = [
  ["", { width: 1440, height: 960 }, "light"],
  ["-dark", { width: 1440, height: 960 }, "dark"],
  ["-narrow", { width: 390, height: 844 }, "light"],
];
for (const [suffix, viewport, colorScheme] of shapes) {
  const context = await browser.newContext({ viewport, colorScheme, storageState: cookies });
  const page = await context.newPage();
  for (const [name, path, ready] of pages) {
    await page.goto(`${base}${path}`);
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState("networkidle");
    const file = `${target}${name}${suffix}.png`;
    await page.screenshot({ path: file });
    if (statSync(file).size > MAX_BYTES) {
      throw new Error(`${name}${suffix}.png is larger than ${MAX_BYTES} bytes`);
    }
  }
  await context.close();
}
await browser.close();

async function signIn() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(process.env.TRADEWIND_E2E_SETUP);
  await page.getByLabel("User name").fill("ada");
  await page.getByLabel(/^Password/).fill("a quiet wind from the east");
  await page.getByRole("button", { name: "Set up" }).click();
  await page
    .getByTestId("newest")
    .getByText(/Sharpe/)
    .first()
    .waitFor({ timeout: 120_000 });
  const state = await context.storageState();
  await context.close();
  return state;
}

async function ask(path) {
  const context = await browser.newContext({ storageState: cookies });
  const answer = await (await context.request.get(`${base}/api/v1${path}`)).json();
  await context.close();
  return answer.items;
}

async function bestBacktest() {
  return (await ask("/backtests?status=DONE&sort=totalReturn&limit=1"))[0].id;
}

async function longestDaily() {
  const daily = (await ask("/series")).filter((each) => each.timeframe === "1D");
  const { instrument, timeframe } = daily.sort((a, b) => b.bars - a.bars)[0];
  return new URLSearchParams({ instrument, timeframe }).toString();
}
