#!/bin/sh
# Runs the tests under the sanitizers: address and undefined behaviour over those of engine, processing, what stands in the
# window of QGIS, and the inputs of the fuzz targets, then the thread sanitizer over those of the engine. Installs and
# builds what is missing (presets asan-ubsan and tsan) and prints a line for each; exits with 1 if any test fails. Words
# after the command go to ctest:
#   tests/sanitizers.sh -R engine/raster
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh

need_packages scripts/packages_build.txt scripts/packages_test.txt
need_qgis

# What a library allocates once and never frees is no mistake of ours and hides nothing: leaks are not looked for.
# C++ containers that a library compiled without the sanitizer filled lack the marks that it looks for.
export ASAN_OPTIONS=detect_leaks=0:detect_container_overflow=0
export UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS="suppressions=$PWD/tests/sanitizers_threads.txt:second_deadlock_stack=1"

words="$*"
failed=0

# run PRESET ROOMS TARGET...  builds the targets and runs the tests whose names begin with one of ROOMS (divided by |).
run() {
  preset=$1
  rooms=$2
  shift 2
  say "Building (preset $preset; the first time takes long)"
  mkdir -p "build/$preset"
  cmake --preset "$preset" >"build/$preset/configure.log" 2>&1 ||
    stop "The build could not be prepared: see build/$preset/configure.log."
  cmake --build "build/$preset" --target "$@" || stop "The build failed: the first 'error:' above says where."
  say "Testing (preset $preset)"
  log=build/$preset/tests.log
  # ctest takes one pattern of names; of those that are given behind it the last counts.
  ctest --test-dir "build/$preset" -R "^($rooms)/" -j"$(nproc)" --no-tests=error --output-on-failure $words >"$log" 2>&1 || {
    failed=1
    sed -n 's/^[[:space:]]*[0-9]* - \([^ ]*\) (.*/    \1/p' "$log" | sort -u
    echo "    see $log"
  }
  sed -n 's/.*[^0-9]\([0-9]*\) tests failed out of \([0-9]*\)$/\1 of \2 tests failed/p' "$log"
}

run asan-ubsan 'engine|processing|plugin|fuzz' tests/engine/all tests/processing/all tests/plugin/all tests/fuzz/all
run tsan engine tests/engine/all
exit $failed
