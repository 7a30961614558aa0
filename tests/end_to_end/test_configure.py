"""What configuring decides before anything is compiled."""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

from qgis import SOURCE


def configure(folder, *options):
    return subprocess.run(["cmake", "-S", SOURCE, "-B", folder, *options], cwd=SOURCE, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


class Warnings(unittest.TestCase):
    def errors(self, preset):
        """Whether each file is compiled with warnings as errors."""
        with tempfile.TemporaryDirectory() as folder:
            done = configure(folder, f"--preset={preset}")
            self.assertEqual(done.returncode, 0, done.stdout)
            commands = json.loads((Path(folder) / "compile_commands.json").read_text())
        self.assertTrue(any("-Wall" in entry["command"] for entry in commands))
        return {"-Werror" in entry["command"] for entry in commands if entry["file"].endswith(".cpp")
                and not entry["file"].startswith(folder)}

    def test_they_stop_no_build_of_users(self):
        self.assertEqual(self.errors("release"), {False})

    def test_they_stop_developers(self):
        self.assertEqual(self.errors("dev"), {True})
        for preset in ("dev", "asan-ubsan", "tsan"):
            with self.subTest(preset), tempfile.TemporaryDirectory() as folder:
                shown = configure(folder, f"--preset={preset}", "-N").stdout
                self.assertIn('PROSPECTIVITY_WARNINGS_AS_ERRORS="ON"', shown)


class Qgis(unittest.TestCase):
    def test_one_that_is_too_old_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "FindQGIS.cmake").write_text("set(QGIS_FOUND TRUE)\nset(QGIS_VERSION 3.16.16)\n")
            done = configure(Path(folder) / "build", f"-DCMAKE_MODULE_PATH={folder}")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("QGIS 3.16.16 is too old: Prospectivity Lens needs 3.22 or newer.", done.stdout)


if __name__ == "__main__":
    unittest.main()
