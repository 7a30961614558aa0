#!/bin/sh
# Runs the fuzz targets of tests/fuzz, which read what others wrote: model files, texts of parameters, what rasters
# say of themselves, tables of samples, notes of studies, histories of projects. Installs what is missing, builds the preset "fuzz" and prints a table; exits
# with 1 when an input crashes a target, takes longer than a second or more than a gigabyte. Such an input stays in
# build/fuzz/found: mend the engine and keep the input in tests/fuzz/found/TARGET, where every build's tests read it.
# usage: tests/fuzz.sh [RUNS [TARGET...]]     RUNS: executions of each target (default 1000000)
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh

need_packages scripts/packages_build.txt scripts/packages_fuzz.txt
need_qgis
runs=${1:-1000000}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- texts shards plans trainings notes history extent model_archive model_parts raster samples csv

say "Building (preset fuzz; some minutes the first time)"
mkdir -p build/fuzz
cmake --preset fuzz >build/fuzz/configure.log 2>&1 || stop "The build could not be prepared: see build/fuzz/configure.log."
for target in "$@"; do targets="${targets:-} fuzz_$target"; done
cmake --build build/fuzz --target $targets || stop "The build failed: the first 'error:' above says where."

# Other people's libraries: what they never free is theirs, and their containers come without the marks that ASan
# looks for when they are handed over.
export ASAN_OPTIONS=detect_leaks=0:detect_container_overflow=0:allocator_may_return_null=1
export UBSAN_OPTIONS=print_stacktrace=1
export QT_QPA_PLATFORM=offscreen

failed=0
printf '%-16s %12s %10s %8s  %s\n' target executions 'per second' 'MB' result
for target in "$@"; do
  inputs=build/fuzz/corpus/$target
  found=build/fuzz/found/$target
  log=build/fuzz/$target.log
  mkdir -p "$inputs" "$found"
  given=tests/fuzz/corpus/$target
  [ ! -d "tests/fuzz/found/$target" ] || given="$given tests/fuzz/found/$target"
  case $target in
  raster | samples | csv) longest=4096 ;; # GDAL and QGIS take a while for a thousand lines, whatever they say
  *) longest=65536 ;;
  esac
  result=clean
  build/fuzz/bin/fuzz_$target -runs="$runs" -timeout=1 -rss_limit_mb=1024 -malloc_limit_mb=512 -max_len=$longest -seed=1 \
    -print_final_stats=1 -artifact_prefix="$found/" "$inputs" $given >"$log" 2>&1 || {
    failed=1
    result="see $log and $found"
  }
  figure() {
    sed -n "s/^stat::$1: *//p" "$log"
  }
  printf '%-16s %12s %10s %8s  %s\n' "$target" "$(figure number_of_executed_units)" "$(figure average_exec_per_sec)" \
    "$(figure peak_rss_mb)" "$result"
done
exit $failed
