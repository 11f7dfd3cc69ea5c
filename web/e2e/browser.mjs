// A browser whose pages fail the test on any script error, violation of the content security
// policy, dialog, or request to another host.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser to use: TRADEWIND_CHROMIUM, or the first Chromium on the path. */
function executable() {
  if (process.env.TRADEWIND_CHROMIUM) {
    return process.env.TRADEWIND_CHROMIUM;
  }
  for (const directory of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
      const path = join(directory, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here; the next one.
      }
    }
  }
  return null;
}

/** Why no browser can be started; `null` if one can. */
export function missingBrowser() {
  return executable() ? null : "no Chromium: set TRADEWIND_CHROMIUM or install chromium";
}

export function launch() {
  return chromium.launch({ executablePath: executable(), args: ARGS });
}

/**
 * Watches a context; `problems` fills with whatever must not happen. Answers that the test provokes
 * (a refused form) are named in `expected`.
 */
export function watch(context, base) {
  const problems = [];
  const note = (page) => {
    page.on("pageerror", (error) => problems.push(`script error: ${error.message}`));
    page.on("dialog", (dialog) => {
      problems.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      const text = message.text();
      const isAnswer = /Failed to load resource: the server responded with a status of 4/.test(
        text,
      );
      if (message.type() === "error" && !isAnswer) {
        problems.push(`console: ${text}`);
      }
    });
    page.on("request", (request) => {
      const url = request.url();
      if (/^(https?|wss?):/.test(url) && !url.replace(/^ws/, "http").startsWith(base)) {
        problems.push(`request to another host: ${url}`);
      }
    });
  };
  context.on("page", note);
  return problems;
}

/** Controls without a name, images without a text, repeated ids, more or less than one heading. */
export function basicAccessibility(page) {
  return page.evaluate(() => {
    const found = [];
    const name = (element) =>
      (
        element.getAttribute("aria-label") ||
        element.getAttribute("title") ||
        element.textContent ||
        [...(element.labels ?? [])].map((label) => label.textContent).join(" ") ||
        document.getElementById(element.getAttribute("aria-labelledby") ?? "")?.textContent ||
        ""
      ).trim();
    const isShown = (element) => element.checkVisibility?.() ?? true;
    for (const element of document.querySelectorAll("button, a[href], input, select, textarea")) {
      const isHidden = element.type === "hidden" || element.closest("[aria-hidden=true]");
      if (isShown(element) && !isHidden && !name(element)) {
        found.push(`no name: ${element.outerHTML.slice(0, 160)}`);
      }
    }
    for (const image of document.querySelectorAll("img:not([alt]), [role=img]:not([aria-label])")) {
      if (!image.closest("[aria-hidden=true]")) {
        found.push(`no text: ${image.outerHTML.slice(0, 120)}`);
      }
    }
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const repeated = ids.filter((id, i) => ids.indexOf(id) !== i);
    if (repeated.length > 0) {
      found.push(`repeated ids: ${[...new Set(repeated)].join(", ")}`);
    }
    if (document.querySelectorAll("h1").length !== 1) {
      found.push(`${document.querySelectorAll("h1").length} h1`);
    }
    if (!document.documentElement.lang || !document.title) {
      found.push("no language or title");
    }
    return found;
  });
}
