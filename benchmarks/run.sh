#!/usr/bin/env bash
# Measures Gradbook beside the peers that are installed and prints both and the ratio.
#
# PYTHON names the interpreter that has the peers: PYTHON=~/venv/bin/python make bench
# PARTS names what is measured, else everything is: PARTS="lab grading" make bench
# STREAM is how many submissions are graded as one stream, else 100000.
set -euo pipefail

cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
python=${PYTHON:-python3}
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 XLA_FLAGS=--xla_cpu_multi_thread_eigen=false

for product in gradbook bench; do
  "$swift" build -c release --static-swift-stdlib --product "$product"
done
gradbook=.build/release/gradbook
bench=.build/release/bench
measurements=$(mktemp)
homework=$(mktemp --suffix=.md)
trap 'rm -f "$measurements" "$homework"' EXIT

has_module() {
  "$python" -c "import importlib.util, sys; sys.exit(importlib.util.find_spec('$1') is None)" \
    2>/dev/null
}

# start RUNS LABEL COMMAND...
start() {
  local runs=$1 label=$2 cost
  shift 2
  if cost=$("$bench" startup "$runs" "$@"); then
    printf '%s\t%s\n' "$label" "$cost"
  else
    echo "$label does not run" >&2
  fi
}

measure_start() {
  echo
  echo "start to first result"
  {
    start 50 "gradbook -c '1+1'" "$gradbook" -c '1+1'
    if ! command -v "$python" >/dev/null; then
      echo "there is no $python to find peers in: only Gradbook is measured" >&2
    else
      for module in numpy torch; do
        if has_module "$module"; then
          start 5 "python, import $module" "$python" -c "import $module"
        fi
      done
    fi
  } | awk -F '\t' '
    NR == 1 { time = $2; memory = $3 }
    { printf "  %-22s %9.1f ms %8.1f MB", $1, $2, $3
      if (NR > 1) printf "   %.0f× the time, %.1f× the memory", $2 / time, $3 / memory
      print "" }'
}

measure_circuit() {
  echo
  echo "scalar circuit of n nodes, nanoseconds a node"
  for nodes in 1000 10000 100000 1000000 10000000; do
    "$bench" scalar-circuit "$nodes"
  done >"$measurements"
  awk -F '\t' '
    NR == 1 {
      printf "  %10s %8s %9s %15s %14s %20s\n",
        "n", "record", "forward", "differentiate", "with gradient", "with gradient/forward"
    }
    { printf "  %10d %8.1f %9.1f %15.1f %14.1f %20.1f\n", $1, $2, $3, $4, $5, $5 / $3 }
  ' "$measurements"

  echo
  echo "the same: record, differentiate, run with gradient"
  for peer in micrograd autograd torch jax; do
    if ! has_module "$peer"; then
      echo "$peer is not installed: skipped"
      continue
    fi
    sizes=(1000 10000 100000)
    [[ $peer != jax ]] || sizes=(1000) # it compiles the unrolled circuit: minutes beyond this
    for nodes in "${sizes[@]}"; do
      "$python" benchmarks/peers/scalar_circuit.py "$peer" "$nodes" || echo "$peer fails at $nodes" >&2
    done
  done | awk -F '\t' '
    FNR == NR { all[$1] = $2 + $4 + $5; derivative[$1] = $6; next }
    NF == 1 { print "  " $0; next }
    { printf "  %-10s n = %-8d %9.1f ns a node   %6.0f× Gradbook (%.1f)", $3, $2, $4, $4 / all[$2], all[$2]
      difference = $5 - derivative[$2]
      if (difference < 0) difference = -difference
      size = $5 < 0 ? -$5 : $5
      print difference <= 1e-9 * size ? "" : "   another derivative: " $5 " and " derivative[$2] }
  ' "$measurements" -
}

# medians: of measurements of the same name the one in the middle, in the order in which they were
# first named. What is measured in turns is measured under the same conditions.
turns=5
medians() {
  awk -F '\t' -v OFS='\t' '
    NF == 1 { if (!said[$0]++) print; next }
    !($1 in count) { names[++known] = $1 }
    { values[$1, ++count[$1]] = $2; rest[$1] = $3 }
    END {
      for (k = 1; k <= known; k++) {
        name = names[k]
        for (i = 1; i <= count[name]; i++) {
          below = 0
          for (j = 1; j <= count[name]; j++) {
            below += values[name, j] + 0 < values[name, i] + 0 \
              || values[name, j] + 0 == values[name, i] + 0 && j < i
          }
          if (below == int(count[name] / 2)) print name, values[name, i], rest[name]
        }
      }
    }'
}

# training LABEL NETWORK STEPS SCRIPT PEER...: microseconds of processor time a step beside those of
# the peers, which print theirs in the same fields.
training() {
  local label=$1 network=$2 steps=$3 script=$4
  shift 4
  echo
  echo "$label, processor time a step"
  {
    printf 'Gradbook\t%s\n' "$("$bench" "$network" "$steps")"
    for peer in "$@"; do
      if ! has_module "${peer%-scan}"; then
        echo "$peer is not installed: skipped"
      elif [[ $script == batches.py ]]; then
        "$python" "benchmarks/peers/$script" "$network" "$peer" "$steps" || echo "$peer fails" >&2
      else
        "$python" "benchmarks/peers/$script" "$peer" "$steps" || echo "$peer fails" >&2
      fi
    done
  } | awk -F '\t' '
    NF == 1 { print "  " $0; next }
    NR == 1 { own = $2; loss = $3 }
    { printf "  %-10s %8.1f us   loss %.9f", $1, $2, $3
      if (NR > 1) printf "   %5.2f× Gradbook", $2 / own
      difference = $3 - loss
      if (difference < 0) difference = -difference
      print difference <= 1e-8 * loss ? "" : "   another loss" }'
}

measure_training() {
  training "spiral, 300 points, 2-100-3, full batch" spiral 2000 spiral.py numpy torch jax jax-scan
  training "64-256-256-10 on batches of 32" mlp 1000 batches.py torch jax
  training "two convolutions on batches of 32 images of 8×8" conv 1000 batches.py torch jax
}

measure_lab() {
  echo
  echo "initialisation lab, 10 layers of 100 units on 1000 points, processor time"
  for activation in tanh relu; do
    for ((turn = 0; turn < turns; turn++)); do
      printf 'Gradbook\t%s\n' "$("$bench" init-lab "$activation" 50)"
      for peer in numpy torch; do
        if has_module "$peer"; then
          "$python" benchmarks/peers/init_lab.py "$peer" "$activation" 50 || echo "$peer fails" >&2
        else
          echo "$peer is not installed: skipped"
        fi
      done
    done | medians | awk -F '\t' -v activation="$activation" '
      NF == 1 { print "  " $0; next }
      NR == 1 { own = $2 }
      { printf "  %-5s %-10s %8.2f ms   last layer sd %.3f", activation, $1, $2, $3
        if (NR > 1) printf "   Gradbook takes %.3f of it", own / $2
        print "" }'
  done
}

# graded COUNT: what it costs to grade a class of so many that is sent to standard input.
graded() {
  "$bench" startup 1 "$gradbook" grade "$homework" --stream --jobs 2 \
    | awk -F '\t' -v count="$1" '
      { printf "  %7d submissions %9.2f s wall %9.2f s of two processors %8.3f ms each %6.0f MB",
          count, $1 / 1e3, $3 / 1e3, $3 / count, $2 }'
}

measure_grading() {
  echo
  echo "grading and diagnosing gradients of a 2-100-3 net, two threads"
  "$bench" homework >"$homework"
  "$bench" class 1000 >"$measurements"
  graded 1000 <"$measurements"
  echo "   aim: 1 s"
  # The stream is written while it is read: one that were kept would take a gigabyte.
  "$bench" class 10000 | graded 10000
  echo
  "$bench" class "${STREAM:-100000}" | graded "${STREAM:-100000}"
  echo "   aim: no more memory than for 10000"
  "$bench" submissions 1000 | awk -F '\t' '
    { printf "  %7d read alone %35.2f s of one processor %8.3f ms each, of %.0f KiB\n",
        1000, $2 / 1e3, $2 / 1e3, $1 }'
}

for part in ${PARTS:-start circuit training lab grading}; do
  "measure_$part"
done
