"""The model that comes with the plugin: run by id and as a file, and held against its algorithms run one by one."""

import tempfile
import unittest
from pathlib import Path

import numpy
from osgeo import gdal, ogr

import small_district
from qgis import PLUGIN, qgis_process, run

SEED, TARGET_COUNT = 5, 60
OUTPUTS = {"STACK:STACK": "stack.tif", "SAMPLES:SAMPLES": "samples.gpkg", "PLAIN:MODEL_PLAIN": "plain.pt",
           "SMOTE:MODEL_SMOTE": "smote.pt", "MAP:PROSPECTIVITY": "map.tif", "REASONS:SHAP_MAP": "shap.tif",
           "REASONS:DRIVER": "driver.tif", "COMPARISON:COMPARISON": "comparison.csv",
           "COMPARISON:REPORT": "comparison.html"}


def run_model(model, rasters, folder):
    folder.mkdir()
    options = [f"--LAYERS={raster}" for raster in rasters]
    options += [f"--DEPOSITS={rasters[0].parent / 'deposits.gpkg'}", f"--SEED={SEED}",
                f"--TARGET_COUNT={TARGET_COUNT}"]
    options += [f"--{key}={folder / name}" for key, name in OUTPUTS.items()]
    return qgis_process("run", model, *options)


def run_steps(rasters, folder):
    """The same work by hand; returns what the user reads of every step."""
    folder.mkdir()
    path = {name.split(".")[0]: folder / name for name in OUTPUTS.values() if not name.endswith(".html")}
    return [run("buildevidencestack", LAYERS=rasters, ONE_HOT="true", OUTPUT=path["stack"]),
            run("createsamples", STACK=path["stack"], DEPOSITS=rasters[0].parent / "deposits.gpkg", SEED=SEED,
                OUTPUT=path["samples"]),
            run("traincnn", SAMPLES=path["samples"], SEED=SEED, MODEL=path["plain"]),
            run("traincnn", SAMPLES=path["samples"], SEED=SEED, AUGMENTATION=3, BOTH_CLASSES="true",
                TARGET_COUNT=TARGET_COUNT, MODEL=path["smote"]),
            run("predict", MODEL=path["smote"], STACK=path["stack"], OUTPUT=path["map"]),
            run("shapmap", MODEL=path["smote"], STACK=path["stack"], SEED=SEED, OUTPUT=path["shap"],
                DRIVER=path["driver"]),
            run("comparemodels", MODEL_A=path["plain"], MODEL_B=path["smote"], SAMPLES=path["samples"], SEED=SEED,
                TABLE=path["comparison"], REPORT=folder / "comparison.html")]


def read(path):
    return gdal.Open(str(path)).ReadAsArray()


def points(path):
    source = ogr.Open(str(path))
    return [feature.items() for feature in source.GetLayer(0)]


class ModelChain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        home = Path(cls.folder.name)
        (home / "layers").mkdir()
        rasters = small_district.make(home / "layers")
        cls.by_id, cls.by_file, cls.by_hand = home / "by_id", home / "by_file", home / "by_hand"
        cls.runs = [run_model("prospectivity:prospectivitychain", rasters, cls.by_id),
                    run_model(PLUGIN / "models/prospectivity_chain.model3", rasters, cls.by_file),
                    *run_steps(rasters, cls.by_hand)]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_every_run_ends_with_exit_code_0(self):
        for number, outcome in enumerate(self.runs):
            with self.subTest(number):
                self.assertEqual(outcome.code, 0, outcome.text)

    def test_the_log_says_where_the_models_were_saved(self):
        for folder, outcome in zip((self.by_id, self.by_file), self.runs):
            for name in ("plain.pt", "smote.pt"):
                self.assertIn(f"The model is saved in '{folder / name}'.", outcome.text)

    def test_every_output_is_there(self):
        for folder in (self.by_id, self.by_file):
            missing = [name for name in OUTPUTS.values() if not (folder / name).exists()]
            self.assertEqual(missing, [], folder)

    def test_rasters_lie_on_the_grid_of_the_layers(self):
        wanted = gdal.Open(str(self.by_id.parent / "layers" / "W.tif"))
        for name in ("stack.tif", "map.tif", "shap.tif", "driver.tif"):
            raster = gdal.Open(str(self.by_id / name))
            self.assertEqual(raster.GetGeoTransform(), wanted.GetGeoTransform(), name)
            self.assertEqual((raster.RasterXSize, raster.RasterYSize), (wanted.RasterXSize, wanted.RasterYSize), name)
            self.assertTrue(raster.GetSpatialRef().IsSame(wanted.GetSpatialRef()), name)

    def test_the_maps_say_something(self):
        prospectivity = read(self.by_id / "map.tif")
        self.assertGreater(numpy.nanmax(prospectivity) - numpy.nanmin(prospectivity), 0.5)
        self.assertGreater(len(numpy.unique(read(self.by_id / "driver.tif")[0])), 2)

    def test_model_and_single_algorithms_give_the_same(self):
        for folder in (self.by_id, self.by_file):
            for name in ("stack.tif", "map.tif", "shap.tif", "driver.tif"):
                numpy.testing.assert_array_equal(read(folder / name), read(self.by_hand / name), f"{folder} {name}")
            self.assertEqual(points(folder / "samples.gpkg"), points(self.by_hand / "samples.gpkg"))
            self.assertEqual((folder / "comparison.csv").read_text(), (self.by_hand / "comparison.csv").read_text())

    def test_a_step_that_refuses_its_input_stops_the_model_with_its_sentence(self):
        outcome = run_model("prospectivity:prospectivitychain", [self.by_id.parent / "layers" / "W.tif"] * 2,
                            self.by_id.parent / "twice")
        self.assertEqual(outcome.code, 1, outcome.text)
        self.assertIn("LAYERS: two bands are called 'W': rename one, or give BAND_NAMES.", outcome.text)
        self.assertFalse((self.by_id.parent / "twice" / "map.tif").exists())


if __name__ == "__main__":
    unittest.main()
