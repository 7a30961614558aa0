"""The provider in qgis_process: there once, explained, and light."""

import re
import tempfile
import unittest
from pathlib import Path
from urllib.parse import unquote

from qgis import PLUGIN, listed_algorithms, qgis_process


class Provider(unittest.TestCase):
    def test_is_listed_once(self):
        text = qgis_process("list").text
        self.assertEqual(len(re.findall(r"^Prospectivity Lens$", text, re.MULTILINE)), 1, text)

    def test_every_algorithm_is_listed_once_and_has_help(self):
        algorithms = listed_algorithms()
        self.assertTrue(algorithms)
        self.assertEqual(len(algorithms), len(set(algorithms)))
        for algorithm in algorithms:
            with self.subTest(algorithm):
                outcome = qgis_process("help", f"prospectivity:{algorithm}")
                self.assertEqual(outcome.code, 0, outcome.text)
                description = outcome.text.partition("Description\n----------------")[2].partition("Arguments")[0]
                self.assertGreater(len(description.split()), 20, outcome.text)

    def test_the_help_button_opens_a_page_of_the_installed_folder(self):
        for algorithm in ("predict", "prospectivitychain"):
            with self.subTest(algorithm):
                outcome = qgis_process("--json", "help", f"prospectivity:{algorithm}")
                told = re.search(r'"help_url": "file://([^"]+)"', outcome.text)
                self.assertIsNotNone(told, outcome.text)
                page = Path(unquote(told[1]))
                self.assertEqual(page, (PLUGIN / "help" / f"{algorithm}.html").resolve())
                self.assertIn("<h2>Parameters</h2>", page.read_text(encoding="utf-8"))

    def test_an_unknown_algorithm_gives_exit_code_1(self):
        outcome = qgis_process("run", "prospectivity:divining")
        self.assertEqual(outcome.code, 1)
        self.assertIn("prospectivity:divining", outcome.text)

    def test_start_up_loads_neither_libtorch_nor_xgboost(self):
        with tempfile.TemporaryDirectory() as folder:
            outcome = qgis_process(
                "list", environment={"LD_DEBUG": "files", "LD_DEBUG_OUTPUT": str(Path(folder) / "loaded")})
            loaded = "".join(log.read_text(errors="replace") for log in Path(folder).glob("loaded.*"))
        self.assertEqual(outcome.code, 0)
        self.assertIn("libprospectivity_provider.so", loaded)
        for heavy in ("libtorch", "libc10", "libprospectivity_torch", "libxgboost", "libprospectivity_trees",
                      "libprospectivity_desk"):
            self.assertNotIn(heavy, loaded)


if __name__ == "__main__":
    unittest.main()
