// What the flows share: one browser with one page, files, and the order in which they go on.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, watch } from "./browser.mjs";

export const base = process.env.TRADEWIND_E2E_BASE;
export const setupLink = process.env.TRADEWIND_E2E_SETUP;
export const USER = "ada";
export const PASSWORD = "a quiet wind from the east";
export const PAYLOAD = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;
export const LONG = 60_000;

export const folder = mkdtempSync(join(tmpdir(), "tradewind-e2e-files-"));

/** What one flow leaves for the next: runs by id, the path of the study. */
const session = { runs: [], study: "", assertClean };
let problems;

/** Opens the browser before the flows and closes it behind them. */
export function useBrowser() {
  before(async () => {
    session.browser = await launch();
    session.context = await session.browser.newContext({
      viewport: { width: 1440, height: 900 },
      acceptDownloads: true,
    });
    problems = watch(session.context, base);
    session.page = await session.context.newPage();
    session.page.setDefaultTimeout(15_000);
  });

  after(async () => {
    await session.browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
}

function assertClean() {
  assert.deepEqual(problems, []);
}

/** Charts follow a new width a moment later; what stays too wide fails. */
export async function fits(shown, name) {
  const isFitting = () =>
    document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  await shown
    .waitForFunction(isFitting)
    .catch(() => assert.fail(`${name} is wider than the screen`));
}

let hasFailed = false;

/** A test that is skipped once one before it has failed, because it goes on where that ended. */
export function flow(name, body) {
  test(name, async (t) => {
    if (hasFailed) {
      t.skip("a flow before it failed");
      return;
    }
    try {
      await body(session);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  });
}

/** A small file of hourly bars: 400 good ones and two bad rows. */
export function badFile(name) {
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
export function longFile(name) {
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
