"""The pictures of README and help, and the command that makes them."""

import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from qgis import CHAIN, SOURCE

PICTURES = SOURCE / "docs/pictures"


def shown():
    """Names of the pictures that README and help show."""
    texts = [SOURCE / "README.md", *(SOURCE / "docs").glob("*.md"), *(SOURCE / "docs/help").glob("*.html")]
    found = set()
    for text in texts:
        found.update(re.findall(r'(?:\]\((?:docs/)?pictures/|<img src=")([^")]+)\.png', text.read_text(encoding="utf-8")))
    return found


def made():
    """Names of those that the command makes."""
    script = (SOURCE / "scripts/pictures.sh").read_text(encoding="utf-8")
    return set(re.search(r'^names="([^"]*)"$', script, re.MULTILINE)[1].split())


class Pictures(unittest.TestCase):
    def test_what_is_shown_is_there_and_can_be_made_anew(self):
        self.assertGreater(len(shown()), 2)
        self.assertLessEqual(shown(), {picture.stem for picture in PICTURES.glob("*.png")})
        self.assertLessEqual(shown(), made())

    def test_no_picture_lies_about_unused(self):
        self.assertEqual({picture.stem for picture in PICTURES.glob("*.png")}, shown())

    def test_reports_have_the_parts_that_are_shown(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "taken").mkdir()
            for report, of_chain in (("training_report", "training"), ("shap_report", "shap")):
                shutil.copy(CHAIN / f"{of_chain}.html", folder / f"{report}.html")
            subprocess.run(["/usr/bin/python3", SOURCE / "scripts/pictures_reports.py", folder], check=True)
            for picture in ("training_report", "shap_values"):
                colours = subprocess.run(["identify", "-format", "%k", folder / "taken" / f"{picture}.png"], check=True,
                                         stdout=subprocess.PIPE, text=True)
                self.assertGreater(int(colours.stdout), 16, picture)

    def test_what_is_in_the_way_is_told_in_one_sentence(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "taken").mkdir()
            self.assertEqual(self.refusal(folder),
                             f"The report 'training_report.html' was not made: see desktop.log in {folder}.\n")
            (folder / "training_report.html").write_text("<style></style>", encoding="utf-8")
            self.assertEqual(self.refusal(folder), "A report lacks the part that is to be shown: adapt "
                                                   "scripts/pictures_reports.py to it.\n")

    def refusal(self, folder):
        done = subprocess.run(["/usr/bin/python3", SOURCE / "scripts/pictures_reports.py", folder],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, 1)
        return done.stdout


if __name__ == "__main__":
    unittest.main()
