// What Maven calls: installs, builds and checks, each only when its inputs have changed since the
// last success. Usage: node scripts/maven.mjs install|build|verify
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const DIRECTORIES = ["src", "public", "scripts", "e2e"];

/** Written from the API's description by every check. */
const GENERATED = join("src", "api", "schema.d.ts");

const steps = {
  install: {
    stamp: "node_modules/.tradewind-stamp",
    inputs: () => ["package.json", "package-lock.json"],
    commands: [["ci", "--no-audit", "--no-fund", "--loglevel=error"]],
    outputs: ["node_modules/.package-lock.json"],
  },
  build: {
    stamp: "dist/.build-stamp",
    inputs: allInputs,
    commands: [["run", "--silent", "build", "--", "--logLevel", "warn"]],
    // Files of the last build have other names; Maven would keep them in the jar.
    stale: ["target/classes"],
    outputs: ["dist/app/index.html", "dist/report/report.html", "dist/demo/sp500-2000.csv"],
  },
  verify: {
    stamp: "dist/.verify-stamp",
    inputs: () => [...allInputs(), "../platform/openapi.json"],
    commands: [
      ["run", "--silent", "check"],
      ["run", "--silent", "test"],
    ],
    outputs: [],
  },
};

function allInputs() {
  const top = readdirSync(root).filter((name) => statSync(join(root, name)).isFile());
  const files = [...top, ...DIRECTORIES.flatMap((directory) => filesUnder(directory))];
  return files.filter((file) => file !== GENERATED).sort();
}

function filesUnder(directory) {
  if (!existsSync(join(root, directory))) {
    return [];
  }
  return readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

function fingerprint(files) {
  const hash = createHash("sha256").update(process.version);
  for (const file of files) {
    const path = join(root, file);
    hash.update(`${file}\0`).update(existsSync(path) ? readFileSync(path) : "absent");
  }
  return hash.digest("hex");
}

const name = process.argv[2];
const step = steps[name];
if (!step) {
  console.error(`the step must be one of ${Object.keys(steps).join(", ")}, was ${name}`);
  process.exit(2);
}
const stamp = join(root, step.stamp);
const wanted = fingerprint(step.inputs());
const isCurrent =
  existsSync(stamp) &&
  readFileSync(stamp, "utf8") === wanted &&
  step.outputs.every((output) => existsSync(join(root, output)));
if (isCurrent) {
  console.log(`web ${name}: up to date`);
} else {
  for (const directory of step.stale ?? []) {
    rmSync(join(root, directory), { recursive: true, force: true });
  }
  for (const command of step.commands) {
    execFileSync("npm", command, { cwd: root, stdio: "inherit" });
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}
