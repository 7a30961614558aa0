"""Switches Prospectivity Lens on in a QGIS profile.

usage: /usr/bin/python3 enable_in_profile.py PROFILE_FOLDER [--native]

The Python loader alone gives everything, and one entry in the plugin manager. With --native the C++ plugin is switched on
beside it, as a second entry; without, an entry that an earlier installation left goes. QSettings itself writes the file, so
that everything else in it stays as QGIS wrote it. Running it again changes nothing.
"""

import sys
from pathlib import Path

from qgis.PyQt.QtCore import QSettings

FOLDER = "prospectivity_lens"


NATIVE = "Plugins/libprospectivity_lens_plugin"
NATIVE_FOLDERS = "plugins/searchPathsForPlugins"


def enable(profile: Path, native: bool):
    settings = QSettings(str(profile / "QGIS" / "QGIS3.ini"), QSettings.Format.IniFormat)
    settings.setValue(f"PythonPlugins/{FOLDER}", True)

    desktop = str(profile / "python" / "plugins" / FOLDER / "desktop")
    before = settings.value(NATIVE_FOLDERS) or []
    before = before.split("|") if isinstance(before, str) else list(before)
    paths = [path for path in before if path != desktop] + [desktop] * native
    if native:
        settings.setValue(NATIVE, True)
    else:
        settings.remove(NATIVE)
    if not paths:
        settings.remove(NATIVE_FOLDERS)
    elif paths != before:
        # A single path goes in as plain text, which every QGIS version reads.
        settings.setValue(NATIVE_FOLDERS, paths if len(paths) > 1 else paths[0])
    settings.sync()
    if settings.status() != QSettings.Status.NoError:
        sys.exit(f"The QGIS settings {settings.fileName()} cannot be written: check the permissions of the profile.")


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--native"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    enable(Path(arguments[0]).absolute(), "--native" in sys.argv)
