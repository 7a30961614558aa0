#!/bin/sh
# clang-format and clang-tidy over the given source files, or over all of them. usage: check_style.sh [FILE...]
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh

need_packages scripts/packages_build.txt scripts/packages_style.txt
need_qgis
[ $# -gt 0 ] || set -- $(git ls-files '*.cpp' '*.h')
clang-format --dry-run -Werror "$@" || stop "Some files are not formatted: run 'clang-format -i' on those named above."

build dev >/dev/null
for file in "$@"; do echo "$file"; done | grep '\.cpp$' |
  xargs -r -n 1 -P "$(nproc)" clang-tidy -p build/dev --quiet 2>/dev/null ||
  stop "clang-tidy found the mistakes named above."
