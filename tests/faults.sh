#!/bin/sh
# What befalls runs of every algorithm, as three tables: killed at twenty moments each, drawn by chance; each of its outputs
# on a full disk; and with less and less memory. For before a version is tagged, and after a change to how outputs are
# written. Exits with 1 if any run left half a file, lost a former one, left what the next run did not remove, or ended
# otherwise than with a sentence.
# Words after the command are algorithms; MOMENTS and SEED say how often runs are killed and by which chance:
#   MOMENTS=100 SEED=2 tests/faults.sh predict traincnn
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh

need_packages scripts/packages_build.txt scripts/packages_test.txt
need_qgis
build dev

export PROSPECTIVITY_BUILD=$PWD/build/dev QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=1
failed=0
say "Killed"
/usr/bin/python3 tests/faults/killed_runs.py --moments="${MOMENTS:-20}" --seed="${SEED:-1}" "$@" || failed=1
say "On a full disk"
/usr/bin/python3 tests/faults/full_disks.py "$@" || failed=1
say "Without memory"
/usr/bin/python3 tests/faults/starved_runs.py "$@" || failed=1
exit $failed
