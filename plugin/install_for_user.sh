#!/bin/sh
# Installs the plugin that was built in a build folder for the current user and switches it on in QGIS's default
# profile. usage: install_for_user.sh BUILD_FOLDER
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:?usage: install_for_user.sh BUILD_FOLDER}

profile=${QGIS_CUSTOM_CONFIG_PATH:-${XDG_DATA_HOME:-$HOME/.local/share}/QGIS/QGIS3}/profiles/default
plugins=$profile/python/plugins
mkdir -p "$plugins"

# A new folder takes the place of the old one, so that nothing stale stays behind and a QGIS that is running
# keeps the libraries it has open.
stage=$(mktemp -d "$plugins/.prospectivity_lens.XXXXXX")
trap 'rm -rf "$stage"' EXIT
cmake --install "$build" --component plugin --prefix "$stage" >"$stage/log" 2>&1 || {
  sed -n "/^CMake Error/,\$p" "$stage/log" >&2
  echo "The plugin could not be installed from '$build': build it first." >&2
  exit 1
}
rm -rf "$plugins/prospectivity_lens"
mv "$stage/prospectivity_lens" "$plugins/prospectivity_lens"
/usr/bin/python3 "$here/enable_in_profile.py" "$profile"
echo "Plugin installed in $plugins/prospectivity_lens"
