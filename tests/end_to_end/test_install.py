"""What the installation leaves in a profile, and what the zip file holds."""

import configparser
import os
import re
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path

from qgis import BUILD, PLUGIN, SOURCE, qgis_process

SETTINGS = """[PythonPlugins]
other=true

[plugins]
searchPathsForPlugins=/somewhere/else

[qgis]
quoted="a, b; \\x4e2d"
"""


def enable(profile, *options):
    subprocess.run(["/usr/bin/python3", SOURCE / "plugin/enable_in_profile.py", profile, *options], check=True)


def install(home):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    environment["HOME"] = home
    return subprocess.run([SOURCE / "plugin/install_for_user.sh", BUILD], env=environment, check=True,
                          stdout=subprocess.PIPE, text=True).stdout


class Install(unittest.TestCase):
    def test_the_metadata_name_the_qgis_and_the_machine_of_this_build(self):
        metadata = configparser.ConfigParser()  # as QGIS reads it
        metadata.read(PLUGIN / "metadata.txt", encoding="utf-8")
        release = re.search(r"^QGIS ([0-9]+\.[0-9]+\.[0-9]+)", qgis_process("--version").text, re.MULTILINE)[1]
        architecture = subprocess.run(["dpkg", "--print-architecture"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        self.assertEqual(metadata["general"]["builtForQgis"], release)
        self.assertEqual(metadata["general"]["builtForArchitecture"], architecture)
        about = metadata["general"]["about"]
        self.assertTrue(about.endswith(f" This build is for QGIS {release} on {architecture} alone: "
                                       "with another release it says which package to install."), about)
        self.assertTrue(about.startswith("From a handful of known deposits"), about)

    def test_only_the_light_cpp_plugin_lies_where_desktop_opens_every_library(self):
        self.assertEqual([path.name for path in (PLUGIN / "desktop").iterdir()], ["libprospectivity_lens_plugin.so"])
        self.assertFalse(any(path.is_symlink() for path in PLUGIN.rglob("*")))

    def test_other_settings_of_the_profile_stay(self):
        with tempfile.TemporaryDirectory() as home:
            profile = Path(home) / ".local/share/QGIS/QGIS3/profiles/default"
            (profile / "QGIS").mkdir(parents=True)
            ini = profile / "QGIS/QGIS3.ini"
            ini.write_text(SETTINGS)
            install(home)
            once = ini.read_text()
            install(home)
            self.assertEqual(ini.read_text(), once, "installing again changed the settings")
            self.assertIn("other=true", once)
            self.assertIn("prospectivity_lens=true", once)
            self.assertNotIn("libprospectivity_lens_plugin", once, "a second entry in the plugin manager")
            self.assertIn('quoted="a, b; \\x4e2d"', once)
            self.assertIn("searchPathsForPlugins=/somewhere/else\n", once)

    def test_the_native_plugin_is_switched_on_when_asked_for_and_off_by_the_next_installation(self):
        with tempfile.TemporaryDirectory() as home:
            profile = Path(home) / ".local/share/QGIS/QGIS3/profiles/default"
            install(home)
            ini = profile / "QGIS/QGIS3.ini"
            plain = ini.read_text()
            enable(profile, "--native")
            native = ini.read_text()
            self.assertIn("libprospectivity_lens_plugin=true", native)
            self.assertIn(f"searchPathsForPlugins={profile}/python/plugins/prospectivity_lens/desktop\n", native)
            enable(profile, "--native")
            self.assertEqual(ini.read_text(), native)
            install(home)
            self.assertEqual(ini.read_text(), plain)

    def test_a_stale_file_of_an_older_version_goes(self):
        with tempfile.TemporaryDirectory() as home:
            install(home)
            folder = Path(home) / ".local/share/QGIS/QGIS3/profiles/default/python/plugins/prospectivity_lens"
            (folder / "old.py").write_text("")
            install(home)
            self.assertFalse((folder / "old.py").exists())
            self.assertEqual([path.name for path in folder.parent.iterdir()], ["prospectivity_lens"])

    def test_a_build_folder_without_a_build_is_named(self):
        with tempfile.TemporaryDirectory() as home:
            done = subprocess.run([SOURCE / "plugin/install_for_user.sh", home], env=dict(os.environ, HOME=home),
                                  stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"The plugin could not be installed from '{home}': build it first.", done.stderr)

    def test_the_zip_file_holds_the_plugin_folder(self):
        for old in BUILD.glob("prospectivity_lens-*.zip"):
            old.unlink()
        subprocess.run(["cmake", "--build", BUILD, "--target", "plugin_zip"], check=True, stdout=subprocess.DEVNULL)
        archives = list(BUILD.glob("prospectivity_lens-*.zip"))
        self.assertEqual(len(archives), 1)
        with zipfile.ZipFile(archives[0]) as archive:
            packed = {name for name in archive.namelist() if not name.endswith("/")}
            self.assertEqual(archive.read("prospectivity_lens/metadata.txt"), (PLUGIN / "metadata.txt").read_bytes())
        installed = {str(path.relative_to(PLUGIN.parent)) for path in PLUGIN.rglob("*")
                     if path.is_file() and "__pycache__" not in path.parts}
        self.assertEqual(packed, installed)


if __name__ == "__main__":
    unittest.main()
