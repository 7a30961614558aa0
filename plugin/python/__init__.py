"""Lets QGIS find the native provider where it loads no C++ plugins: in qgis_process and from a zip file."""

import ctypes
from pathlib import Path


class ProspectivityLens:
    """Registers the provider of libprospectivity_provider.so; everything else lives in that library."""

    def __init__(self):
        self.native = None  # kept while registered: the provider's code lives in it

    def initProcessing(self):
        if self.native is not None:
            return
        library = ctypes.CDLL(str(Path(__file__).parent / "lib" / "libprospectivity_provider.so"))
        if library.prospectivityRegisterProvider() != 0:
            raise RuntimeError("QGIS refused the Prospectivity Lens provider: restart QGIS.")
        self.native = library

    def initGui(self):
        self.initProcessing()

    def unload(self):
        if self.native is not None:
            self.native.prospectivityUnregisterProvider()
        self.native = None


def classFactory(iface):
    return ProspectivityLens()
