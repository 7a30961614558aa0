"""What the stack did to a layer goes with the samples into the model, and is looked for wherever the model is used."""

import shutil
import tempfile
import unittest
from pathlib import Path

import numpy
from osgeo import gdal, ogr

import small_district
from qgis import run

LOG = "(logarithm)"
REFUSED = ("The values of {} are not what the model learnt {}: give the layer as it was before it was transformed, or "
           "a stack with the transforms of the one that the model was trained on.")


def cells(path, band=1):
    data = gdal.Open(str(path))
    return data.GetRasterBand(band).ReadAsArray()


def columns(path):
    data = ogr.Open(str(path))
    layer = data.GetLayer(0)
    names = [field.name for field in layer.schema]
    return {name: [feature.GetField(name) for feature in layer] for name in names}


class Transforms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        cls.rasters = small_district.make(cls.folder)
        layers, _ = small_district.evidence()
        w = layers["W"]
        cls.rasters[0] = small_district.write_raster(
            cls.folder / "W.tif", numpy.where(w == small_district.NODATA, w, numpy.exp(w / 5)))
        for name, transforms in (("log", "W=log; Sn=winsorize 2 98"), ("raw", ""), ("other", "W=standardize")):
            cls.do("buildevidencestack", LAYERS=cls.rasters, TRANSFORMS=transforms, OUTPUT=cls.path(name, "tif"))
            cls.do("createsamples", STACK=cls.path(name, "tif"), DEPOSITS=cls.folder / "deposits.gpkg",
                   OUTPUT=cls.path(name, "gpkg"))
            cls.do("trainreference", SAMPLES=cls.path(name, "gpkg"), VALIDATION="stratified-k-fold", MODEL=cls.path(name, "pt"))
        cls.do("predict", MODEL=cls.path("log", "pt"), STACK=cls.path("log", "tif"), OUTPUT=cls.path("map", "tif"))

    @classmethod
    def do(cls, algorithm, **parameters):
        outcome = run(algorithm, **parameters)
        assert outcome.code == 0, outcome.text
        return outcome

    @classmethod
    def path(cls, name, ending):
        return cls.folder / f"{name}.{ending}"

    def warnings(self, outcome):
        return [line for line in outcome.text.splitlines() if line.startswith("WARNING")]

    def assert_refused(self, outcome, *sentence):
        self.assertEqual(outcome.code, 1, outcome.text)
        self.assertIn("ERROR:\t" + REFUSED.format(*sentence), outcome.text)

    def test_record_goes_with_the_samples(self):
        log = columns(self.path("log", "gpkg"))["transforms"]
        self.assertEqual(len(set(log)), 1)
        self.assertRegex(log[0], r"^W=log 0; Sn=winsorize [-\d.e]+ [-\d.e]+$")
        self.assertEqual(set(columns(self.path("raw", "gpkg"))["transforms"]), {"none"})
        self.assertEqual(set(columns(self.path("raw", "gpkg"))["natures"]), {"quantity"})

    def test_another_unit_is_converted_and_told(self):
        for name, unit in (("ppm", "ppm"), ("percent", "%")):
            shutil.copy(self.path("raw", "tif"), self.path(name, "tif"))
            data = gdal.Open(str(self.path(name, "tif")), gdal.GA_Update)
            band = data.GetRasterBand(1)
            band.SetUnitType(unit)
            if unit == "%":
                band.WriteArray(band.ReadAsArray() / 1e4)
            del band, data
        self.do("createsamples", STACK=self.path("ppm", "tif"), DEPOSITS=self.folder / "deposits.gpkg",
                OUTPUT=self.path("ppm", "gpkg"))
        self.assertEqual(set(columns(self.path("ppm", "gpkg"))["natures"]), {"W=quantity in ppm"})
        self.do("trainreference", SAMPLES=self.path("ppm", "gpkg"), VALIDATION="stratified-k-fold",
                MODEL=self.path("ppm", "pt"))
        outcome = self.do("predict", MODEL=self.path("ppm", "pt"), STACK=self.path("ppm", "tif"),
                          OUTPUT=self.path("of_ppm", "tif"))
        self.assertEqual(self.warnings(outcome), [])
        outcome = self.do("predict", MODEL=self.path("ppm", "pt"), STACK=self.path("percent", "tif"),
                          OUTPUT=self.path("of_percent", "tif"))
        self.assertIn("The values of the layer 'W' are in %, and the model learnt them in ppm: they are multiplied by "
                      "10000.", "\n".join(self.warnings(outcome)))
        numpy.testing.assert_allclose(cells(self.path("of_percent", "tif")), cells(self.path("of_ppm", "tif")), atol=1e-4)

    def test_layers_without_a_record_are_transformed_and_warned_of(self):
        outcome = self.do("predict", MODEL=self.path("log", "pt"), LAYERS=self.rasters,
                          OUTPUT=self.path("of_layers", "tif"))
        numpy.testing.assert_array_equal(cells(self.path("of_layers", "tif")), cells(self.path("map", "tif")))
        text = "\n".join(self.warnings(outcome))
        self.assertIn("Nobody knows what was done to the values of the layer 'W': the model learnt the layer 'W' "
                      f"transformed {LOG}, which is done here as well.", text)
        self.assertIn("values of the layer 'Sn'", text)
        self.assertNotIn("'Noise'", text)

    def test_a_stack_that_left_them_raw_is_transformed(self):
        outcome = self.do("predict", MODEL=self.path("log", "pt"), STACK=self.path("raw", "tif"),
                          OUTPUT=self.path("of_raw", "tif"))
        numpy.testing.assert_array_equal(cells(self.path("of_raw", "tif")), cells(self.path("map", "tif")))
        self.assertEqual(self.warnings(outcome), [])
        self.assertIn(f"the model learnt the layer 'W' transformed {LOG}, which is done here as well.", outcome.text)

    def test_another_transform_is_refused(self):
        outcome = run("predict", MODEL=self.path("log", "pt"), STACK=self.path("other", "tif"),
                      OUTPUT=self.path("refused", "tif"))
        self.assertEqual(outcome.code, 1, outcome.text)
        self.assertRegex(outcome.text, r"ERROR:\tThe values of the layer 'W' \(\(value - [\d.]+\) / [\d.]+\) are not "
                                       r"what the model learnt \(logarithm\): give the layer")
        self.assertFalse(self.path("refused", "tif").exists())
        self.assert_refused(run("predict", MODEL=self.path("raw", "pt"), STACK=self.path("log", "tif"),
                                OUTPUT=self.path("refused", "tif")), f"the layer 'W' {LOG}", "(as it was)")

    def test_shares_of_a_map(self):
        for stack in ("log", "raw"):
            self.do("shapmap", MODEL=self.path("log", "pt"), STACK=self.path(stack, "tif"),
                    OUTPUT=self.path(f"shares_{stack}", "tif"))
        for band in range(1, 5):
            numpy.testing.assert_array_equal(cells(self.path("shares_raw", "tif"), band),
                                             cells(self.path("shares_log", "tif"), band))
        self.assert_refused(run("shapmap", MODEL=self.path("raw", "pt"), STACK=self.path("log", "tif"),
                                OUTPUT=self.path("refused", "tif")), f"the layer 'W' {LOG}", "(as it was)")

    def test_shares_of_samples(self):
        for samples in ("log", "raw"):
            self.do("shapvalues", MODEL=self.path("log", "pt"), SAMPLES=self.path(samples, "gpkg"),
                    OUTPUT=self.path(f"shap_{samples}", "gpkg"))
        log, raw = columns(self.path("shap_log", "gpkg")), columns(self.path("shap_raw", "gpkg"))
        for name in ("shap_W", "shap_Sn", "shap_Noise", "prediction"):
            numpy.testing.assert_allclose(raw[name], log[name], rtol=0, atol=1e-6)
        # What was done here is on record: explained again, they are not transformed again.
        self.assertEqual(set(raw["transforms"]), set(log["transforms"]))
        self.do("shapvalues", MODEL=self.path("log", "pt"), SAMPLES=self.path("shap_raw", "gpkg"),
                OUTPUT=self.path("shap_again", "gpkg"))
        numpy.testing.assert_allclose(columns(self.path("shap_again", "gpkg"))["shap_W"], log["shap_W"], rtol=0, atol=1e-6)
        self.assert_refused(run("shapvalues", MODEL=self.path("raw", "pt"), SAMPLES=self.path("log", "gpkg"),
                                OUTPUT=self.path("refused", "gpkg")),
                            f"the feature 'W' of SAMPLES {LOG}", "(as it was)")

    def test_windows_carry_the_record_of_their_stack(self):
        model = self.path("windows", "pt")
        self.do("traincnn", SAMPLES=self.path("raw", "gpkg"), STACK=self.path("log", "tif"), WINDOW=5, FILTERS=4, EPOCHS=2,
                VALIDATION="holdout", MODEL=model)
        for stack in ("log", "raw"):
            self.do("predict", MODEL=model, STACK=self.path(stack, "tif"), OUTPUT=self.path(f"w_{stack}", "tif"))
        numpy.testing.assert_array_equal(cells(self.path("w_raw", "tif")), cells(self.path("w_log", "tif")))

    def test_a_stack_of_a_stack_keeps_the_record(self):
        self.do("buildevidencestack", LAYERS=self.path("log", "tif"), TRANSFORMS="W=standardize",
                OUTPUT=self.path("again", "tif"))
        again = gdal.Open(str(self.path("again", "tif")))
        self.assertRegex(again.GetRasterBand(1).GetMetadataItem("transform"),
                         r"^log 0 then standardize [\d.]+ [\d.]+$")
        self.assertRegex(again.GetRasterBand(2).GetMetadataItem("transform"), "^winsorize ")
        self.assertEqual(again.GetRasterBand(3).GetMetadataItem("transform"), "none")

    def test_augmented_samples_keep_the_record(self):
        self.do("augmentsamples", INPUT=self.path("log", "gpkg"), METHOD="smote", OUTPUT=self.path("more", "gpkg"))
        self.assertEqual(set(columns(self.path("more", "gpkg"))["transforms"]),
                         set(columns(self.path("log", "gpkg"))["transforms"]))

    def test_samples_of_two_stacks_are_refused(self):
        mixed = self.path("mixed", "gpkg")
        shutil.copy(self.path("log", "gpkg"), mixed)
        data = ogr.Open(str(mixed), update=1)
        feature = data.GetLayer(0).GetNextFeature()
        feature.SetField("transforms", "none")
        data.GetLayer(0).SetFeature(feature)
        del feature, data
        outcome = run("traincnn", SAMPLES=mixed, EPOCHS=2, MODEL=self.path("refused", "pt"))
        self.assertEqual(outcome.code, 1, outcome.text)
        self.assertIn("ERROR:\tSAMPLES: the samples come from stacks in which the layer 'W' was transformed "
                      "differently (log 0, none); take all samples from one stack.", outcome.text)

    def test_another_column_of_that_name_is_passed_over(self):
        own = self.path("own", "gpkg")
        shutil.copy(self.path("raw", "gpkg"), own)
        data = ogr.Open(str(own), update=1)
        data.ExecuteSQL(f"UPDATE {data.GetLayer(0).GetName()} SET transforms = 'see the notebook'")
        del data
        outcome = self.do("traincnn", SAMPLES=own, EPOCHS=2, VALIDATION="holdout", MODEL=self.path("own", "pt"))
        self.assertIn("SAMPLES: the field 'transforms' holds 'see the notebook', which is no record of transforms; "
                      "what was done to the layers is not known.", outcome.text)


if __name__ == "__main__":
    unittest.main()
