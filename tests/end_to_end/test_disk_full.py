"""A disk that fills up while an output is written: exit code 1, a sentence, and nothing half-written."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from osgeo import gdal

import own_mounts
import small_district
from qgis import SOURCE, run

own_mounts.start_again()


class DiskFull(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        cls.small = cls.folder / "small"
        cls.small.mkdir()
        own_mounts.mount(cls.small, "size=16k")
        cls.addClassCleanup(own_mounts.unmount, cls.small)
        cls.inputs = cls.folder / "inputs"
        cls.inputs.mkdir()
        cls.rasters = small_district.make(cls.inputs)
        cls.stack, cls.samples, cls.model = (cls.inputs / name for name in ("stack.tif", "samples.gpkg", "model.pt"))
        for outcome in (
                run("buildevidencestack", LAYERS=cls.rasters, OUTPUT=cls.stack),
                run("createsamples", STACK=cls.stack, DEPOSITS=cls.inputs / "deposits.gpkg", OUTPUT=cls.samples),
                # Hardly trained, so that its map is too restless to be packed into the small disk.
                run("traincnn", SAMPLES=cls.samples, EPOCHS=2, MEMBERS=1, SCHEDULE="early-stopping", MIXUP=0, THRESHOLDS=0,
                    BATCH_SIZE=32, LEARNING_RATE=0.001, WEIGHT_DECAY=0.0001, MODEL=cls.model)):
            assert outcome.code == 0, outcome.text

    def setUp(self):
        for left in self.small.iterdir():
            left.unlink()

    def assert_refused(self, outcome, sentence):
        self.assertEqual(outcome.code, 1, outcome.text)
        self.assertRegex(outcome.text, f"(?m)^ERROR:\t{sentence}$")
        self.assertEqual(os.listdir(self.small), [], "something half-written was left")

    def raster(self, name):
        return (re.escape(f"The raster '{self.small / name}' could not be written whole: ")
                + "free some space on the disk or choose another folder.")

    @staticmethod
    def vector(parameter):
        # In brackets what SQLite says of the disk, which differs between its versions.
        return (rf"{parameter}: a feature could not be written \(.*\); "
                "free some space on the disk or choose another destination.")

    def test_stack(self):
        self.assert_refused(run("buildevidencestack", LAYERS=self.rasters, OUTPUT=self.small / "stack.tif"),
                            self.raster("stack.tif"))

    def test_samples(self):
        self.assert_refused(run("createsamples", STACK=self.stack, DEPOSITS=self.inputs / "deposits.gpkg",
                                OUTPUT=self.small / "samples.gpkg"), self.vector("OUTPUT"))

    def test_augmented_samples(self):
        self.assert_refused(run("augmentsamples", INPUT=self.samples, METHOD=2, TARGET_COUNT=500,
                                BOTH_CLASSES="true", OUTPUT=self.small / "augmented.gpkg"),
                            self.vector("OUTPUT"))

    def test_model(self):
        self.assert_refused(run("traincnn", SAMPLES=self.samples, EPOCHS=2, MODEL=self.small / "model.pt"),
                            re.escape(f"The model cannot be written to {self.small / 'model.pt'}: choose a folder that "
                                      "exists, is writable and has space."))

    def test_map(self):
        # A map of 60 x 40 cells fits; a stack stretched to 600 x 400 does not.
        large = self.inputs / "large.tif"
        subprocess.run(["gdal_translate", "-q", "-outsize", "600", "400", "-r", "bilinear", self.stack, large],
                       check=True)
        self.assert_refused(run("predict", MODEL=self.model, STACK=large, OUTPUT=self.small / "map.tif"),
                            self.raster("map.tif"))
        # The map fits elsewhere, and what goes with it does not.
        for parameter, name, sentence in (("APPLICABILITY", "index.tif", self.raster("index.tif")),
                                          ("TARGETS", "targets.tif", self.raster("targets.tif")),
                                          ("TARGET_POLYGONS", "polygons.gpkg", self.vector("TARGET_POLYGONS"))):
            with self.subTest(parameter):
                elsewhere = self.inputs / "map.tif"
                self.assert_refused(run("predict", MODEL=self.model, STACK=large, OUTPUT=elsewhere,
                                        **{parameter: self.small / name}), sentence)
                self.assertFalse(elsewhere.exists(), "a map without its companions was left")

    def test_a_layer_that_is_added_to_a_file(self):
        disk = self.folder / "disk"
        disk.mkdir()
        room = 160 * 1024  # takes a GeoPackage with the layer, or more of the one that is there, and not both
        own_mounts.mount(disk, f"size={-(-self.samples.stat().st_size // 4096) * 4096 + room}")
        self.addCleanup(own_mounts.unmount, disk)
        shared = disk / "shared.gpkg"
        shared.write_bytes(self.samples.read_bytes())
        outcome = run("augmentsamples", INPUT=self.samples, METHOD="smote", TARGET_COUNT=600, BOTH_CLASSES="true",
                      OUTPUT=f"ogr:dbname='{shared}' table=\"augmented\" (geom)")
        self.assertEqual(outcome.code, 1, outcome.text)
        self.assertRegex(outcome.text, r"(?m)^ERROR:\tOUTPUT: .*free some space on the disk.*\.$")
        self.assertEqual(os.listdir(disk), ["shared.gpkg"])
        kept = self.inputs / "kept.gpkg"
        kept.write_bytes(shared.read_bytes())
        data, former = (gdal.OpenEx(str(file), gdal.OF_VECTOR) for file in (kept, self.samples))
        self.assertEqual([data.GetLayer(number).GetName() for number in range(data.GetLayerCount())], ["samples"])
        self.assertEqual(data.GetLayer(0).GetFeatureCount(), former.GetLayer(0).GetFeatureCount())

    def test_outputs_of_all_kinds(self):
        # Of algorithms and formats that the others leave out; tests/faults.sh looks at every output of all.
        done = subprocess.run(["/usr/bin/python3", SOURCE / "tests/faults/full_disks.py", "shapmap", "vectorevidence",
                               "iceplots", "filterweights", "evaluate", "modelcard", "joinshards", "targetreport"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_shap_values(self):
        self.assert_refused(run("shapvalues", MODEL=self.model, SAMPLES=self.samples,
                                OUTPUT=self.small / "shap.gpkg"), self.vector("OUTPUT"))


if __name__ == "__main__":
    unittest.main()
