#!/usr/bin/env bash
# Adds up the test results (*.trx) below a folder: the last line is "N passed, N failed, N skipped".
# With --skipped it prints the names of the skipped tests instead.
set -euo pipefail
if [ "${1:-}" = --skipped ]; then
  find "$2" -name '*.trx' -exec grep -hoE '<UnitTestResult [^>]*outcome="NotExecuted"[^>]*' {} + | grep -oE 'testName="[^"]*"' | sed 's/^testName="//; s/"$//' | sort -u || true
  exit 0
fi
find "$1" -name '*.trx' -exec grep -hoE '<UnitTestResult [^>]*outcome="[A-Za-z]+"' {} + |
  awk 'match($0, /outcome="[A-Za-z]+"/) { n[substr($0, RSTART + 9, RLENGTH - 10)]++ }
       END { failed = 0; for (o in n) if (o !~ /^(Passed|NotExecuted|NotRunnable)$/) failed += n[o]
             printf "%d passed, %d failed, %d skipped\n", n["Passed"], failed, n["NotExecuted"] }'
