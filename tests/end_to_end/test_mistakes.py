"""A mistake gives one sentence, exit code 1, and leaves no output: the real qgis_process."""

import tempfile
import unittest
from pathlib import Path

import numpy

import small_district
from qgis import run


class Mistakes(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.output = self.folder / "out"
        self.output.mkdir()

    def assert_refused(self, outcome, sentence):
        self.assertEqual(outcome.code, 1, outcome.text)
        self.assertRegex(outcome.text, sentence)
        self.assertEqual(list(self.output.iterdir()), [], "an output was left")

    def raster(self, name, values=None, **placement):
        if values is None:
            values = numpy.random.default_rng(len(name)).normal(0, 1, (20, 30))
        return small_district.write_raster(self.folder / f"{name}.tif", values, **placement)

    def samples(self, labels, label_field="label", **features):
        """A table of samples with a coordinate each; one list of values per feature."""
        points = [small_district.centre(number % 20, number // 20) for number in range(len(labels))]
        features = features or {"W": [float(number % 7) for number in range(len(labels))],
                                "Sn": [float(number % 5) for number in range(len(labels))]}
        return small_district.write_points(self.folder / "samples.gpkg", points, {label_field: labels, **features})

    def stack_of(self, *layers):
        return run("buildevidencestack", LAYERS=layers, OUTPUT=self.output / "stack.tif")

    def train(self, samples, **parameters):
        return run("traincnn", SAMPLES=samples, EPOCHS=2, MODEL=self.output / "model.pt", **parameters)


class Layers(Mistakes):
    def test_layers_that_do_not_overlap(self):
        outcome = self.stack_of(self.raster("W"), self.raster("Sn", left=900000.0))
        self.assert_refused(outcome, r"LAYERS: the layer 'Sn\.tif' does not overlap 'W\.tif': check the CRS of both, or leave one out\.")

    def test_layers_without_a_coordinate_system(self):
        outcome = self.stack_of(self.raster("W", reference=""), self.raster("Sn", reference=""))
        self.assert_refused(outcome, r"LAYERS: no layer has a CRS: set the CRS of the layers")

    def test_a_layer_that_is_all_nodata(self):
        outcome = self.stack_of(self.raster("W"), self.raster("Sn", numpy.full((20, 30), small_district.NODATA)))
        self.assert_refused(outcome, r"LAYERS: the layer 'Sn' has no data on the grid of the stack: check its NoData value and extent, or leave it out\.")

    def test_a_constant_layer(self):
        outcome = self.stack_of(self.raster("W"), self.raster("Sn", numpy.full((20, 30), 4.0)))
        self.assert_refused(outcome, r"Sn.*is constant on the grid of the stack and tells nothing: leave it out")

    def test_deposits_that_lie_elsewhere(self):
        stack = self.folder / "stack.tif"
        outcome = run("buildevidencestack", LAYERS=[self.raster("W"), self.raster("Sn")], OUTPUT=stack)
        self.assertEqual(outcome.code, 0, outcome.text)
        points = [small_district.centre(column, 3) for column in (5, 900, 901, 902)]
        deposits = small_district.write_points(self.folder / "deposits.gpkg", points)
        outcome = run("createsamples", STACK=stack, DEPOSITS=deposits, OUTPUT=self.output / "samples.gpkg")
        self.assert_refused(outcome, r"DEPOSITS.*remain \(3 outside the stack")

    def test_a_file_that_is_no_raster(self):
        text = self.folder / "notes.tif"
        text.write_text("these are notes")
        self.assert_refused(self.stack_of(self.raster("W"), text),
                            r"LAYERS: '.*notes\.tif' cannot be opened; check that the file exists and is a raster\.")

    def test_a_vector_layer_given_as_raster(self):
        deposits = small_district.write_points(self.folder / "deposits.gpkg", [small_district.centre(3, 3)])
        self.assert_refused(self.stack_of(self.raster("W"), deposits),
                            r"LAYERS: 'deposits' is a vector layer; choose a raster, or make one of it with Vector evidence\.")

    def test_layers_of_different_grids_where_one_is_needed(self):
        shifted = self.raster("Sn", left=small_district.LEFT + small_district.CELL / 2)
        model = self.folder / "model.pt"
        model.write_text("the layers are looked at before this is opened")
        outcome = run("predict", MODEL=model, LAYERS=[self.raster("W"), shifted], OUTPUT=self.output / "map.tif")
        self.assert_refused(outcome, r"These layers do not lie on the grid of 'W\.tif' \(LAYERS\): 'Sn\.tif' \(LAYERS\): shifted by 0\.5 "
                                     r"cells to the east and 0 cells to the south\. Bring them together with Build evidence stack")


class Samples(Mistakes):
    def test_a_label_field_that_is_not_there(self):
        outcome = self.train(self.samples([0, 1] * 20), LABEL_FIELD="ore")
        self.assert_refused(outcome, r"SAMPLES: the layer has no label field 'ore'; choose the field")

    def test_labels_of_one_value(self):
        self.assert_refused(self.train(self.samples([1] * 40)), r"label field 'label' has only the value 1")

    def test_labels_that_are_not_0_or_1(self):
        self.assert_refused(self.train(self.samples([0, 1, 2, 3] * 10)), r"label field 'label' holds '[23]'")

    def test_fewer_than_two_samples_of_a_class(self):
        self.assert_refused(self.train(self.samples([1] + [0] * 30)), r"1 usable deposit\(s\) and 30 usable non-deposit\(s\) were found; at least 2 of each")


class Models(Mistakes):
    def test_a_file_that_is_no_model(self):
        text = self.folder / "model.pt"
        text.write_text("this is no archive")
        for algorithm, source, output in [("predict", {"STACK": self.raster("W")}, "map.tif"),
                                          ("shapvalues", {"SAMPLES": self.samples([0, 1] * 20)}, "shap.gpkg")]:
            with self.subTest(algorithm):
                outcome = run(algorithm, MODEL=text, OUTPUT=self.output / output, **source)
                self.assert_refused(outcome, r"(?m)^ERROR:\t.*model\.pt.* is not a model of Prospectivity Lens, or is damaged: "
                                    r"choose a \.pt file written by Train CNN\.$")

    def test_a_stack_that_misses_a_band(self):
        model = self.folder / "trained.pt"
        outcome = run("traincnn", SAMPLES=self.samples([0, 1] * 20), EPOCHS=2, MODEL=model)
        self.assertEqual(outcome.code, 0, outcome.text)
        stack = self.folder / "stack.tif"
        outcome = run("buildevidencestack", LAYERS=[self.raster("W"), self.raster("Bi")], OUTPUT=stack)
        self.assertEqual(outcome.code, 0, outcome.text)
        outcome = run("predict", MODEL=model, STACK=stack, OUTPUT=self.output / "map.tif")
        self.assert_refused(outcome, r"STACK: 'stack\.tif' has no band 'Sn', which the model needs: add the layer, or give "
                                     r"the band that name\.")


class Folders(Mistakes):
    def test_an_output_folder_that_does_not_exist(self):
        outcome = run("traincnn", SAMPLES=self.samples([0, 1] * 20), EPOCHS=2, MODEL=self.folder / "nowhere" / "model.pt")
        self.assert_refused(outcome, r"MODEL: the folder '.*nowhere' does not exist; choose another folder\.")

    def test_an_output_folder_that_cannot_be_written(self):
        # Not even root can write here.
        outcome = run("traincnn", SAMPLES=self.samples([0, 1] * 20), EPOCHS=2, MODEL="/proc/self/model.pt")
        self.assert_refused(outcome, r"MODEL: the folder '/proc/self' cannot be written; choose another folder\.")


if __name__ == "__main__":
    unittest.main()
