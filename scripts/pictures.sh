#!/bin/sh
# Makes the pictures of README and help anew, in docs/pictures: builds, works through the sample district in QGIS
# Desktop on a virtual screen, and looks at its reports in a browser. The user's own profile of QGIS is left alone.
# The old pictures stay until all new ones are there. usage: scripts/pictures.sh
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh

names="prospectivity_map why_here panel modeler training_report shap_values"

need_packages scripts/packages_build.txt scripts/packages_test.txt
need_qgis
build release
work=$PWD/build/pictures
rm -rf "$work"
mkdir -p "$work/taken" "$work/small" "$work/runtime"
chmod 700 "$work/runtime"
export HOME="$work" XDG_DATA_HOME="$work/.local/share" XDG_CONFIG_HOME="$work/.config" XDG_CACHE_HOME="$work/.cache"
export XDG_RUNTIME_DIR="$work/runtime" LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
unset QT_QPA_PLATFORM QGIS_CUSTOM_CONFIG_PATH
plugin/install_for_user.sh build/release

say "Working through the sample district in QGIS Desktop (some minutes)"
PICTURES_WORK=$work timeout 1200 xvfb-run -a -s "-screen 0 1400x1150x24" \
  qgis --nologo --code "$PWD/scripts/pictures_desktop.py" >"$work/desktop.log" 2>&1 ||
  echo "QGIS Desktop ended with an error." >>"$work/desktop.log" # the pictures count
[ ! -e "$work/failure.txt" ] ||
  stop "QGIS Desktop took no pictures ($(tail -n 1 "$work/failure.txt")): build/pictures/failure.txt says where."

say "Looking at the reports"
/usr/bin/python3 scripts/pictures_reports.py "$work"

for name in $names; do
  taken=$work/taken/$name.png
  [ -s "$taken" ] || stop "The picture '$name' was not taken: see build/pictures/desktop.log."
  [ "$(identify -format %k "$taken")" -gt 16 ] || stop "The picture '$name' is blank: see $taken."
  convert "$taken" -strip -colors 256 "PNG8:$work/small/$name.png" ||
    stop "The picture '$name' could not be made small: see $taken."
done
mkdir -p docs/pictures
for name in $names; do
  cp "$work/small/$name.png" docs/pictures/
done
say "The pictures are in docs/pictures: look at each before it is committed"
