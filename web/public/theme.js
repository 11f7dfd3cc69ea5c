// Runs before the first paint, so that a remembered dark page does not flash white. A file of its
// own because the content security policy allows no inline script.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("tradewind-color-scheme");
  } catch {
    // Storage may be forbidden; the system's choice is used.
  }
  var dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  var scheme = chosen === "light" || chosen === "dark" ? chosen : dark ? "dark" : "light";
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
})();
