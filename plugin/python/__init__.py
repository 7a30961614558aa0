"""Lets QGIS find the native provider where it loads no C++ plugins: in qgis_process and from a zip file."""

import ctypes
from pathlib import Path


class ProspectivityLens:
    """Registers the provider of libprospectivity_provider.so; everything else lives in that library."""

    def __init__(self):
        self.library = None  # kept while registered: the provider's code lives in it

    def initProcessing(self):
        if self.library is not None:
            return
        library = ctypes.CDLL(str(Path(__file__).parent / "lib" / "libprospectivity_provider.so"))
        if library.prospectivityRegisterProvider() != 0:
            raise RuntimeError("QGIS refused the Prospectivity Lens provider: restart QGIS.")
        self.library = library

    def initGui(self):
        self.initProcessing()

    def unload(self):
        if self.library is not None:
            self.library.prospectivityUnregisterProvider()
        self.library = None


def classFactory(iface):
    return ProspectivityLens()
