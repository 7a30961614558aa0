#!/bin/sh
# From layers to a prospectivity map with its reasons, on the sample district: installs what is missing, builds,
# installs the plugin for the current user, and runs the whole chain through qgis_process.
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh

need_packages scripts/packages_build.txt
need_qgis
build release
say "Installing the plugin for $(id -un)"
plugin/install_for_user.sh build/release
exec /usr/bin/python3 sample_project/run_chain.py
