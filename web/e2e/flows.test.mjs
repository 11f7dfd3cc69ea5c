// A trader's first hour in a browser, in order: each flow goes on where the one before ended.
import { describe } from "node:test";
import { pageFlows } from "./flows/around.mjs";
import { backtestFlows } from "./flows/backtests.mjs";
import { firstFlows } from "./flows/first.mjs";
import { researchFlows } from "./flows/research.mjs";
import { useBrowser } from "./session.mjs";

useBrowser();

describe("a first hour", { concurrency: false }, () => {
  firstFlows();
  backtestFlows();
  researchFlows();
  pageFlows();
});
