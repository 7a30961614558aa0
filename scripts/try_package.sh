#!/bin/sh
# Tries the Debian package in a folder as a user meets it: installs it with apt where no compiler is, runs the chain on the
# installed sample project as an ordinary user, ticks the plugin in QGIS Desktop and shows the map there, and removes it
# again. It installs and removes packages: run it in a fresh root, as in
#
#   scripts/in_release.sh --share build/release bookworm scripts/try_package.sh /share
#
# usage: try_package.sh FOLDER_WITH_THE_PACKAGE   a screenshot is left in the folder
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh

folder=${1:?usage: try_package.sh FOLDER_WITH_THE_PACKAGE}
set -- "$folder"/prospectivity-lens_*.deb
[ $# -eq 1 ] && [ -e "$1" ] || stop "One package of prospectivity-lens is tried at a time, and '$folder' holds none or several."
package=$(realpath "$1")
here=$(pwd)
sample=/usr/share/prospectivity-lens/sample_project
qgis_process=/usr/share/prospectivity-lens/scripts/qgis_process.sh

assert_no_compiler() {
  for compiler in cc gcc c++ g++ clang; do
    ! command -v "$compiler" >/dev/null || stop "There is a compiler ($compiler): the package is not tried as a user meets it."
  done
}

# Debian 12's QGIS brings a compiler itself (python3-qgis-common, matplotlib, fonttools, scipy, pythran, g++).
disable_compilers() {
  for compiler in cc gcc c++ g++ clang; do
    if program=$(command -v "$compiler"); then
      say "QGIS brought a compiler, which is switched off: $program"
      chmod a-x "$(realpath "$program")"
    fi
  done
}

as_user() {
  runuser -u geologist -- env HOME=/home/geologist LC_ALL=C.UTF-8 "$@"
}

# What a person has in /home is theirs: no package takes anything away there.
traces() {
  find / -xdev \( -path /proc -o -path /sys -o -path /share -o -path /root -o -path /home -o -path /tmp \) -prune -o \
    -iname '*prospectivity*' -print
}

assert_no_compiler
[ -z "$(traces)" ] || stop "A trace of an earlier installation is here: $(traces)"

# Without recommended packages: what the plugin needs must stand among those it depends on.
say "Installing $(basename "$package")"
apt-get update -q=2
apt-get install -q=2 -y --no-install-recommends "$package" >/tmp/apt.log 2>&1 || {
  tail -n 20 /tmp/apt.log >&2
  stop "The package cannot be installed: see apt's message above."
}
disable_compilers
assert_no_compiler
dpkg-query -W -f '${Package} ${Version}\n' prospectivity-lens qgis python3-qgis 'libtorch*' 'libxgboost*' 'libopenblas0*' 'libgdal3*' | sort -u

say "Running the chain on the installed sample project, as an ordinary user"
useradd --create-home geologist
cd /home/geologist
as_user "$qgis_process" plugins enable prospectivity_lens
as_user /usr/bin/python3 "$sample/run_chain.py" /home/geologist/output
for output in evidence_stack.tif samples.gpkg model.pt prospectivity.tif shap_values.gpkg shap_report.html; do
  [ -s "/home/geologist/output/$output" ] || stop "The chain left no '$output'."
done

# As root as well: what that leaves in the folders of the system must go with the package.
"$qgis_process" plugins enable prospectivity_lens >/dev/null
"$qgis_process" list | grep -c '	prospectivity:' | sed 's/$/ algorithms are listed for root/'
[ -d /usr/share/qgis/python/plugins/prospectivity_lens/__pycache__ ] || stop "QGIS left no compiled Python: removing it is not tried."
touch "$sample/layers/W.tif.aux.xml"

say "Ticking the plugin in QGIS Desktop, and showing the map there"
as_user "$qgis_process" plugins disable prospectivity_lens
apt-get install -q=2 -y --no-install-recommends xvfb xauth imagemagick >/tmp/apt.log 2>&1 || stop "The virtual screen cannot be installed."
assert_no_compiler
cp "$here/scripts/try_package_desktop.py" "$here/scripts/qgis_process.sh" /tmp/
as_user env TRY_OUTPUT=/home/geologist/output XDG_RUNTIME_DIR=/home/geologist timeout 600 xvfb-run -a -s "-screen 0 1400x900x24" \
  qgis --nologo --code /tmp/try_package_desktop.py >/home/geologist/desktop.log 2>&1 && closed=0 || closed=$?
tail -n 20 /home/geologist/desktop.log
cp /home/geologist/output/desktop.png "$folder/desktop.png" || stop "QGIS Desktop took no picture: see its messages above."
cat /home/geologist/output/desktop.txt
grep -q '^good$' /home/geologist/output/desktop.txt || stop "QGIS Desktop showed something else than one entry that a tick switches on, one provider and a styled map."
[ "$closed" -eq 0 ] || stop "QGIS Desktop showed what it should and then closed with status $closed: see its messages above."

say "Removing the package"
apt-get remove -q=2 -y prospectivity-lens >/tmp/apt.log 2>&1 || stop "The package cannot be removed: $(cat /tmp/apt.log)"
left=$(traces)
[ -z "$left" ] || stop "Removing the package left this behind: $left"
dpkg-query -W prospectivity-lens 2>/dev/null && stop "dpkg still knows the package."
as_user /tmp/qgis_process.sh list >/tmp/list.txt || stop "qgis_process does not run any more."
! grep -q prospectivity /tmp/list.txt || stop "The removed provider is still listed."
settings=/home/geologist/.local/share/QGIS/QGIS3/profiles/default/QGIS/QGIS3.ini
grep -qx 'prospectivity_lens=true' "$settings" || stop "The tick did not stay in the settings of the user, '$settings'."
say "Installed, ran, ticked, shown ($folder/desktop.png) and removed without a trace; in the settings of the user stays"
grep -i prospectivity "$settings"
