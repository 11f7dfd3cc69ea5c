#!/bin/sh
# Fails unless the engine's lines are covered to 90 % and all lines to 80 %, by the tests of all modules.
set -eu
[ -f "$1" ] || { echo "coverage: $1 is missing" >&2; exit 1; }
awk -F, '
  NR > 1 {
    missed += $8; covered += $9
    if ($2 ~ /^dev\.tradewind\.engine/) { engine_missed += $8; engine_covered += $9 }
  }
  END {
    if (covered + missed == 0 || engine_covered + engine_missed == 0) { print "coverage: the report is empty"; exit 1 }
    all = 100 * covered / (covered + missed)
    engine = 100 * engine_covered / (engine_covered + engine_missed)
    printf "Coverage of lines: engine %.1f %% (at least 90), whole %.1f %% (at least 80)\n", engine, all
    exit !(engine >= 90 && all >= 80)
  }' "$1"
