# shellcheck shell=sh disable=SC2154
# Sourced by ./tradewind test: formatting, static checks, unit, contract, integration and browser
# tests, documentation check, coverage. With CI=true a missing tool is installed or the run fails.

find_chromium() {
  for candidate in "${TRADEWIND_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1; then
      TRADEWIND_CHROMIUM=$(command -v "$candidate")
      export TRADEWIND_CHROMIUM
      return 0
    fi
  done
  return 1
}

if ! find_chromium; then
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    say "Installing Chromium for the browser tests."
    { apt-get update -qq && apt-get install -y -qq chromium; } >"${TMPDIR:-/tmp}/tradewind-chromium.log" 2>&1 ||
      die "Chromium could not be installed; see ${TMPDIR:-/tmp}/tradewind-chromium.log"
    find_chromium || die "Chromium was installed but is not on the PATH"
  else
    die "the browser tests need Chromium: install it (Debian: apt-get install chromium) or set TRADEWIND_CHROMIUM to its path"
  fi
fi

maven verify "$@"
mkdir -p "$root/target"
touch "$stamp"
train_cache
sh "$root/scripts/coverage.sh" "$root/coverage/target/site/jacoco-aggregate/jacoco.csv"
node "$root/scripts/docs.mjs"
(cd "$root/web" && node e2e/run.mjs)
node --test "$root/scripts/product.test.mjs"
