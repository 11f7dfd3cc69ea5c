// Runs the browser tests on the real jar: node e2e/run.mjs
// With --screenshots it takes the documentation's pictures instead.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { missingBrowser } from "./browser.mjs";
import { startPlatform } from "./platform.mjs";

const missing = missingBrowser();
if (missing) {
  console.error(missing);
  process.exit(3);
}
const isPictures = process.argv.includes("--screenshots");
const script = isPictures ? "screenshots.mjs" : "flows.test.mjs";
const path = fileURLToPath(new URL(script, import.meta.url));
const platform = await startPlatform();
try {
  const child = spawn(process.execPath, isPictures ? [path] : ["--test", path], {
    env: {
      ...process.env,
      TRADEWIND_E2E_BASE: platform.base,
      TRADEWIND_E2E_SETUP: platform.setup,
    },
    stdio: "inherit",
  });
  process.exitCode = await new Promise((resolve) =>
    child.once("exit", (code) => resolve(code ?? 1)),
  );
} finally {
  await platform.stop();
}
