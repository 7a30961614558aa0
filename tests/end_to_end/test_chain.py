"""The whole chain through the real qgis_process, each output handed to the next step as a user would."""

import json
import shutil
import unittest
import zipfile

import numpy
from osgeo import gdal, ogr

import small_district
from qgis import CHAIN, run



class Chain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = cls.folder = CHAIN
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        rasters = small_district.make(folder)
        cls.steps = {}

        def step(algorithm, **parameters):
            cls.steps[algorithm] = run(algorithm, **parameters)

        step("buildevidencestack", LAYERS=rasters, OUTPUT=folder / "stack.tif", REPORT=folder / "stack.html")
        step("createsamples", STACK=folder / "stack.tif", DEPOSITS=folder / "deposits.gpkg",
             OUTPUT=folder / "samples.gpkg")
        step("augmentsamples", INPUT=folder / "samples.gpkg", METHOD="smote", TARGET_COUNT=100,
             BOTH_CLASSES="true", OUTPUT=folder / "augmented.gpkg")
        step("traincnn", SAMPLES=folder / "samples.gpkg", AUGMENTATION="smote", TARGET_COUNT=60,
             BOTH_CLASSES="true", EPOCHS=40, MODEL=folder / "model.pt", METRICS=folder / "metrics.csv",
             REPORT=folder / "training.html")
        step("predict", MODEL=folder / "model.pt", STACK=folder / "stack.tif", OUTPUT=folder / "map.tif")
        step("shapvalues", MODEL=folder / "model.pt", SAMPLES=folder / "samples.gpkg",
             OUTPUT=folder / "shap.gpkg", REPORT=folder / "shap.html")

    def points(self, name):
        data = ogr.Open(str(self.folder / name))
        return [feature.items() for feature in data.GetLayer(0)]

    def test_every_step_ends_with_exit_code_0(self):
        for algorithm, outcome in self.steps.items():
            with self.subTest(algorithm):
                self.assertEqual(outcome.code, 0, outcome.text)

    def test_nothing_but_the_outputs_is_left(self):
        left = {path.name for path in self.folder.iterdir()} - {"deposits.gpkg"}
        left -= {f"{name}.tif" for name in ("W", "Sn", "Noise", "Ramp")}
        left = {name for name in left if not name.endswith((".aux.xml", ".qml"))}  # statistics and styles
        self.assertEqual(left, {"stack.tif", "stack.html", "samples.gpkg", "augmented.gpkg", "model.pt",
                                "metrics.csv", "training.html", "map.tif", "shap.gpkg", "shap.html"})

    def test_the_stack_names_its_bands_and_keeps_nodata(self):
        stack = gdal.Open(str(self.folder / "stack.tif"))
        names = [stack.GetRasterBand(band).GetDescription() for band in range(1, stack.RasterCount + 1)]
        self.assertEqual(names, ["W", "Sn", "Noise", "Ramp"])
        self.assertEqual((stack.RasterXSize, stack.RasterYSize), (small_district.COLUMNS, small_district.ROWS))

    def test_samples_hold_both_classes_and_counts_are_told(self):
        samples = self.points("samples.gpkg")
        told = self.steps["createsamples"].results()
        for label, key in [(1, "POSITIVES"), (0, "NEGATIVES")]:
            self.assertEqual(int(told[key]), sum(sample["label"] == label for sample in samples))
        self.assertTrue(all(sample["origin"] == "observed" for sample in samples))

    def test_synthetic_samples_name_their_parents(self):
        synthetic = [sample for sample in self.points("augmented.gpkg") if sample["origin"] != "observed"]
        self.assertEqual(len(synthetic), int(self.steps["augmentsamples"].results()["SYNTHETIC"]))
        self.assertTrue(synthetic)
        self.assertTrue(all(sample["parent_a"] is not None for sample in synthetic))

    def test_figures_are_told_and_better_than_chance(self):
        told = self.steps["traincnn"].results()
        for key in ("ACCURACY", "PRECISION", "RECALL", "F1", "AUC"):
            self.assertTrue(0 <= float(told[f"TEST_{key}"]) <= 1, key)
        self.assertGreater(float(told["TEST_AUC"]), 0.7)
        self.assertIn("OVERFITTING", told)

    def test_the_model_file_describes_itself(self):
        with zipfile.ZipFile(self.folder / "model.pt") as archive:
            name = next(name for name in archive.namelist() if name.endswith("prospectivity.json"))
            described = json.loads(archive.read(name))
        self.assertIn("W", json.dumps(described))

    def test_the_map_holds_probabilities_that_follow_the_favoured_ground(self):
        data = gdal.Open(str(self.folder / "map.tif"))
        band = data.GetRasterBand(1)
        values = band.ReadAsArray().astype(float)
        nodata = band.GetNoDataValue()
        valid = numpy.isfinite(values) & (values != nodata)
        self.assertFalse(valid[:3, :3].any(), "a hole in the evidence must stay a hole in the map")
        self.assertEqual(valid.sum(), valid.size - 9)
        self.assertTrue(((values[valid] >= 0) & (values[valid] <= 1)).all())
        favour = small_district.evidence()[1]
        ranks = numpy.argsort(numpy.argsort(values[valid])), numpy.argsort(numpy.argsort(favour[valid]))
        self.assertGreater(numpy.corrcoef(*ranks)[0, 1], 0.5)

    def test_shap_values_add_up_to_the_prediction(self):
        for sample in self.points("shap.gpkg"):
            contributions = sum(value for name, value in sample.items()
                                if name.startswith("shap_") and not name.startswith("shap_sd_"))
            self.assertAlmostEqual(sample["base_value"] + contributions + sample["residual"], sample["prediction"],
                                   places=4)
            self.assertLess(abs(sample["residual"]), 1e-4)

    def test_reports_open_offline(self):
        for name in ("stack.html", "training.html", "shap.html"):
            with self.subTest(name):
                text = (self.folder / name).read_text()
                self.assertNotIn("src=\"http", text)
                self.assertNotIn("href=\"http", text.partition("</style>")[0])


if __name__ == "__main__":
    unittest.main()
