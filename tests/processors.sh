#!/bin/sh
# Runs every test that depends on rounding (CTest's label "rounding") under each kind of kernel that this machine can
# run: OpenBLAS's, LibTorch's, the engine's own and those of the C library's logarithms and cosines, one of them changed
# at a time. For before a version is tagged: each line of the table takes as long as those tests do, nearly as long as
# tests/run.sh; without the whole chains (below) some minutes on 2 cores. Exits with 1 if any fails.
# Words after the command go to ctest: tests/processors.sh -E end_to_end/
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh

need_packages scripts/packages_build.txt scripts/packages_test.txt
need_qgis
build dev

words="$*"
flags=" $(sed -n 's/^\(flags\|Features\)[^:]*://p' /proc/cpuinfo | head -n 1) "
failed=0

line() {
  printf '%-36s %s\n' "$1" "$2"
}

# missing FLAG...  those that this processor lacks.
missing() {
  for flag in "$@"; do
    case $flags in
    *" $flag "*) ;;
    *) printf ' %s' "$flag" ;;
    esac
  done
}

# kernels_of LIBRARY [SETTING]  what a process computes with: openblas, torch, onednn (which multiplies for LibTorch), libm or
# engine. Of onednn and libm the last word, which is what they chose.
kernels_of() {
  case $1 in
  onednn | libm) before='.* ' ;;
  *) before= ;;
  esac
  env ${2:-} build/dev/bin/show_kernels | sed -n "s/^$1=$before//p"
}

# run NAME [SETTING]  all tests under a setting: a line of the table, and which failed.
run() {
  log="build/dev/processors-$(echo "$1" | tr -c 'A-Za-z0-9_\n' '-').log"
  env ${2:-} ctest --test-dir build/dev -L rounding -j"$(nproc)" --no-tests=error --output-on-failure $words >"$log" 2>&1 || {
    failed=1
    line "$1" "$(sed -n 's/.* \([0-9]*\) tests failed out of \([0-9]*\)$/\1 of \2 tests failed/p' "$log"), see $log:"
    sed -n 's/^[[:space:]]*[0-9]* - \([^ ]*\) (.*/    \1/p' "$log" | sort -u
    return
  }
  line "$1" "$(sed -n 's/.*0 tests failed out of \([0-9]*\)$/\1 tests passed/p' "$log")"
}

# try LIBRARY VARIABLE VALUE ANSWERS [FLAG...]  a run, unless the processor lacks a flag, the library does not answer with
# one of ANSWERS (divided by |), or it answers so anyway.
try() {
  library=$1
  setting="$2=$3"
  answers="|$4|"
  shift 4
  lacks=$(missing "$@")
  if [ -n "$lacks" ]; then
    line "$setting" "left out: this processor lacks$lacks"
    return
  fi
  found=$(kernels_of "$library" "$setting")
  case $answers in
  *"|$found|"*) ;;
  *)
    line "$setting" "left out: the library answers with $found"
    return
    ;;
  esac
  if [ "$found" = "$(kernels_of "$library")" ]; then
    line "$setting" "left out: it is what this machine chooses"
    return
  fi
  run "$setting" "$setting"
}

avx512="avx512f avx512cd avx512bw avx512dq avx512vl"
# Names of both the ways in which releases of the C library spell them; unknown ones are passed over.
without_fma=glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-AVX2,-FMA,-FMA4

say "Testing under each kind of kernel; this machine chooses"
build/dev/bin/show_kernels
run "as this machine chooses"
try openblas OPENBLAS_CORETYPE Prescott Prescott pni
try openblas OPENBLAS_CORETYPE Haswell Haswell avx2 fma
try openblas OPENBLAS_CORETYPE Zen Zen avx2 fma
try openblas OPENBLAS_CORETYPE SkylakeX SkylakeX $avx512
try openblas OPENBLAS_CORETYPE SapphireRapids SapphireRapids $avx512 avx512_bf16 avx512_fp16 amx_tile amx_bf16
try torch ATEN_CPU_CAPABILITY default "NO AVX|DEFAULT"
try torch ATEN_CPU_CAPABILITY avx2 AVX2 avx2 fma
try torch ATEN_CPU_CAPABILITY avx512 AVX512 $avx512
try onednn DNNL_MAX_CPU_ISA SSE41 SSE41 sse4_1
try onednn DNNL_MAX_CPU_ISA AVX2 AVX2 avx2
try onednn DNNL_MAX_CPU_ISA AVX512_CORE AVX512_CORE $avx512
try libm GLIBC_TUNABLES $without_fma SSE2 avx2 fma
try engine PROSPECTIVITY_INSTRUCTIONS baseline baseline
try engine PROSPECTIVITY_INSTRUCTIONS avx2 avx2 avx2 fma
try engine PROSPECTIVITY_INSTRUCTIONS avx512 avx512 avx512f
exit $failed
