#!/usr/bin/env bash
# Adds up the test reports of surefire and failsafe; names what was skipped, and fails if anything was or nothing ran.
set -uo pipefail
count() { # of an attribute, over all reports
    cat target/surefire-reports/TEST-*.xml target/failsafe-reports/TEST-*.xml 2>/dev/null \
        | grep -o "<testsuite [^>]*" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{n += $1} END {print n + 0}'
}
tests=$(count tests); failed=$(( $(count failures) + $(count errors) )); skipped=$(count skipped)
echo
[ ! -f target/conformance.md ] || { sed -n 3p target/conformance.md; echo "Each row: target/conformance.md"; }
if [ "$skipped" -gt 0 ]; then
    echo "Skipped:"
    grep -h -B1 '<skipped' target/surefire-reports/TEST-*.xml target/failsafe-reports/TEST-*.xml | grep -o 'testcase name="[^"]*" classname="[^"]*"' | sed 's/^/  /'
else
    echo "Nothing was skipped."
fi
echo "$((tests - failed - skipped)) passed, $failed failed, $skipped skipped"
[ "$tests" -gt 0 ] && [ "$failed" = 0 ] && [ "$skipped" = 0 ]
