"""The panel of the work in QGIS Desktop on a virtual screen: what it says of runs, and which dialogs it opens with what."""

import tempfile
import unittest
from pathlib import Path

from qgis import BUILD, CHAIN, PLUGIN, desktop_session

PICTURE = BUILD / "end_to_end" / "panel.png"


class Panel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.work = Path(folder.name).resolve() / "work"
        cls.work.mkdir()
        cls.moved = cls.work.with_name("moved")
        PICTURE.unlink(missing_ok=True)
        cls.desktop, cls.facts = desktop_session("panel_session.py", folder.name, height=1200, PANEL_PICTURE=PICTURE,
                                                 PANEL_CHAIN=CHAIN, PANEL_WORK=cls.work)

    def setUp(self):
        self.assertNotIn("failure", self.facts, self.facts.get("failure"))

    def test_two_loaders_give_one_panel(self):
        self.assertEqual((self.facts["actions"], self.facts["docks"]), ([1, 1], 1))
        self.assertEqual((self.facts["hidden"], self.facts["visible"]), (True, True))

    def test_at_first_nothing_was_run(self):
        empty = self.facts["empty"]
        self.assertEqual(set(empty["products"].values()), {"none yet"})
        self.assertEqual(empty["next"], "Next: Evidence stack...")
        self.assertEqual(empty["states"]["Evidence stack"], "Not run")
        self.assertEqual(empty["states"]["Map of prospectivity"], "Not run. Missing: model, evidence stack")
        self.assertEqual(empty["message"], "")

    def test_the_quick_start_opens_from_menu_and_panel(self):
        pages = self.facts["quick starts"]
        self.assertEqual(len(pages), 2, pages)
        self.assertEqual({Path(page).resolve() for page in pages}, {(PLUGIN / "help/quick_start.html").resolve()})

    def test_next_opens_the_dialog_of_processing(self):
        self.assertEqual(self.facts["first dialog"]["algorithm"], "buildevidencestack")
        self.assertFalse(self.facts["first dialog"]["modal"])
        self.assertEqual(self.facts["by keyboard"], "createsamples")

    def test_runs_of_scripts_count(self):
        stacked = self.facts["stacked"]
        self.assertEqual(stacked["products"]["Stack"], "stack.tif")
        self.assertRegex(stacked["states"]["Evidence stack"], r"^Done .+: stack\.tif$")
        self.assertEqual(stacked["next"], "Next: Samples...")

    def test_steps_of_models_count(self):
        self.assertTrue(self.facts["step of a model"].startswith("Done "), self.facts["step of a model"])

    def test_dialogs_are_filled_in(self):
        told = self.facts["training dialog"]
        self.assertEqual(told["algorithm"], "trainreference")
        self.assertEqual(told["parameters"]["SAMPLES"].split("|")[0], str(self.work / "samples.gpkg"))

    def test_a_failure_is_told_with_its_sentence(self):
        failed = self.facts["failed"]
        self.assertTrue(failed["states"]["Train a network"].startswith("Failed: "), failed)
        self.assertIn("no_such_field", failed["states"]["Train a network"])
        self.assertEqual(failed["products"]["Model"], "none yet")

    def test_a_model_of_another_kind_is_a_model(self):
        trained = self.facts["trained"]
        self.assertEqual(trained["products"]["Model"], "model.pt")
        self.assertEqual(trained["next"], "Next: Map of prospectivity...")

    def test_a_run_of_the_dialog_counts(self):
        self.assertEqual(self.facts["dialog of the map"], "predict")
        self.assertTrue(self.facts["targets asked for"])
        mapped = self.facts["mapped"]
        self.assertRegex(mapped["states"]["Map of prospectivity"], r"^Done .+: map\.tif$")
        self.assertEqual(mapped["products"], {"Stack": "stack.tif", "Samples": "samples.gpkg", "Model": "model.pt",
                                              "Map": "map.tif"})
        self.assertEqual(mapped["next"], "Next: Evaluate the map...")
        self.assertEqual(mapped["states"]["Report of targets"], "Not run")

    def test_the_map_is_shown(self):
        self.assertEqual(self.facts["loaded"], 1)
        self.assertEqual(self.facts["shown"], {"visible": True, "seen": True, "active": True, "layers": 1})
        self.assertEqual(self.facts["loaded again"], ["singlebandpseudocolor"])  # with the style beside the file

    def test_the_report_of_a_step_opens(self):
        self.assertEqual(self.facts["buttons"], {"StepMap": False, "StepReport": True})
        self.assertEqual(self.facts["reports"], [str(self.work / "training.html")])

    def test_the_history_tells_all_runs(self):
        runs, titles = self.facts["runs"], self.facts["titles"]
        self.assertEqual([run[0] for run in runs],
                         [titles[name] for name in ("predict", "trainreference", "traincnn", "createsamples",
                                                    "buildevidencestack")])
        self.assertEqual([run[1] == "Done" for run in runs], [True, True, False, True, True])
        self.assertTrue(runs[2][1].startswith("Failed: "), runs)
        self.assertIn("map.tif", runs[0][2])
        self.assertIn("targets.gpkg", runs[0][2])

    def test_newer_samples_make_the_model_an_old_one(self):
        newer = self.facts["newer samples"]
        self.assertIn("samples", newer["states"]["Train a reference model"].partition("\n")[2])
        self.assertEqual(newer["next"], "Next: Train a network...")

    def test_the_account_goes_with_the_project(self):
        self.assertFalse(self.facts["dirty after saving"])
        self.assertEqual(set(self.facts["cleared"]["products"].values()), {"none yet"})
        moved = self.facts["moved"]
        self.assertEqual(moved["products"]["Map"], "map.tif")
        self.assertEqual(moved["products"]["Samples"], "samples.gpkg, which is missing")
        self.assertTrue(moved["states"]["Samples"].startswith("Output missing: samples.gpkg"), moved)
        parameters = self.facts["dialog after moving"]["parameters"]
        self.assertEqual(parameters["MODEL"], str(self.moved / "model.pt"))
        self.assertEqual(parameters["STACK"], str(self.moved / "stack.tif"))

    def test_what_is_missing_is_not_filled_in(self):
        self.assertNotIn("samples.gpkg", self.facts["dialog without samples"])

    def test_a_run_may_be_forgotten(self):
        self.assertEqual(self.facts["forgotten"], 1)

    def test_qgis_closes_in_good_order(self):
        self.assertEqual(self.desktop.returncode, 0, self.desktop.stdout)

    def test_a_picture_was_taken(self):
        self.assertTrue(PICTURE.is_file())


if __name__ == "__main__":
    unittest.main()
