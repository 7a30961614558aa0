"""Files, tables and reports are the same in a locale that writes numbers with commas. Files and tables are the same where
QGIS speaks Chinese, and the log and reports are in Chinese there: the real qgis_process."""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from osgeo import gdal

from qgis import SOURCE, listed_algorithms, qgis_process, run

sys.path.append(str(SOURCE / "tests/faults"))

import every_algorithm  # noqa: E402

gdal.UseExceptions()

SLOW = ["prospectivitychain"]  # runs algorithms that are here by themselves
IN_CHINESE = ["buildevidencestack", "vectorevidence", "createsamples", "traincnn", "predict", "evaluate", "shapmap"]
METRICS = {"AUC", "F1", "auc", "f1", "kappa"}
SAYING = re.compile(r'<(h1|h2|figcaption|p|summary|dt)(?: [^>]*)?>([^<]*)</\1>|<th scope="col"[^>]*>([^<]*)</th>')
QUICK = {"traincnn": {"EPOCHS": 3, "MEMBERS": 1}, "augmentationstudy": {"EPOCHS": 2, "MEMBERS": 1}}


def content(path):
    """The bytes of a file; of databases, whose bytes tell when they were written, all rows as text."""
    if path.suffix not in (".gpkg", ".shp"):
        return path.read_bytes()
    data = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    lines = []
    for number in range(data.GetLayerCount()):
        layer = data.GetLayer(number)
        lines.append(layer.GetName())
        for feature in layer:
            place = feature.GetGeometryRef()
            lines.append(f"{sorted(feature.items().items())} {place.ExportToWkt() if place else ''}")
    return "\n".join(lines).encode()


class Locale(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", cls.folder / "de_DE.UTF-8"], check=True)
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", cls.folder / "zh_CN.UTF-8"], check=True)
        cls.german = {"LOCPATH": str(cls.folder), "LC_ALL": "de_DE.UTF-8"}
        cls.chinese = {"LOCPATH": str(cls.folder), "LC_ALL": "zh_CN.UTF-8"}
        comma = subprocess.run(["/usr/bin/printf", "%.1f", "0,5"], env=dict(os.environ, **cls.german),
                               stdout=subprocess.PIPE, text=True, check=True).stdout
        assert comma == "0,5", f"this locale writes no commas: {comma}"

        def made(algorithm, **parameters):
            outcome = run(algorithm, **parameters)
            assert outcome.code == 0, outcome.text

        every_algorithm.make_inputs(cls.folder, made)
        cls.cases = every_algorithm.cases(cls.folder)

    def outputs_of(self, algorithm, environment):
        """By name what an algorithm writes; the same paths every time, since reports name them."""
        parameters, outputs = self.cases[algorithm]
        out = self.folder / algorithm
        out.mkdir(exist_ok=True)
        files = {key: out / name for key, name in outputs.items()}
        options = {key: str(value).lower() if isinstance(value, bool) else value
                   for key, value in {**parameters, **QUICK.get(algorithm, {}), **files}.items()}
        outcome = run(algorithm, environment, **options)
        self.assertEqual(outcome.code, 0, outcome.text)
        written = {path.name: content(path) for path in files.values()}
        # Folds are trained side by side and told of as they come, with the progress between them.
        written["log of the training"] = "\n".join(sorted(re.findall(r"epoch \d+: .*", outcome.text))).encode()
        return written

    def test_every_file_is_the_same(self):
        self.assertEqual(sorted([*self.cases]), sorted(listed_algorithms()))
        for algorithm in self.cases:
            if algorithm in SLOW:
                continue
            plain = self.outputs_of(algorithm, {})
            german = self.outputs_of(algorithm, self.german)
            for name, written in plain.items():
                with self.subTest(f"{algorithm}: {name}"):
                    self.assertTrue(written or name.startswith("log"), "nothing was written")
                    self.assertTrue(written == german[name], "what is written depends on the locale")

    def test_files_are_the_same_in_chinese(self):
        for algorithm in IN_CHINESE:
            plain = self.outputs_of(algorithm, {})
            chinese = self.outputs_of(algorithm, self.chinese)
            for name, written in plain.items():
                if not name.startswith("log") and not name.endswith(".html"):
                    with self.subTest(f"{algorithm}: {name}"):
                        self.assertTrue(written == chinese[name], "what is written depends on the language")

    def test_reports_are_in_chinese(self):
        for algorithm, (_, outputs) in self.cases.items():
            pages = [name for name in outputs.values() if name.endswith(".html")]
            if algorithm in SLOW or not pages:
                continue
            written = self.outputs_of(algorithm, self.chinese)
            for page in (written[name].decode() for name in pages):
                with self.subTest(algorithm):
                    self.assertIn('<html lang="zh-CN">', page)
                    said = [found[1] + found[2] for found in SAYING.findall(page)]
                    self.assertTrue(said, "the page says nothing")
                    english = [text for text in said if re.search("[A-Za-z]{2}", text)
                               and not re.search("[\u4e00-\u9fff]", text) and text not in METRICS]
                    self.assertEqual(english, [])

    def test_the_log_is_in_chinese(self):
        parameters = {"LAYERS": [self.folder / "W.tif"], "OUTPUT": self.folder / "chinese.tif"}
        outcome = run("buildevidencestack", self.chinese, **parameters)
        self.assertEqual(outcome.code, 0, outcome.text)
        self.assertRegex(outcome.text, r"\d+ 个像元中有 \d+ 个在每个波段都有数据")
        refused = run("buildevidencestack", self.chinese, RESAMPLING="bilinaer", **parameters)
        self.assertNotEqual(refused.code, 0)
        self.assertIn("RESAMPLING：“bilinaer”不在选项之中", refused.text)
        self.assertIn("证据图层栈", qgis_process("help", "prospectivity:predict", environment=self.chinese).text)

    def test_a_transform_is_the_same(self):
        stacks = []
        for environment in ({}, self.german):
            stack, report = self.folder / "log.tif", self.folder / "log.html"
            outcome = run("buildevidencestack", environment, LAYERS=[self.folder / "W.tif"], TRANSFORMS="W=log",
                          OUTPUT=stack, REPORT=report)
            self.assertEqual(outcome.code, 0, outcome.text)
            stacks.append((stack.read_bytes(), report.read_bytes()))
        self.assertTrue(stacks[0] == stacks[1], "the bytes depend on the locale")


if __name__ == "__main__":
    unittest.main()
