#!/bin/sh
# Installs what is missing, builds everything and runs all tests.
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh

need_packages scripts/packages_build.txt scripts/packages_test.txt
need_qgis
build dev
say "Testing"
ctest --test-dir build/dev --output-on-failure
