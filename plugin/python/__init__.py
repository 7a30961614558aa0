"""Lets QGIS find the native provider where it loads no C++ plugins: in qgis_process, from a package, from a zip file.

The provider's library fits one release of QGIS, the third number included, and may crash another one. So this file looks
before it opens anything: at the release that runs, at its own folder, and at other copies of the plugin, of which the
newest that fits is taken. Whatever stands in the way is said in one sentence.
"""

import configparser
import ctypes
import re
import struct
from dataclasses import dataclass
from pathlib import Path

import qgis.utils
from qgis.core import Qgis, QgsMessageLog
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication

NAME = "Prospectivity Lens"
OLDEST_QGIS = "3.22.0"
LIBRARIES = [f"libprospectivity_{part}.so" for part in ("provider", "engine", "torch", "trees", "desk")]

# Properties of the application, which plugin/registration.cpp and plugin/lens_plugin.cpp know as well.
OPEN_LIBRARY = "prospectivityProviderLibrary"  # the file that holds the provider that is registered
REFUSAL = "prospectivityRefusal"  # what was said last: two loaders may find the same
ANOTHER_RELEASE = 3  # of prospectivityRegisterProvider()


@dataclass
class Installation:
    """A plugin folder and what its metadata says; texts are empty where it says nothing."""

    folder: Path
    version: str = ""
    release: str = ""  # of QGIS, that the libraries were built for
    architecture: str = ""
    failure: str = ""  # of the system, when the metadata was read

    def library(self, name):
        return self.folder / "lib" / name


def read_installation(folder):
    metadata = configparser.ConfigParser(interpolation=None)
    try:
        metadata.read_string((folder / "metadata.txt").read_text(encoding="utf-8"))
    except OSError as error:
        return Installation(folder, failure=error.strerror)
    except (UnicodeError, configparser.Error):
        return Installation(folder)
    return Installation(folder, *(metadata.get("general", key, fallback="")
                                  for key in ("version", "builtForQgis", "builtForArchitecture")))


def has_metadata(folder):
    """False as well for a folder that must not be looked into: QGIS finds no plugin in it either."""
    try:
        return (folder / "metadata.txt").is_file()
    except OSError:
        return False


def installations(own_folder, plugin_paths):
    """That of this file first, then the others in the order in which QGIS looks for plugins."""
    folders = [own_folder, *(Path(path) / own_folder.name for path in plugin_paths)]
    different = {folder.resolve(): folder for folder in reversed(folders) if has_metadata(folder)}
    return [read_installation(folder) for folder in reversed(list(different.values()))]


def numbers(version):
    return [int(number) for number in re.findall(r"\d+", version)]


def is_whole(library):
    """An ELF file ends with the table of its sections. A copy that was cut short would end the process that opens it.
    Throws OSError where the file cannot be read."""
    with library.open("rb") as file:
        header = file.read(64)
    if len(header) < 64 or header[:4] != b"\x7fELF":
        return False
    order = "<" if header[5] == 1 else ">"
    table, = struct.unpack_from(order + "Q", header, 40)
    entry_size, entries = struct.unpack_from(order + "HH", header, 58)
    return table + entry_size * entries <= library.stat().st_size


def refusal(installation, running):
    """Why the libraries of a folder are not opened by this release of QGIS, and the remedy; None if they are."""
    if installation.failure:
        return unreadable(installation.folder / "metadata.txt", installation.failure)
    if not installation.release:
        return (f"{installation.folder} holds no build of {NAME}: install its package for QGIS {running}, "
                "or build the plugin on this machine.")
    if numbers(running) < numbers(OLDEST_QGIS):
        return f"{NAME} {installation.version} needs QGIS 3.22 or newer and this is QGIS {running}: install a newer QGIS."
    if installation.release != running:
        package = f"prospectivity-lens_{installation.version}+qgis{running}_{installation.architecture}.deb"
        return (f"{NAME} {installation.version} was built for QGIS {installation.release} and this is QGIS {running}: "
                f"install the package {package}, or build the plugin on this machine.")
    for library in map(installation.library, LIBRARIES):
        try:
            if not library.is_file():
                return f"{NAME} is installed by half, {library} is missing: install it again."
            if not is_whole(library):
                return f"{NAME} is installed by half, {library} was cut short: install it again."
        except OSError as error:
            return unreadable(library, error.strerror)
    return None


def unreadable(file, reason):
    return f"{NAME} cannot read {file} ({reason}): let this user read the plugin's folder, or install it again."


def without_metadata(folder):
    """Of this file's own folder: QGIS loads none that has no metadata, so it lost them since, or they cannot be reached."""
    metadata = folder / "metadata.txt"
    try:
        metadata.stat()
    except FileNotFoundError:
        if not folder.exists():
            return f"The folder of {NAME} was removed: install it again."
    except OSError as error:
        return unreadable(metadata, error.strerror)
    return f"{NAME} is installed by half, {metadata} is missing: install it again."


def newest_that_fits(found, running):
    """Of equal versions the one that QGIS came upon first; None if no copy fits."""
    fitting = [installation for installation in found if refusal(installation, running) is None]
    return max(fitting, key=lambda installation: numbers(installation.version), default=None)


def running_release():
    release = Qgis.QGIS_VERSION_INT
    return f"{release // 10000}.{release // 100 % 100}.{release % 100}"


def say(sentence, iface):
    """In the message bar where there is one, and in the log, which qgis_process prints."""
    application = QCoreApplication.instance()
    if application.property(REFUSAL) == sentence:
        return
    application.setProperty(REFUSAL, sentence)
    QgsMessageLog.logMessage(sentence, NAME, Qgis.Critical)
    if iface is not None:
        iface.messageBar().pushMessage(NAME, sentence, Qgis.Critical, 0)


class ProspectivityLens:
    """Registers the provider of libprospectivity_provider.so; everything else lives in that library."""

    def __init__(self, iface):
        self.iface = iface
        self.native = None  # kept while registered: the provider's code lives in it
        self.desk = None  # the same of the panel and of "Why here?"; nothing without a window

    def initProcessing(self):
        if self.native is None:
            sentence = self.register()
            if sentence is not None:
                say(sentence, self.iface)

    def register(self):
        """Returns what stood in the way, or None."""
        running = running_release()
        own_folder = Path(__file__).parent
        found = installations(own_folder, qgis.utils.plugin_paths)
        chosen = newest_that_fits(found, running)
        if chosen is None:
            return refusal(found[0], running) if found else without_metadata(own_folder)
        path = str(chosen.library(LIBRARIES[0]))
        # A second copy of a library that is open gets mixed up with the first, so the first is taken.
        open_path = QCoreApplication.instance().property(OPEN_LIBRARY) or path
        self.mention_others(found, Path(open_path).parent.parent)
        try:
            library = ctypes.CDLL(open_path)
            status = library.prospectivityRegisterProvider()
        except (OSError, AttributeError) as error:
            return (f"A library that {NAME} needs could not be opened ({error}): install the plugin's package, "
                    "which brings along what it needs.")
        if status == ANOTHER_RELEASE:
            return f"{open_path} was built for another release than QGIS {running}: install the plugin's package for it."
        if status != 0:
            return f"QGIS refused the provider of {NAME}: restart QGIS."
        self.native = library
        return None

    def mention_others(self, found, used):
        if len(found) > 1:
            copies = ", ".join(f"{copy.version or '?'} in {copy.folder}" for copy in found)
            QgsMessageLog.logMessage(f"There are several copies of {NAME} ({copies}): the one in {used} is used, "
                                     "remove the others.", NAME, Qgis.Info)

    def initGui(self):
        self.initProcessing()
        if self.native is not None and self.desk is None:
            self.start_desk()

    def start_desk(self):
        path = Path(QCoreApplication.instance().property(OPEN_LIBRARY)).parent / LIBRARIES[-1]
        try:
            desk = ctypes.CDLL(str(path))
            status = desk.prospectivityStartDesk(ctypes.c_void_p(sip.unwrapinstance(self.iface)))
        except (OSError, AttributeError) as error:
            say(f"The library of the panel and of 'Why here?' could not be opened ({error}): install the plugin's package, "
                "which brings along what it needs.", self.iface)
            return
        if status == 0:
            self.desk = desk

    def unload(self):
        QCoreApplication.instance().setProperty(REFUSAL, None)
        if self.desk is not None:
            self.desk.prospectivityStopDesk()
        self.desk = None
        if self.native is not None:
            self.native.prospectivityUnregisterProvider()
        self.native = None


def classFactory(iface):
    return ProspectivityLens(iface)
