// Starts a platform of its own in an empty home directory, and stops exactly that process.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const JAR = fileURLToPath(new URL("../../platform/target/tradewind-platform.jar", import.meta.url));
const START_MILLIS = 180_000;
const STOP_MILLIS = 30_000;

/** A started platform: its address, the one-time set-up link, and a way to stop it. */
export async function startPlatform() {
  if (!existsSync(JAR)) {
    throw new Error("platform/target/tradewind-platform.jar is missing: build the platform first");
  }
  const home = mkdtempSync(join(tmpdir(), "tradewind-e2e-"));
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java";
  const child = spawn(java, ["-Xmx1g", "-XX:TieredStopAtLevel=1", "-jar", JAR, "--port", "0"], {
    env: { ...process.env, TRADEWIND_HOME: home, TRADEWIND_PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = () => stopChild(child).then(() => rmSync(home, { recursive: true, force: true }));
  try {
    const { base, setup } = await readAddresses(child);
    return { base, setup, home, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readAddresses(child) {
  return new Promise((resolve, reject) => {
    let output = "";
    let errors = "";
    const timer = setTimeout(
      () => reject(new Error(`the platform did not start in time\n${output}\n${errors}`)),
      START_MILLIS,
    );
    child.stderr.on("data", (data) => {
      errors = `${errors}${data}`.slice(-8_000);
    });
    child.stdout.on("data", (data) => {
      output += data;
      const base = /is running at (http:\/\/\S+)/.exec(output)?.[1];
      const setup = /First visit: (http:\/\/\S+)/.exec(output)?.[1];
      if (base && setup) {
        clearTimeout(timer);
        resolve({ base: base.replace(/\/$/, ""), setup });
      }
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the platform ended with ${code}\n${output}\n${errors}`));
    });
  });
}

function stopChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MILLIS);
    child.removeAllListeners("exit");
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
