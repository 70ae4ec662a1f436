#!/bin/sh
# Grades records in several processes and writes what came of them in order.
#
#   parallel.sh ASSIGNMENT RECORDS.jsonl [PROCESSES] > grades.jsonl
#
# The same as `gradbook grade ASSIGNMENT --stream < RECORDS.jsonl`, byte for byte. A process that
# dies takes its own share with it and no other; which one it was is said, and the status is 4.
set -eu

assignment=$1
records=$2
processes=${3:-$(nproc)}
GRADBOOK=${GRADBOOK:-gradbook}
export GRADBOOK

[ -r "$records" ] || { echo "cannot read $records" >&2; exit 2; }

# Whole lines are shared out, so a share may be empty, but none is split.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
seq "$processes" | xargs -P "$processes" -I '{}' sh -c '
  split -n "l/$5/$4" "$2" | "$GRADBOOK" grade "$1" --stream --jobs 1 > "$3/$5" \
    || { echo "share $5 of $4 failed" >&2; exit 1; }
' share "$assignment" "$records" "$work" "$processes" '{}' || status=4

for share in $(seq "$processes"); do cat "$work/$share"; done
exit "${status:-0}"
