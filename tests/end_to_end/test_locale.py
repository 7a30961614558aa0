"""Files and reports are the same in a locale that writes numbers with commas: the real qgis_process."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import small_district
from qgis import run


class Locale(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        folder = Path(temporary.name)
        subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", folder / "de_DE.UTF-8"], check=True)
        german = {"LOCPATH": str(folder), "LC_ALL": "de_DE.UTF-8"}
        comma = subprocess.run(["/usr/bin/printf", "%.1f", "0,5"], env=dict(os.environ, **german), stdout=subprocess.PIPE,
                               text=True, check=True).stdout
        assert comma == "0,5", f"this locale writes no commas: {comma}"
        rasters = small_district.make(folder)
        cls.outputs = {}
        for language, environment in [("C", {}), ("German", german)]:
            # The same paths in both, since reports name them.
            stack, samples, model = folder / "stack.tif", folder / "samples.gpkg", folder / "model.pt"
            run("buildevidencestack", environment, LAYERS=rasters, TRANSFORMS="W=log", OUTPUT=stack, REPORT=folder / "stack.html")
            run("createsamples", environment, STACK=stack, DEPOSITS=folder / "deposits.gpkg", OUTPUT=samples)
            trained = run("traincnn", environment, SAMPLES=samples, EPOCHS=20, MODEL=model, METRICS=folder / "metrics.csv",
                          REPORT=folder / "training.html")
            run("predict", environment, MODEL=model, STACK=stack, OUTPUT=folder / "map.tif", TARGETS=folder / "targets.tif")
            cls.outputs[language] = {path.name: path.read_bytes() for path in folder.iterdir()
                                     if path.suffix in (".tif", ".html", ".pt", ".csv") and path not in rasters}
            # Folds are trained side by side and told of as they come, with the progress between them.
            cls.outputs[language]["log of the training"] = "\n".join(
                sorted(re.findall(r"epoch \d+: .*", trained.text))).encode()

    def test_every_file_has_the_same_bytes(self):
        self.assertEqual(sorted(self.outputs["C"]), sorted(self.outputs["German"]))
        self.assertGreaterEqual(len(self.outputs["C"]), 8)
        for name, content in self.outputs["C"].items():
            with self.subTest(name):
                self.assertTrue(content, "nothing was written")
                self.assertTrue(content == self.outputs["German"][name], "the bytes depend on the locale")


if __name__ == "__main__":
    unittest.main()
