#!/bin/sh
# Builds the Debian package and the zip file of the release that this runs in. usage: make_package.sh FOLDER_FOR_THEM
set -eu
folder=$(cd "${1:?usage: make_package.sh FOLDER_FOR_THEM}" && pwd)
cd "$(dirname "$0")/.."
. scripts/prepare.sh

need_packages scripts/packages_build.txt
need_qgis
build release
cmake --build build/release --target package
rm -f "$folder"/prospectivity-lens_*.deb "$folder"/prospectivity_lens-*.zip
cp build/release/prospectivity-lens_*.deb build/release/prospectivity_lens-*.zip "$folder/"
