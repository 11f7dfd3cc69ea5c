// Whole-process measurements: start-up of the command line, a back-test on a file of a million bars,
// and pandas reading the same file where Python has it. Prints one JSON document.
// Usage: node benchmarks/process.mjs CSV [RUNS]
import { spawn, spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const launcher = resolve(root, "tradewind");
const [csv, runsText = "5"] = process.argv.slice(2);
if (!csv) {
  console.error("usage: node benchmarks/process.mjs CSV [RUNS]");
  process.exit(2);
}
const runs = Number(runsText);

// Peak resident memory of a process in MiB, from /proc; null where there is none.
function peakMiB(pid) {
  try {
    const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Number(kib) / 1024;
  } catch {
    return null;
  }
}

function once(command, args, env) {
  return new Promise((done, fail) => {
    const started = process.hrtime.bigint();
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: "ignore" });
    let peak = null;
    const poll = setInterval(() => {
      const now = peakMiB(child.pid);
      if (now !== null) peak = Math.max(peak ?? 0, now);
    }, 5);
    child.on("error", fail);
    child.on("exit", (code) => {
      clearInterval(poll);
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      if (code === 0) done({ seconds, peak });
      else fail(new Error(`${command} ${args.join(" ")} ended with ${code}`));
    });
  });
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(command, args, env = {}) {
  await once(command, args, env);
  const seconds = [];
  const peaks = [];
  for (let i = 0; i < runs; i++) {
    const run = await once(command, args, env);
    seconds.push(run.seconds);
    if (run.peak !== null) peaks.push(run.peak);
  }
  return { medianSeconds: median(seconds), peakMiB: peaks.length > 0 ? Math.max(...peaks) : null };
}

const cached = await measure(launcher, ["--version"]);
const uncached = await measure(launcher, ["--version"], { TRADEWIND_NO_CACHE: "1" });
const backtest = await measure(launcher, [
  "backtest", "run", "--data", csv, "--timeframe", "1m", "--strategy", "ema_crossover",
  // The walk's volume is tiny: a tenth of it would split every order over hundreds of bars.
  "--tick-size", "0.000001", "--participation", "0", "--output", "json", "--quiet",
]);
const hasPandas = spawnSync("/usr/bin/python3", ["-c", "import pandas"]).status === 0;
const pandas = hasPandas
  ? await measure("/usr/bin/python3", ["-c", `import pandas; pandas.read_csv(${JSON.stringify(csv)})`])
  : null;

console.log(
  JSON.stringify(
    {
      file: { bytes: statSync(csv).size },
      runs,
      version: { cached, uncached, ratio: cached.medianSeconds / uncached.medianSeconds, target: 0.6 },
      backtest,
      pandasReadCsv: pandas,
      backtestOverPandas: pandas && backtest.medianSeconds / pandas.medianSeconds,
    },
    null,
    2,
  ),
);
