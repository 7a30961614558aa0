"""The dock "Why here?" in QGIS Desktop on a virtual screen: what it says of a cell against prospectivity:shapvalues."""

import math
import re
import tempfile
import unittest
from pathlib import Path

from osgeo import gdal, ogr

from qgis import BUILD, CHAIN, desktop_session, run

PICTURE = BUILD / "end_to_end" / "why_here.png"


class WhyHere(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        PICTURE.unlink(missing_ok=True)
        score_map = cls.folder / "map.tif"
        mapped = run("predict", MODEL=CHAIN / "model.pt", STACK=CHAIN / "stack.tif", OUTPUT=score_map)
        assert mapped.code == 0, mapped.text
        cls.desktop, cls.facts = desktop_session("why_here_session.py", cls.folder, height=1200, WHY_PICTURE=PICTURE,
                                                 WHY_CHAIN=CHAIN, WHY_MAP=score_map, WHY_LOGGED=cls.logged_chain())

    @classmethod
    def logged_chain(cls):
        """A model that takes the logarithm of W, with its stack and map."""
        folder = cls.folder / "logged"
        folder.mkdir()
        layers = [CHAIN / f"{name}.tif" for name in ("W", "Sn", "Ramp")]
        steps = [("buildevidencestack", dict(LAYERS=layers, TRANSFORMS="W=log", UNITS="W=ppm; Sn=ppm",
                                             OUTPUT=folder / "stack.tif")),
                 ("createsamples", dict(STACK=folder / "stack.tif", DEPOSITS=CHAIN / "deposits.gpkg",
                                        OUTPUT=folder / "samples.gpkg")),
                 ("trainreference", dict(SAMPLES=folder / "samples.gpkg", MODEL=folder / "model.pt")),
                 ("predict", dict(MODEL=folder / "model.pt", STACK=folder / "stack.tif", OUTPUT=folder / "map.tif"))]
        for algorithm, parameters in steps:
            outcome = run(algorithm, **parameters)
            assert outcome.code == 0, outcome.text
        return folder

    def setUp(self):
        self.assertNotIn("failure", self.facts, self.facts.get("failure"))

    def test_two_loaders_give_one_dock(self):
        self.assertEqual((self.facts["actions"], self.facts["docks"]), (1, 1))

    def test_shares_are_those_of_shapvalues(self):
        table = self.folder / "shap.gpkg"
        outcome = run("shapvalues", MODEL=CHAIN / "model.pt", SAMPLES=CHAIN / "samples.gpkg", OUTPUT=table)
        self.assertEqual(outcome.code, 0, outcome.text)
        data = ogr.Open(str(table))
        layer = data.GetLayer(0)
        layer.SetAttributeFilter(f"sample_id = {self.facts['sample']}")
        row = layer.GetNextFeature().items()
        shares = self.facts["copied"].partition("Share in log-odds")[2]
        told = dict(re.findall(r"^([^\t\n]+)\t(-?[0-9.e+-]+)", shares, re.MULTILINE))
        expected = {name[len("shap_"):]: value for name, value in row.items()
                    if name.startswith("shap_") and not name.startswith("shap_sd_")}
        self.assertEqual(set(told), set(expected))
        for name, value in expected.items():  # six digits are shown
            self.assertAlmostEqual(float(told[name]), value, delta=1e-5 * max(1, abs(value)))

    def test_a_cell_is_told_with_score_coverage_and_deposits(self):
        told = self.facts["explained"]
        self.assertRegex(told["Score"], r"^Prospectivity score 0\.\d+")
        self.assertRegex(told["Coverage"], r"^(\d+) of \1 layers have data here\.")
        nearest = re.match(r"Nearest known deposits \(of 'samples'\): .*? \(([0-9.]+) km\)", told["Nearest"])
        place = [float(number) for number in re.match(r"(\d+), (\d+) ", told["Place"]).groups()]
        self.assertAlmostEqual(1000 * float(nearest[1]), self.distance_to_a_deposit(place), delta=10, msg=told)
        self.assertGreater(self.facts["rows"], 1)
        self.assertNotIn("The map says", told["Message"])

    def distance_to_a_deposit(self, place):
        """To the nearest observed one, in metres; in UTM near its middle, as on the ground within a few per mille."""
        data = ogr.Open(str(CHAIN / "samples.gpkg"))
        layer = data.GetLayer(0)
        layer.SetAttributeFilter("label = 1 AND origin = 'observed'")
        return min(math.dist(place, feature.geometry().GetPoint_2D()) for feature in layer)

    def test_labels_in_words_are_labels(self):
        nearest = [re.search(r"\(([0-9.]+) km\)", self.facts[fact]["Nearest"])[1] for fact in ("explained", "labels in words")]
        self.assertEqual(*nearest)

    def test_without_model_and_stack_the_dock_asks(self):
        told = self.facts["without model"]
        self.assertTrue(told["Score"].startswith("The map says 0."), told)
        self.assertIn("choose the model", told["Message"])

    def test_a_layer_called_deposits_is_chosen_and_says_so(self):
        self.assertEqual(self.facts["likely deposits"], "Tungsten deposits")
        self.assertTrue(self.facts["without model"]["Nearest"].startswith(
            "Nearest known deposits (of 'Tungsten deposits', chosen by its name): "), self.facts["without model"])

    def test_deposits_alone_stand_beside_the_training_samples(self):
        headers, texts = zip(*self.facts["deposits alone"])
        self.assertEqual(list(headers), ["Layer", "Value", "Deposits below it", "Training samples below it"])
        for text in texts[2:]:
            self.assertRegex(text, r"^\d+ %$")

    def test_arrow_keys_move_by_a_cell_and_leave_the_canvas(self):
        self.assertNotEqual(self.facts["stepped"]["Place"], self.facts["explained"]["Place"])
        self.assertTrue(self.facts["canvas stayed"])

    def test_beyond_the_map_is_told(self):
        self.assertEqual(self.facts["outside"]["Message"], "The place lies outside of the map: click on the map.")

    def test_the_canvas_may_have_another_crs(self):
        self.assertEqual(self.facts["other crs"]["Score"], self.facts["explained"]["Score"])

    def test_a_moved_model_is_asked_for(self):
        self.assertIn("moved.pt is not there any more", self.facts["moved"]["Message"])

    def test_the_layer_tells_model_and_stack(self):
        self.assertEqual(self.facts["from the layer"]["Score"], self.facts["explained"]["Score"])

    def test_logarithms_are_told_as_they_were_measured(self):
        place = [float(number) for number in re.match(r"(\d+), (\d+) ", self.facts["logged"]["Place"]).groups()]
        values = self.facts["logged values"]
        for name in ("W", "Sn"):
            told = re.fullmatch(r"([0-9.]+) ppm", values[name][0])
            self.assertIsNotNone(told, values)
            measured = self.measured(name, place)
            self.assertAlmostEqual(float(told[1]), measured, delta=1e-4 * measured)
        in_stack = re.fullmatch(r"In the evidence stack: ([0-9.]+) \(ppm, logarithm\)", values["W"][1])
        self.assertAlmostEqual(float(in_stack[1]), math.log(self.measured("W", place)), delta=1e-3)
        self.assertEqual((values["Sn"][1], values["Ramp"][1]), ("", ""))
        self.assertRegex(values["Ramp"][0], r"^[0-9.]+$")  # nobody said in which unit

    def test_the_curve_of_a_logarithm_has_an_axis_of_what_was_measured(self):
        name, numbers = self.facts["logged axes"]["W"]
        self.assertEqual(name, "W (ppm, log axis)")
        told = [float(number) for number in numbers.split("; ")]
        self.assertGreaterEqual(len(told), 2)
        self.assertEqual(told, sorted(set(told)))
        self.assertTrue(1 <= told[0] and told[-1] <= 30, told)  # W runs from 1.5 to 27 or so
        self.assertEqual(self.facts["logged axes"]["Sn"], ["Sn (ppm)", ""])

    def measured(self, name, place):
        data = gdal.Open(str(CHAIN / f"{name}.tif"))
        left, width, _, top, _, height = data.GetGeoTransform()
        return float(data.ReadAsArray(int((place[0] - left) / width), int((place[1] - top) / height), 1, 1)[0, 0])

    def test_qgis_closes_in_good_order(self):
        self.assertEqual(self.desktop.returncode, 0, self.desktop.stdout)

    def test_a_picture_was_taken(self):
        self.assertTrue(PICTURE.is_file())


if __name__ == "__main__":
    unittest.main()
