#!/bin/sh
# qgis_process without a screen. Debian's wrapper passes an option that qgis_process does not know, so the program
# behind it is preferred where it exists.
set -eu
runtime=$(mktemp -d)
trap 'rm -rf "$runtime"' EXIT
program=qgis_process
command -v qgis_process.bin >/dev/null && program=qgis_process.bin
QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=$runtime "$program" "$@"
