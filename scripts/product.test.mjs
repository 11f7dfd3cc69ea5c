// The whole product as its user meets it: the launcher, one owner of a home directory, clean stops and
// recovery after kill -9. Run by ./tradewind test on the real jars.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";

const root = resolve(import.meta.dirname, "..");
const launcher = join(root, "tradewind");
const homes = [];
const started = new Set();

function newHome() {
  const home = mkdtempSync(join(tmpdir(), "tradewind-product-"));
  homes.push(home);
  return home;
}

function environment(home) {
  return { ...process.env, TRADEWIND_HOME: home, TRADEWIND_PORT: "0", NO_COLOR: "1" };
}

// Starts `up` and resolves with the process and its output once it is ready. Nobody sets a password in
// these tests, so every start ends with the set-up link.
function up(home, env = {}) {
  return new Promise((ready, fail) => {
    const child = spawn(launcher, ["up"], { cwd: root, env: { ...environment(home), ...env } });
    started.add(child);
    let out = "";
    let err = "";
    child.stdout.on("data", (text) => {
      out += text;
      if (/First visit: http:\S+\n/.test(out)) ready({ child, output: out });
    });
    child.stderr.on("data", (text) => (err += text));
    child.on("exit", (code) => {
      started.delete(child);
      fail(new Error(`up ended with ${code}: ${out}${err}`));
    });
  });
}

function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => child.on("exit", done));
}

// Process ids whose command line names the home directory: the platform and its PostgreSQL.
function processesOf(home) {
  const found = spawnSync("pgrep", ["-f", home], { encoding: "utf8" });
  return found.stdout.split("\n").filter((pid) => pid && Number(pid) !== process.pid);
}

// Looks again until the condition holds; the deadline is generous because machines are shared.
async function eventually(what, condition, seconds = 60) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    if (await condition()) return;
    if (Date.now() > deadline) assert.fail(`${what}: not within ${seconds} s`);
    await new Promise((next) => setTimeout(next, 100));
  }
}

function cli(home, ...args) {
  return spawnSync(launcher, args, { cwd: root, env: environment(home), encoding: "utf8" });
}

function backtests(home) {
  const run = cli(home, "backtest", "list", "--output", "json");
  return run.status === 0 ? JSON.parse(run.stdout) : [];
}

after(() => {
  for (const child of started) child.kill("SIGKILL");
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

test("--version prints the version and an unknown verb exits with 2", () => {
  const home = newHome();
  const version = cli(home, "--version");
  assert.equal(version.status, 0, version.stderr);
  assert.match(version.stdout, /0\.1\.0/);
  const wrong = cli(home, "bakctest");
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /backtest/);
});

test("an old JAVA_HOME is passed over", () => {
  const old = newHome();
  execFileSync("mkdir", ["-p", join(old, "bin")]);
  writeFileSync(join(old, "bin/java"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  writeFileSync(join(old, "release"), 'JAVA_VERSION="25.0.2"\n');
  const run = spawnSync(launcher, ["--version"], {
    env: { ...process.env, JAVA_HOME: old },
    encoding: "utf8",
  });
  assert.equal(run.status, 0, run.stderr);
});

test("a back-test of a file needs no platform, no store and no home", () => {
  const home = newHome();
  const file = join(home, "prices.csv");
  const rows = Array.from({ length: 60 }, (_, i) => {
    const price = 100 + 10 * Math.sin(i / 5);
    const day = new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
    return `${day},${price.toFixed(2)},${(price + 1).toFixed(2)},${(price - 1).toFixed(2)},${price.toFixed(2)},1000`;
  });
  writeFileSync(file, `date,open,high,low,close,volume\n${rows.join("\n")}\n`);
  const args = ["backtest", "run", "--data", file, "--strategy", "ema_crossover", "--param", "fast=3",
    "--param", "slow=8", "--output", "json"];
  const first = cli(join(home, "none"), ...args);
  assert.equal(first.status, 0, first.stderr);
  const second = cli(join(home, "none"), ...args);
  assert.equal(second.stdout, first.stdout, "the same run gives the same bytes");
  assert.ok(!existsSync(join(home, "none")), "nothing was written");
  assert.match(JSON.parse(first.stdout).run.resultHash, /^[0-9a-f]{64}$/);
});

test("one owner per home; SIGTERM leaves nothing behind; the next start has everything", async () => {
  const home = newHome();
  const first = await up(home);
  assert.match(first.output, /First visit: http:\/\/127\.0\.0\.1:\d+\/setup#token=/);
  const intruder = spawnSync(launcher, ["up"], { cwd: root, env: environment(home), encoding: "utf8" });
  assert.notEqual(intruder.status, 0);
  assert.match(intruder.stderr, new RegExp(`\\b${first.child.pid}\\b`), "the refusal names the owner");
  await eventually("the demo back-test is done", () => backtests(home).some((run) => run.status === "DONE"), 120);
  first.child.kill("SIGTERM");
  await ended(first.child);
  await eventually("no process is left", () => processesOf(home).length === 0);
  assert.ok(!existsSync(join(home, "run/platform.json")));

  const second = await up(home);
  assert.ok(backtests(home).some((run) => run.status === "DONE"));
  const prices = ["--instrument", "SPX", "--timeframe", "1D", "--strategy", "ema_crossover", "--output", "json"];
  const run = cli(home, "backtest", "run", ...prices);
  assert.equal(run.status, 0, run.stderr);
  const search = cli(home, "optimize", "run", ...prices, "--space", "fast=2..9", "--space", "slow=20..40:10",
    "--sampler", "grid");
  assert.equal(search.status, 0, search.stderr);
  assert.equal(JSON.parse(search.stdout).trials, 24);
  second.child.kill("SIGINT");
  await ended(second.child);
  await eventually("no process is left", () => processesOf(home).length === 0);
});

test("after kill -9 in the middle of the first import the next start finishes the work once", async () => {
  const home = newHome();
  const first = await up(home);
  first.child.kill("SIGKILL");
  await ended(first.child);
  const second = await up(home);
  await eventually("the demo back-test is done", () => backtests(home).some((run) => run.status === "DONE"), 120);
  const series = JSON.parse(cli(home, "data", "list", "--output", "json").stdout);
  const names = series.map((one) => `${one.instrument} ${one.timeframe}`);
  assert.equal(new Set(names).size, names.length, "no series twice");
  const hashes = backtests(home).map((run) => `${run.strategy} ${JSON.stringify(run.parameters)}`);
  assert.equal(new Set(hashes).size, hashes.length, "no demo back-test twice");
  second.child.kill("SIGTERM");
  await ended(second.child);
  await eventually("no process is left", () => processesOf(home).length === 0);
  const log = readFileSync(join(home, "logs/tradewind.log"), "utf8");
  assert.doesNotMatch(log, /setup#token=/, "the set-up link is not logged");
});
