"""The map against Python's own reading of the model file, for all kinds of rasters, and a run that is killed."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

import numpy
import torch
from osgeo import gdal, ogr

import small_district
from qgis import run

WINDOW = 5


def write_stack(path, planes, kind, nodata):
    """`planes` by name, NaN where there is no data."""
    first = next(iter(planes.values()))
    data = gdal.GetDriverByName("GTiff").Create(str(path), first.shape[1], first.shape[0], len(planes), kind)
    data.SetGeoTransform((small_district.LEFT, small_district.CELL, 0, small_district.TOP, 0, -small_district.CELL))
    data.SetProjection(small_district.utm().ExportToWkt())
    for number, (name, values) in enumerate(planes.items(), 1):
        band = data.GetRasterBand(number)
        band.SetDescription(name)
        band.SetNoDataValue(nodata)
        band.WriteArray(numpy.where(numpy.isnan(values), nodata, values))
    return path


def read(path):
    data = gdal.Open(str(path))
    return data.GetRasterBand(1).ReadAsArray()


def described(model_file):
    with zipfile.ZipFile(model_file) as archive:
        name = next(name for name in archive.namelist() if name.endswith("prospectivity.json"))
        return json.loads(archive.read(name))


def expected(model_file, planes, window=1):
    """Probabilities of every cell with torch.jit.load; NaN where the window is not complete."""
    features = described(model_file)["features"]
    cells = numpy.stack([planes[feature] for feature in features]).astype(numpy.float32)
    half = window // 2
    cells = numpy.pad(cells, ((0, 0), (half, half), (half, half)), constant_values=numpy.nan)
    windows = numpy.lib.stride_tricks.sliding_window_view(cells, (window, window), axis=(1, 2))
    rows = windows.transpose(1, 2, 0, 3, 4).reshape(-1, len(features) * window * window)
    complete = numpy.isfinite(rows).all(axis=1)
    found = numpy.full(len(rows), numpy.nan)
    with torch.no_grad():
        found[complete] = torch.jit.load(str(model_file))(torch.tensor(rows[complete])).numpy()
    return found.reshape(windows.shape[1:3])


def dissimilarity(model_file, planes):
    """Index of every cell and its limit, by the definition (Meyer & Pebesma 2021), for a vector network."""
    model = described(model_file)
    samples = numpy.array(model["training"]["values"])
    folds = numpy.array(model["training"]["folds"])
    rows = torch.tensor(samples, dtype=torch.float32, requires_grad=True)
    torch.jit.load(str(model_file)).logits(rows).sum().backward()
    weights = rows.grad.abs().mean(dim=0).double().numpy()  # per unit; per standard deviation cancels the scaling
    samples = samples * weights
    cells = numpy.stack([planes[feature].astype(numpy.float32) for feature in model["features"]], axis=-1) * weights
    between = numpy.linalg.norm(samples[:, None] - samples[None], axis=-1)
    unit = between.sum() / (len(samples) * (len(samples) - 1))
    others = numpy.where(folds[:, None] == folds[None], numpy.inf, between).min(axis=1)[folds >= 0] / unit
    low, high = numpy.quantile(others, [0.25, 0.75])
    nearest = numpy.min([numpy.linalg.norm(cells - sample, axis=-1) for sample in samples], axis=0)
    return nearest / unit, min(high + 1.5 * (high - low), others.max())


class Prediction(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        rasters = small_district.make(cls.folder)
        stack, samples = cls.folder / "stack.tif", cls.folder / "samples.gpkg"
        cls.model, cls.windowed = cls.folder / "model.pt", cls.folder / "windowed.pt"
        for outcome in (
                run("buildevidencestack", LAYERS=rasters, OUTPUT=stack),
                run("createsamples", STACK=stack, DEPOSITS=cls.folder / "deposits.gpkg", OUTPUT=samples),
                run("traincnn", SAMPLES=samples, EPOCHS=5, FOLDS=3, MODEL=cls.model),
                run("traincnn", SAMPLES=samples, EPOCHS=2, VALIDATION=0, WINDOW=WINDOW, STACK=stack,
                    MODEL=cls.windowed)):
            assert outcome.code == 0, outcome.text
        layers, _ = small_district.evidence()
        cls.planes = {name: numpy.where(values == small_district.NODATA, numpy.nan, values)
                      for name, values in layers.items()}

    def predict(self, stack, model=None, **more):
        path = self.folder / "map.tif"
        outcome = run("predict", MODEL=model or self.model, STACK=stack, OUTPUT=path, **more)
        self.assertEqual(outcome.code, 0, outcome.text)
        return read(path)

    def assert_same(self, found, wanted, tolerance=1e-6):
        self.assertTrue((numpy.isnan(found) == numpy.isnan(wanted)).all(), "holes in other places")
        self.assertLess(numpy.nanmax(numpy.abs(found - wanted)), tolerance)
        self.assertGreater(numpy.nanstd(wanted), 1e-4, "a map that says nothing proves nothing")

    def test_vector_network(self):
        stack = write_stack(self.folder / "float.tif", self.planes, gdal.GDT_Float32, -9999)
        self.assert_same(self.predict(stack), expected(self.model, self.planes))

    def test_windowed_network(self):
        stack = write_stack(self.folder / "float.tif", self.planes, gdal.GDT_Float32, -9999)
        self.assert_same(self.predict(stack, self.windowed), expected(self.windowed, self.planes, WINDOW))

    def test_whole_numbers_and_double_precision(self):
        whole = {name: numpy.round(values) for name, values in self.planes.items()}
        for kind, nodata in ((gdal.GDT_Int16, -32768), (gdal.GDT_Int32, -2147483648), (gdal.GDT_Float64, -1e300)):
            with self.subTest(gdal.GetDataTypeName(kind)):
                stack = write_stack(self.folder / "typed.tif", whole, kind, nodata)
                self.assert_same(self.predict(stack), expected(self.model, whole))
        with self.subTest("fractions in double precision"):
            stack = write_stack(self.folder / "double.tif", self.planes, gdal.GDT_Float64, -1e300)
            self.assert_same(self.predict(stack), expected(self.model, self.planes))

    def test_checkerboard_of_holes(self):
        planes = {name: values.copy() for name, values in self.planes.items()}
        rows, columns = numpy.indices(planes["Sn"].shape)
        planes["Sn"][(rows + columns) % 2 == 0] = numpy.nan
        planes["Ramp"][10:, :] = numpy.nan
        stack = write_stack(self.folder / "holes.tif", planes, gdal.GDT_Float32, -9999)
        found = self.predict(stack, APPLICABILITY=self.folder / "index.tif")
        self.assert_same(found, expected(self.model, planes))
        self.assertTrue((numpy.isnan(read(self.folder / "index.tif")) == numpy.isnan(found)).all())

    def test_dissimilarity_and_area_are_those_of_the_definition(self):
        index, area = self.folder / "index.tif", self.folder / "area.tif"
        self.predict(self.folder / "stack.tif", APPLICABILITY=index, APPLICABILITY_AREA=area)
        wanted, limit = dissimilarity(self.model, self.planes)
        self.assert_same(read(index) / limit, wanted / limit, 1e-4)
        clear = numpy.abs(wanted / limit - 1) > 1e-4
        self.assertTrue((read(area)[clear] == (wanted[clear] <= limit)).all())

    def test_a_cell_of_a_training_sample_has_no_dissimilarity(self):
        stack = self.folder / "stack.tif"
        samples = ogr.Open(str(self.folder / "samples.gpkg"))
        for model, half in ((self.model, 0), (self.windowed, WINDOW // 2)):
            with self.subTest(model.name):
                index, area = self.folder / "index.tif", self.folder / "area.tif"
                self.predict(stack, model, APPLICABILITY=index, APPLICABILITY_AREA=area)
                index, area = read(index), read(area)
                judged = 0
                for sample in samples.GetLayer(0):
                    point = sample.GetGeometryRef()
                    column = int((point.GetX() - small_district.LEFT) // small_district.CELL)
                    row = int((small_district.TOP - point.GetY()) // small_district.CELL)
                    if numpy.isnan(index[row, column]):  # the window is not complete
                        self.assertGreater(half, 0)
                        continue
                    self.assertEqual(index[row, column], 0)
                    self.assertEqual(area[row, column], 1)
                    judged += 1
                self.assertGreater(judged, 20)
                self.assertGreater(numpy.nanmax(index), 0)

    def test_a_killed_run_leaves_nothing_under_the_names_of_its_outputs(self):
        large = self.folder / "large.tif"
        gdal.Translate(str(large), str(self.folder / "stack.tif"), width=1200, height=800, resampleAlg="bilinear")
        out = self.folder / "killed"
        out.mkdir()
        program = shutil.which("qgis_process.bin") or "qgis_process"
        outputs = {"OUTPUT": "map.tif", "UNCERTAINTY_OUTPUT": "spread.tif", "APPLICABILITY": "index.tif",
                   "TARGETS": "targets.tif", "TARGET_POLYGONS": "polygons.gpkg"}
        # Minutes of work, so that it is in the middle of it.
        arguments = [f"--{key}={out / name}" for key, name in outputs.items()]
        arguments += [f"--MODEL={self.windowed}", f"--STACK={large}", "--UNCERTAINTY=2", "--PASSES=500"]
        process = subprocess.Popen([program, "run", "prospectivity:predict", *arguments],
                                   env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while process.poll() is None and len(list(out.glob("*/new/*"))) < 3:
                time.sleep(0.05)
            self.assertIsNone(process.poll(), "it ended before it could be killed")
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.assertEqual(set(os.listdir(out)) & set(outputs.values()), set())


if __name__ == "__main__":
    unittest.main()
