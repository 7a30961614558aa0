"""What stands in the way of the plugin is said in one sentence: another release of QGIS, half a folder, a missing library.

Each test has a home of its own with a copy of the installed plugin, in the real qgis_process.
"""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import small_district
from qgis import ORDINARY_USER, PLUGIN, Outcome, needs_ordinary_user, qgis_process

HERE = Path(__file__).resolve().parent
BUILT_FOR = re.search(r"^builtForQgis=(.*)$", (PLUGIN / "metadata.txt").read_text(), re.MULTILINE)[1]
VERSION = re.search(r"^version=(.*)$", (PLUGIN / "metadata.txt").read_text(), re.MULTILINE)[1]
ARCHITECTURE = re.search(r"^builtForArchitecture=(.*)$", (PLUGIN / "metadata.txt").read_text(), re.MULTILINE)[1]


def change_metadata(folder, **keys):
    path = folder / "metadata.txt"
    text = path.read_text()
    for key, value in keys.items():
        text, changed = re.subn(f"^{key}=.*$", f"{key}={value}", text, flags=re.MULTILINE)
        assert changed == 1, key
    path.write_text(text)


def in_qgis(release):
    """The variables that make QGIS take itself for another release, as in 39807."""
    return {"LD_PRELOAD": os.environ["PROSPECTIVITY_ANOTHER_QGIS"], "PRETENDED_QGIS": release}


def need_a_library_that_is_nowhere(library, needed):
    """Changes the name of a library that another one needs into one of the same length that does not exist."""
    content = library.read_bytes()
    name = re.search(needed + rb"\.so[.0-9]*", content)[0]
    absent = needed + b".so." + b"9" * (len(name) - len(needed) - 4)
    library.write_bytes(content.replace(name, absent))
    return absent.decode()


class Home(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.home = Path(temporary.name)
        profile = self.home / ".local/share/QGIS/QGIS3/profiles/default"
        (profile / "QGIS").mkdir(parents=True)
        (profile / "QGIS/QGIS3.ini").write_text("[PythonPlugins]\nprospectivity_lens=true\n")
        self.plugin = profile / "python/plugins/prospectivity_lens"
        shutil.copytree(PLUGIN, self.plugin, ignore=shutil.ignore_patterns("__pycache__"))
        self.log = self.home / "log.txt"

    def qgis_process(self, *arguments, under=(), **variables) -> Outcome:
        return qgis_process(*arguments, under=under, environment={
            "HOME": str(self.home), "XDG_DATA_HOME": str(self.home / ".local/share"),
            "PYQGIS_STARTUP": str(HERE / "log_keeper.py"), "KEPT_LOG": str(self.log), **variables})

    def logged(self):
        """Our messages, each once: QGIS emits what nobody is to be notified of in two ways."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return {line.split("\t", 2)[2] for line in lines if line.startswith("Prospectivity Lens\t")}

    def assert_refused(self, sentence, under=(), **variables):
        outcome = self.qgis_process("run", "prospectivity:predict", under=under, **variables)
        self.assertEqual(outcome.code, 1, outcome.text)
        self.assertEqual(outcome.text.count(sentence), 1, outcome.text)
        self.assertNotIn("Traceback", outcome.text)
        self.assertEqual(self.logged(), {sentence})

    def close(self, path):
        """Takes all rights on a file or folder away until the test ends."""
        self.addCleanup(path.chmod, path.stat().st_mode)
        path.chmod(0)

    def assert_registered(self, under=(), **variables):
        outcome = self.qgis_process("list", under=under, **variables)
        self.assertEqual(outcome.code, 0, outcome.text)
        self.assertEqual(len(re.findall("^Prospectivity Lens$", outcome.text, re.MULTILINE)), 1, outcome.text)

    def copy_elsewhere(self, **keys):
        """Another copy, where QGIS looks before it looks in the profile; returns its folder and the variables."""
        other = self.home / "elsewhere/prospectivity_lens"
        shutil.copytree(self.plugin, other)
        change_metadata(other, **keys)
        return other, {"QGIS_PLUGINPATH": str(other.parent)}


class OneCopy(Home):
    def test_of_this_release_it_registers_and_says_nothing(self):
        self.assert_registered()
        self.assertEqual(self.logged(), set())

    def test_of_another_release_it_names_both_and_the_package(self):
        change_metadata(self.plugin, builtForQgis="3.98.7")
        self.assert_refused(f"Prospectivity Lens {VERSION} was built for QGIS 3.98.7 and this is QGIS {BUILT_FOR}: install the package "
                            f"prospectivity-lens_{VERSION}+qgis{BUILT_FOR}_{ARCHITECTURE}.deb, or build the plugin on this machine.")

    def test_another_patch_of_the_release_is_another_release(self):
        patch = BUILT_FOR + "0"
        change_metadata(self.plugin, builtForQgis=patch)
        self.assert_refused(f"Prospectivity Lens {VERSION} was built for QGIS {patch} and this is QGIS {BUILT_FOR}: install the package "
                            f"prospectivity-lens_{VERSION}+qgis{BUILT_FOR}_{ARCHITECTURE}.deb, or build the plugin on this machine.")

    def test_in_a_qgis_of_another_release(self):
        self.assert_refused(f"Prospectivity Lens {VERSION} was built for QGIS {BUILT_FOR} and this is QGIS 3.98.7: install the package "
                            f"prospectivity-lens_{VERSION}+qgis3.98.7_{ARCHITECTURE}.deb, or build the plugin on this machine.",
                            **in_qgis("39807"))

    def test_in_a_qgis_that_is_too_old(self):
        self.assert_refused(f"Prospectivity Lens {VERSION} needs QGIS 3.22 or newer and this is QGIS 3.16.16: install a newer QGIS.",
                            **in_qgis("31616"))

    def test_a_library_that_was_copied_from_another_build(self):
        """The metadata is of the QGIS that runs and the library is not: the library itself refuses."""
        change_metadata(self.plugin, builtForQgis="3.98.7")
        self.assert_refused(f"{self.plugin}/lib/libprospectivity_provider.so was built for another release than QGIS 3.98.7: "
                            "install the plugin's package for it.", **in_qgis("39807"))

    def test_a_library_that_is_missing_in_the_folder(self):
        for part in ("provider", "engine", "torch", "trees", "desk"):
            with self.subTest(part):
                library = self.plugin / f"lib/libprospectivity_{part}.so"
                hidden = library.rename(library.with_suffix(".hidden"))
                self.log.unlink(missing_ok=True)
                self.assert_refused(f"Prospectivity Lens is installed by half, {library} is missing: install it again.")
                hidden.rename(library)

    def test_a_library_that_was_cut_short(self):
        for part in ("engine", "desk"):
            with self.subTest(part):
                library = self.plugin / f"lib/libprospectivity_{part}.so"
                whole = library.read_bytes()
                os.truncate(library, len(whole) // 2)
                self.log.unlink(missing_ok=True)
                self.assert_refused(f"Prospectivity Lens is installed by half, {library} was cut short: install it again.")
                library.write_bytes(whole)

    @needs_ordinary_user
    def test_a_library_that_the_user_must_not_read(self):
        """As root's umask leaves copies of root's own making."""
        library = self.plugin / "lib/libprospectivity_provider.so"
        self.close(library)
        self.assert_refused(f"Prospectivity Lens cannot read {library} (Permission denied): let this user read the plugin's folder, "
                            "or install it again.", under=ORDINARY_USER)

    @needs_ordinary_user
    def test_a_folder_of_libraries_that_the_user_must_not_enter(self):
        self.close(self.plugin / "lib")
        library = self.plugin / "lib/libprospectivity_provider.so"
        self.assert_refused(f"Prospectivity Lens cannot read {library} (Permission denied): let this user read the plugin's folder, "
                            "or install it again.", under=ORDINARY_USER)

    @needs_ordinary_user
    def test_a_copy_elsewhere_that_the_user_must_not_enter_stands_in_nobodys_way(self):
        other, variables = self.copy_elsewhere()
        self.close(other)
        self.assert_registered(under=ORDINARY_USER, **variables)
        self.assertEqual(self.logged(), set())

    def test_a_folder_without_a_build(self):
        metadata = self.plugin / "metadata.txt"
        metadata.write_text(metadata.read_text().partition("builtForQgis")[0])
        self.assert_refused(f"{self.plugin} holds no build of Prospectivity Lens: install its package for QGIS {BUILT_FOR}, "
                            "or build the plugin on this machine.")

    def test_a_folder_without_metadata_is_none_that_qgis_loads(self):
        (self.plugin / "metadata.txt").unlink()
        outcome = self.qgis_process("list")
        self.assertEqual(outcome.code, 0, outcome.text)
        self.assertNotIn("Prospectivity Lens", outcome.text)
        self.assertNotIn("Traceback", outcome.text)

    def test_qwt_is_missed_where_there_is_a_window_alone(self):
        need_a_library_that_is_nowhere(self.plugin / "lib/libprospectivity_desk.so", b"libqwt-qt5")
        self.assert_registered()
        self.assertEqual(self.logged(), set())

    def test_a_library_of_the_system_that_is_missing(self):
        absent = need_a_library_that_is_nowhere(self.plugin / "lib/libprospectivity_engine.so", b"libgdal")
        self.assert_refused(f"A library that Prospectivity Lens needs could not be opened ({absent}: cannot open shared object file: "
                            "No such file or directory): install the plugin's package, which brings along what it needs.")

    def test_libtorch_is_missed_where_it_is_needed(self):
        absent = need_a_library_that_is_nowhere(self.plugin / "lib/libprospectivity_torch.so", b"libtorch_cpu")
        self.assert_registered()
        samples = small_district.write_points(
            self.home / "samples.gpkg", [small_district.centre(number % 20, number // 20) for number in range(40)],
            {"label": [number % 2 for number in range(40)], "W": [float(number % 7) for number in range(40)],
             "Sn": [float(number % 5) for number in range(40)]})
        outcome = self.qgis_process("run", "prospectivity:traincnn", f"--SAMPLES={samples}", "--EPOCHS=2",
                                    f"--MODEL={self.home / 'model.pt'}")
        self.assertEqual(outcome.code, 1, outcome.text)
        self.assertRegex(outcome.text, re.escape(f"The training library could not be opened ({absent}: cannot open shared object file: "
                                                 "No such file or directory): run 'apt install libtorch") +
                         r"[0-9.]+', or install the plugin again\.")
        self.assertFalse((self.home / "model.pt").exists())

    def test_xgboost_is_missed_where_it_is_needed(self):
        absent = need_a_library_that_is_nowhere(self.plugin / "lib/libprospectivity_trees.so", b"libxgboost")
        self.assert_registered()
        samples = small_district.write_points(
            self.home / "samples.gpkg", [small_district.centre(number % 20, number // 20) for number in range(40)],
            {"label": [number % 2 for number in range(40)], "W": [float(number % 7) for number in range(40)],
             "Sn": [float(number % 5) for number in range(40)]})
        missing = (re.escape(f"The library of decision trees could not be opened ({absent}: cannot open shared object file: "
                             "No such file or directory): run 'apt install libxgboost") +
                   r"[0-9.]*', or install the plugin again\.")
        outcome = self.qgis_process("run", "prospectivity:trainreference", f"--SAMPLES={samples}", "--METHOD=random-forest",
                                    f"--MODEL={self.home / 'forest.pt'}")
        self.assertEqual(outcome.code, 1, outcome.text)
        self.assertRegex(outcome.text, missing)
        self.assertFalse((self.home / "forest.pt").exists())
        # Other models are trained; they are held against fewer.
        outcome = self.qgis_process("run", "prospectivity:trainreference", f"--SAMPLES={samples}",
                                    f"--MODEL={self.home / 'logistic.pt'}")
        self.assertEqual(outcome.code, 0, outcome.text)
        self.assertRegex(outcome.text, missing)
        self.assertTrue((self.home / "logistic.pt").exists())


class LoadedAlready(unittest.TestCase):
    """QGIS has loaded the folder, and then something becomes of it: what the loader says when it registers."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name) / "plugins/prospectivity_lens"
        self.folder.mkdir(parents=True)
        for name in ("metadata.txt", "__init__.py"):
            shutil.copy(PLUGIN / name, self.folder)

    def said(self, change):
        """`change` is Python that does something to `folder`. In a process of its own: a module here is called qgis as well."""
        program = ("import pathlib, shutil, sys\n"
                   "folder = pathlib.Path(sys.argv[1])\n"
                   "sys.path.insert(0, str(folder.parent))\n"
                   "import prospectivity_lens\n"
                   f"{change}\n"
                   "print(prospectivity_lens.classFactory(None).register())\n")
        done = subprocess.run([*(ORDINARY_USER or []), "/usr/bin/python3", "-c", program, self.folder], cwd=self.folder.parent,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.stdout.strip()

    def test_its_metadata_is_gone(self):
        self.assertEqual(self.said("(folder / 'metadata.txt').unlink()"), "Prospectivity Lens is installed by half, "
                         f"{self.folder}/metadata.txt is missing: install it again.")

    def test_the_folder_is_gone(self):
        self.assertEqual(self.said("shutil.rmtree(folder)"), "The folder of Prospectivity Lens was removed: install it again.")

    @needs_ordinary_user
    def test_its_metadata_must_not_be_read(self):
        self.assertEqual(self.said("(folder / 'metadata.txt').chmod(0)"),
                         f"Prospectivity Lens cannot read {self.folder}/metadata.txt (Permission denied): "
                         "let this user read the plugin's folder, or install it again.")

    @needs_ordinary_user
    def test_the_folder_must_not_be_entered(self):
        self.assertEqual(self.said("folder.chmod(0)"),
                         f"Prospectivity Lens cannot read {self.folder}/metadata.txt (Permission denied): "
                         "let this user read the plugin's folder, or install it again.")
        self.folder.chmod(0o755)


class TwoCopies(Home):
    def assert_used(self, used, other, variables):
        """One provider, opened from one folder, and the log names both."""
        loaded = self.home / "loaded"
        self.assert_registered(LD_DEBUG="files", LD_DEBUG_OUTPUT=str(loaded), **variables)
        opened = "".join(path.read_text(errors="replace") for path in self.home.glob("loaded.*"))
        self.assertIn(f"{used}/lib/libprospectivity_provider.so", opened)
        self.assertNotIn(f"{other}/lib/libprospectivity_provider.so", opened)
        (message,) = self.logged()
        self.assertRegex(message, r"^There are several copies of Prospectivity Lens \(.* in .*, .* in .*\): ")
        self.assertTrue(message.endswith(f": the one in {used} is used, remove the others."), message)

    def test_the_newer_one_elsewhere_is_used(self):
        other, variables = self.copy_elsewhere(version="0.10.0")
        self.assert_used(other, self.plugin, variables)

    def test_the_older_one_elsewhere_is_left_alone(self):
        other, variables = self.copy_elsewhere(version="0.0.9")
        self.assert_used(self.plugin, other, variables)

    def test_a_newer_one_for_another_qgis_is_left_alone(self):
        other, variables = self.copy_elsewhere(version="0.10.0", builtForQgis="3.98.7")
        self.assert_used(self.plugin, other, variables)

    def test_the_older_one_is_used_when_the_newer_is_for_another_qgis(self):
        other, variables = self.copy_elsewhere()
        change_metadata(self.plugin, version="0.10.0", builtForQgis="3.98.7")
        self.assert_used(other, self.plugin, variables)


if __name__ == "__main__":
    unittest.main()
