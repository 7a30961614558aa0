#!/bin/sh
# Kills runs of every algorithm at twenty moments each, drawn by chance, and prints what they left as a table. For before a
# version is tagged, and after a change to how outputs are written: some ten minutes on 2 cores. Exits with 1 if any run
# left half a file, lost a former one, or left what the next run did not remove.
# Words after the command go on: tests/faults.sh --moments=100 --seed=2 predict traincnn
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh

need_packages scripts/packages_build.txt scripts/packages_test.txt
need_qgis
build dev

PROSPECTIVITY_BUILD=$PWD/build/dev QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=1 \
  exec /usr/bin/python3 tests/faults/killed_runs.py "$@"
