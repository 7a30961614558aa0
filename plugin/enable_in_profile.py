"""Switches Prospectivity Lens on in a QGIS profile: the Python loader and the C++ plugin.

usage: /usr/bin/python3 enable_in_profile.py PROFILE_FOLDER

QSettings itself writes the file, so that everything else in it stays as QGIS wrote it. Running it again changes
nothing.
"""

import sys
from pathlib import Path

from qgis.PyQt.QtCore import QSettings

FOLDER = "prospectivity_lens"


def enable(profile: Path):
    settings = QSettings(str(profile / "QGIS" / "QGIS3.ini"), QSettings.Format.IniFormat)
    settings.setValue(f"PythonPlugins/{FOLDER}", True)
    settings.setValue("Plugins/libprospectivity_lens_plugin", True)

    desktop = str(profile / "python" / "plugins" / FOLDER / "desktop")
    paths = settings.value("plugins/searchPathsForPlugins") or []
    paths = paths.split("|") if isinstance(paths, str) else list(paths)
    if desktop not in paths:
        paths.append(desktop)
        # A single path goes in as plain text, which every QGIS version reads.
        settings.setValue("plugins/searchPathsForPlugins", paths if len(paths) > 1 else desktop)
    settings.sync()
    if settings.status() != QSettings.Status.NoError:
        sys.exit(f"The QGIS settings {settings.fileName()} cannot be written: check the permissions of the profile.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    enable(Path(sys.argv[1]).absolute())
