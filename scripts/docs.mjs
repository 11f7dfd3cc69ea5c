// The documentation check: links lead somewhere, pictures exist, no registry host or private path is
// named, and every `console` block runs against a platform started for it.
// Usage: node scripts/docs.mjs [--links-only]
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { startPlatform } from "../web/e2e/platform.mjs";

const root = resolve(import.meta.dirname, "..");
const problems = [];

const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).trim().split("\n");
const pages = tracked.filter((file) => file.endsWith(".md"));

function slug(heading) {
  return heading
    .toLowerCase()
    .replace(/[`*_[\]()]/g, "")
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

function anchors(file) {
  return readFileSync(join(root, file), "utf8")
    .split("\n")
    .filter((line) => /^#{1,6} /.test(line))
    .map((line) => slug(line.replace(/^#+ /, "")));
}

function checkLinks(page) {
  const text = readFileSync(join(root, page), "utf8").replace(/```[\s\S]*?```/g, "");
  for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^(https?|mailto):/.test(target)) continue;
    const [path, anchor] = target.split("#");
    const file = path === "" ? page : join(dirname(page), path);
    if (!existsSync(join(root, file))) {
      problems.push(`${page}: link to ${target}, which does not exist`);
    } else if (anchor && file.endsWith(".md") && !anchors(file).includes(anchor)) {
      problems.push(`${page}: link to ${target}, which has no such heading`);
    }
  }
}

function checkHosts() {
  const hosts = ["repo.maven" + ".apache.org", "registry.npmjs" + ".org", "deb.debian" + ".org"];
  const hits = spawnSync("git", ["grep", "-lF", ...hosts.flatMap((host) => ["-e", host])], {
    cwd: root,
    encoding: "utf8",
  });
  for (const file of hits.stdout.split("\n").filter(Boolean)) {
    problems.push(`${file}: names a package registry`);
  }
}

// Environment variables in the code and in the operating guide or the command line's: each in both.
function checkVariables() {
  const pattern = /\bTRADEWIND_[A-Z]+(?:_[A-Z]+)*\b/g;
  const internal = new Set(["TRADEWIND_SESSION"]);
  const sources = tracked.filter(
    (file) => file === "tradewind" || /^scripts\/.*\.sh$/.test(file) || /\/src\/main\/java\/.*\.java$/.test(file),
  );
  const namesIn = (files) =>
    new Set(files.flatMap((file) => readFileSync(join(root, file), "utf8").match(pattern) ?? []));
  const used = namesIn(sources);
  const documented = namesIn(["README.md", "docs/guides/operating.md", "docs/guides/cli.md"]);
  for (const name of used) {
    if (!documented.has(name) && !internal.has(name)) problems.push(`${name} is read but not documented`);
  }
  for (const name of documented) {
    if (!used.has(name)) problems.push(`${name} is documented but nothing reads it`);
  }
}

// Commands of a ```console block: lines that start with "$ ", continued by a trailing backslash.
function commands(page) {
  const text = readFileSync(join(root, page), "utf8");
  const found = [];
  for (const [, block] of text.matchAll(/```console\n([\s\S]*?)```/g)) {
    for (const [, command] of block.replace(/\\\n\s*/g, "").matchAll(/^\$ (.+)$/gm)) found.push(command);
  }
  return found;
}

// The demo back-test is the last thing a first start does.
async function demoIsReady(env) {
  const deadline = Date.now() + 180_000;
  for (;;) {
    const list = spawnSync("./tradewind", ["backtest", "list", "--output", "json"], { cwd: root, env, encoding: "utf8" });
    if (list.status === 0 && /"status"\s*:\s*"DONE"/.test(list.stdout)) return;
    if (Date.now() > deadline) throw new Error(`the demo back-test did not finish: ${list.stdout}${list.stderr}`);
    await new Promise((next) => setTimeout(next, 500));
  }
}

async function runExamples() {
  const platform = await startPlatform();
  try {
    const env = { ...process.env, TRADEWIND_HOME: platform.home, NO_COLOR: "1" };
    await demoIsReady(env);
    for (const page of pages) {
      for (const command of commands(page)) {
        const run = spawnSync("sh", ["-c", command], { cwd: root, env, encoding: "utf8" });
        if (run.status !== 0) {
          problems.push(`${page}: \`${command}\` ended with ${run.status}: ${run.stderr.trim()}`);
        } else {
          console.log(`ok: ${command}`);
        }
      }
    }
  } finally {
    await platform.stop();
  }
}

pages.forEach(checkLinks);
checkHosts();
checkVariables();
if (!process.argv.includes("--links-only")) await runExamples();
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`Documentation: ${pages.length} pages checked.`);
