#!/bin/sh
# Of a function that several files share the linker keeps one. If that one was compiled for a newer processor, every
# program stops on an older one: the objects of kernels (engine/core/kernels.h) must share nothing but their tables.
# kernels_share_nothing.sh NM OBJECT...
set -eu
nm=$1
shift
symbols=$("$nm" -C --defined-only "$@" | grep -E '^[0-9a-f]+ [A-Zu] ')
echo "$symbols" | grep -q '::compiled<' || {
  echo "The objects define no table of kernels: $*"
  exit 1
}
if echo "$symbols" | grep -v '::compiled<'; then
  echo "These functions of kernels are not their file's own."
  exit 1
fi
