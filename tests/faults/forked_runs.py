"""Runs of algorithms in copies of one process in which QGIS has started, so that what befalls a run does not befall
the start of QGIS, and what it leaves."""

import contextlib
import ctypes
import os
import signal
import sys
import tempfile
import traceback
from pathlib import Path

from osgeo import gdal, ogr
from qgis.core import (QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback,
                       QgsProject)

SOURCE = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("PROSPECTIVITY_BUILD", SOURCE / "build" / "dev"))
sys.path.append(str(SOURCE / "tests/end_to_end"))  # last: its qgis.py is another one

import every_algorithm  # noqa: E402

gdal.UseExceptions()
ogr.UseExceptions()

FORMER = b"what stood here before"
LEFT = ".prospectivity-"


@contextlib.contextmanager
def district(*libraries):
    """QGIS with the provider, and a folder with what every_algorithm.make_inputs() makes. `libraries` of the build are
    opened before any copy is made, so that a run need not."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QgsApplication([], False)
    application.initQgis()
    library = ctypes.CDLL(str(BUILD / "lib/libprospectivity_provider.so"), ctypes.RTLD_GLOBAL)
    library.prospectivityRegisterProvider()
    opened = [ctypes.CDLL(str(BUILD / "lib" / name), ctypes.RTLD_LOCAL) for name in libraries]
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder)
        provider = QgsApplication.processingRegistry().providerById("prospectivity")
        lacking = every_algorithm.missing(provider, inputs)
        assert not lacking, "every_algorithm.py: " + "; ".join(lacking)
        every_algorithm.make_inputs(inputs, run)
        yield inputs
    del opened
    application.exitQgis()


def run_and_end(algorithm, parameters):
    """In a copy of this process, which ends with it."""
    code = 1
    try:
        found = QgsApplication.processingRegistry().createAlgorithmById(f"prospectivity:{algorithm}")
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        feedback = QgsProcessingFeedback(False)
        _, ok = found.run(parameters, context, feedback)
        code = 0 if ok else 2
        if not ok:
            print(feedback.textLog(), file=sys.stderr, flush=True)
    except (QgsProcessingException, MemoryError) as failure:
        print(failure, file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def run(algorithm, **parameters):
    process = os.fork()
    if process == 0:
        run_and_end(algorithm, parameters)
    _, status = os.waitpid(process, 0)
    assert status == 0, f"{algorithm} does not run"


def outcome_of(algorithm, parameters, before=lambda: None, seconds=120):
    """Of a run: its status as os.waitpid() gives it, and what it said. `before` is done in the copy before it; one that
    takes longer than so many seconds is ended by SIGALRM."""
    with tempfile.TemporaryFile() as said:
        process = os.fork()
        if process == 0:
            os.dup2(said.fileno(), 2)
            signal.alarm(seconds)
            try:
                before()
            except BaseException:  # the copy must never go on with the parent's program
                traceback.print_exc()
                sys.stderr.flush()
                os._exit(1)
            run_and_end(algorithm, parameters)
        _, status = os.waitpid(process, 0)
        said.seek(0)
        return status, said.read().decode(errors="replace")


def end_in_words(status):
    if os.WIFSIGNALED(status):
        return f"ended by {signal.Signals(os.WTERMSIG(status)).name}"
    return f"exit code {os.WEXITSTATUS(status)}"


def staging(folder):
    return [name for name in os.listdir(folder) if name.startswith(LEFT)]


def content(path):
    """What a file holds, whichever bytes it is written with; None if it cannot be read whole."""
    try:
        if path.suffix == ".tif":
            data = gdal.Open(str(path))
            return [data.GetRasterBand(number).Checksum() for number in range(1, data.RasterCount + 1)]
        if path.suffix in (".gpkg", ".shp", ".csv"):
            data = gdal.OpenEx(str(path), gdal.OF_VECTOR)
            return [str(feature.items()) for feature in data.GetLayer(0)]
        return path.read_bytes()
    except RuntimeError:
        return None
