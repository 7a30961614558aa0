"""QGIS Desktop on a virtual screen, with the plugin as it is installed, and with the C++ plugin switched on beside it."""

import os
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from qgis import BUILD, CHAIN, SOURCE, desktop_session, listed_algorithms

PICTURES = BUILD / "end_to_end" / "pictures"


def contents(element):
    """Names, values and children, in whatever order. Types change on the way through Python: lists of text are lists."""
    return element.get("name", ""), element.get("value", ""), sorted(map(contents, element))


class Desktop(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        PICTURES.mkdir(parents=True, exist_ok=True)
        for old in PICTURES.glob("*.png"):
            old.unlink()
        with tempfile.TemporaryDirectory() as folder:
            cls.desktop, cls.facts = desktop_session(
                "desktop_session.py", folder, DESKTOP_PICTURES=PICTURES, DESKTOP_CHAIN=CHAIN,
                DESKTOP_PROJECT=SOURCE / "sample_project/sample_project.qgz")

    def setUp(self):
        self.assertNotIn("failure", self.facts, self.facts.get("failure"))

    def test_there_is_one_entry_in_the_plugin_manager_and_one_in_the_menu(self):
        self.assertEqual(self.facts["entries"], 1)
        self.assertEqual(self.facts["menu"], ["Prospectivity Lens"])
        self.assertEqual(self.facts["start"]["providers"], 1)
        self.assertEqual(self.facts["start"]["loaders"], 1)

    def test_groups_stand_in_the_order_of_the_work(self):
        self.assertEqual(self.facts["groups"], ["1 Whole chain", "2 Evidence", "3 Samples", "4 Model", "5 Explain"])

    def test_every_algorithm_opens_its_dialog(self):
        self.assertEqual(set(self.facts["dialogs"]), set(listed_algorithms()))
        self.assertEqual([name for name, opened in self.facts["dialogs"].items() if not opened], [])

    def test_texts_on_layers_have_tables_with_the_layers_in_them(self):
        layers = ["W", "Sn", "Noise", "Ramp"]
        self.assertEqual(self.facts["tables"], {"Name in the stack": layers, "Holds classes": layers,
                                                "Transform": layers, "Unit": layers})

    def test_results_load_as_styled_layers(self):
        self.assertEqual(sorted(self.facts["layers"].values()), ["categorizedSymbol", "singlebandpseudocolor"])

    def test_the_model_in_the_sample_project_runs(self):
        self.assertEqual(self.facts["model"],
                         {"models": ["From layers to a map with its reasons"], "missing": [], "mapped": True})

    def test_the_model_in_the_sample_project_is_the_plugins_own(self):
        with zipfile.ZipFile(SOURCE / "sample_project/sample_project.qgz") as archive:
            project = ElementTree.fromstring(archive.read("sample_project.qgs"))
        own = ElementTree.parse(SOURCE / "plugin/models/prospectivity_chain.model3").getroot()
        self.assertEqual([contents(model) for model in project.find("projectModels")], [contents(own)])

    def test_qgis_closes_in_good_order(self):
        self.assertEqual(self.desktop.returncode, 0, self.desktop.stdout)

    def test_pictures_were_taken(self):
        names = {picture.stem for picture in PICTURES.glob("*.png")}
        self.assertLessEqual({"plugin_manager", "toolbox", "results"}, names)


class BothLoaders(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as home:
            data = Path(home) / ".local/share"
            environment = dict(os.environ, HOME=home, XDG_DATA_HOME=str(data))
            subprocess.run([SOURCE / "plugin/install_for_user.sh", BUILD], env=environment, check=True,
                           stdout=subprocess.DEVNULL)
            subprocess.run(["/usr/bin/python3", SOURCE / "plugin/enable_in_profile.py",
                            data / "QGIS/QGIS3/profiles/default", "--native"], check=True)
            cls.desktop, cls.facts = desktop_session("loaders_session.py", home, HOME=home, XDG_DATA_HOME=data)

    def setUp(self):
        self.assertNotIn("failure", self.facts, self.facts.get("failure"))

    def test_both_loaders_give_one_provider(self):
        self.assertEqual(self.facts["entries"], 2)
        self.assertEqual(self.facts["start"]["providers"], 1)
        self.assertEqual(self.facts["start"]["loaders"], 2)

    def test_the_provider_stays_until_both_are_off_and_comes_back(self):
        seen = [(state["providers"], state["loaders"]) for _, _, state in self.facts["switching"]]
        self.assertEqual(seen, [(1, 1), (0, 0), (1, 1), (1, 2), (1, 1), (1, 2)])

    def test_qgis_closes_in_good_order(self):
        self.assertEqual(self.desktop.returncode, 0, self.desktop.stdout)


if __name__ == "__main__":
    unittest.main()
