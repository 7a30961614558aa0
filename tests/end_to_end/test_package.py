"""The Debian package of this build: what it holds and asks for, what lintian says, and which QGIS apt accepts it with."""

import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from qgis import BUILD, PLUGIN

QGIS = re.search(r"^builtForQgis=(.*)$", (PLUGIN / "metadata.txt").read_text(), re.MULTILINE)[1]


def output_of(*command, code=0):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if code is not None and done.returncode != code:
        raise AssertionError(f"{command} gave {done.returncode}:\n{done.stdout}")
    return done.stdout


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        for old in [*BUILD.glob("prospectivity-lens_*.deb"), *BUILD.glob("prospectivity_lens-*.zip")]:
            old.unlink()
        output_of("cmake", "--build", BUILD, "--target", "package")
        (cls.package,) = BUILD.glob("prospectivity-lens_*.deb")
        cls.depends = output_of("dpkg-deb", "--field", cls.package, "Depends").strip().split(", ")
        listed = [line.split(maxsplit=5) for line in output_of("dpkg-deb", "--contents", cls.package).splitlines()]
        cls.files = {line[5].removeprefix("."): line for line in listed if not line[5].endswith("/")}

    def test_the_version_names_the_release_of_qgis(self):
        self.assertRegex(self.package.name, rf"^prospectivity-lens_[0-9.]+\+qgis{re.escape(QGIS)}_[a-z0-9]+\.deb$")

    def test_the_zip_file_comes_along(self):
        (archive,) = BUILD.glob("prospectivity_lens-*.zip")
        self.assertRegex(archive.name, rf"\+qgis{re.escape(QGIS)}\.zip$")

    def test_it_asks_for_this_release_of_qgis_and_no_other(self):
        minor, _, patch = QGIS.rpartition(".")
        ends = [end for end in self.depends if end.startswith("qgis ")]
        self.assertEqual([re.sub(r"\d+:", "", end) for end in ends],
                         [f"qgis (>= {QGIS})", f"qgis (<< {minor}.{int(patch) + 1}~)"])

    def test_it_asks_for_the_libraries_that_it_opens(self):
        names = {alternative.split()[0] for depend in self.depends for alternative in depend.split(" | ")}
        for name in (f"libqgis-core{QGIS}", "libopenblas0-pthread", "python3-qgis", "python3-plotly"):
            self.assertIn(name, names)
        for library in ("libtorch", "libxgboost", "libgdal", "libproj", "libqt5core5"):
            self.assertTrue(any(name.startswith(library) for name in names), library)

    def test_libraries_and_data_lie_where_debian_has_them(self):
        libraries = {path for path in self.files if path.endswith(".so")}
        self.assertEqual({Path(path).name for path in libraries},
                         {"libprospectivity_engine.so", "libprospectivity_provider.so", "libprospectivity_torch.so",
                          "libprospectivity_trees.so", "libprospectivity_desk.so", "libprospectivity_lens_plugin.so"})
        self.assertTrue(all(path.startswith("/usr/lib/") for path in libraries), libraries)
        self.assertFalse(any(path.startswith("/usr/lib/qgis/") for path in self.files), "QGIS Desktop opens what lies there")
        for path in ("/usr/share/qgis/python/plugins/prospectivity_lens/__init__.py",
                     "/usr/share/qgis/python/plugins/prospectivity_lens/icon.svg",
                     "/usr/share/qgis/python/plugins/prospectivity_lens/models/prospectivity_chain.model3",
                     "/usr/share/prospectivity-lens/sample_project/sample_project.qgz",
                     "/usr/share/prospectivity-lens/sample_project/layers/deposits.gpkg",
                     "/usr/share/prospectivity-lens/scripts/cluster/map.sh",
                     "/usr/share/prospectivity-lens/docs/cluster.md",
                     "/usr/share/prospectivity-lens/help/index.html",
                     "/usr/share/prospectivity-lens/help/style.css",
                     "/usr/share/prospectivity-lens/help/predict.html",
                     "/usr/share/prospectivity-lens/help/quick_start.html",
                     "/usr/share/prospectivity-lens/help/prospectivity_map.png",
                     "/usr/share/doc/prospectivity-lens/copyright"):
            self.assertIn(path, self.files)

    def test_the_link_leads_to_the_libraries_that_the_metadata_tell_of(self):
        with tempfile.TemporaryDirectory() as folder:
            output_of("dpkg-deb", "--extract", self.package, folder)
            linked = Path(folder) / "usr/share/qgis/python/plugins/prospectivity_lens/lib"
            self.assertEqual({path.name for path in linked.iterdir()},
                             {"libprospectivity_engine.so", "libprospectivity_provider.so", "libprospectivity_torch.so",
                              "libprospectivity_trees.so", "libprospectivity_desk.so"})
            self.assertTrue(linked.resolve().is_relative_to(folder))
            self.assertEqual((linked.parent / "metadata.txt").read_bytes(), (PLUGIN / "metadata.txt").read_bytes())

    def test_the_help_lies_beside_the_libraries(self):
        with tempfile.TemporaryDirectory() as folder:
            output_of("dpkg-deb", "--extract", self.package, folder)
            libraries = (Path(folder) / "usr/share/qgis/python/plugins/prospectivity_lens/lib").resolve()
            page = (libraries.parent / "help/predict.html").resolve()
            self.assertTrue(page.is_file())
            self.assertTrue(page.is_relative_to(Path(folder).resolve()))

    def test_lintian_finds_no_errors(self):
        found = output_of("lintian", "--fail-on", "none", "--display-info", self.package)
        self.assertEqual(re.findall("^E: .*$", found, re.MULTILINE), [])
        self.assertNotIn("cannot", found)

    def test_apt_accepts_it_with_this_qgis(self):
        self.assertIn("Inst prospectivity-lens", output_of("apt-get", "install", "--simulate", self.package))

    def test_apt_refuses_it_with_another_qgis(self):
        minor, _, patch = QGIS.rpartition(".")
        earlier = f"{minor}.{int(patch) - 1}" if int(patch) > 0 else "3.22.0"
        for other in (f"{minor}.{int(patch) + 1}", earlier, "3.98.7"):
            with self.subTest(other):
                refused = output_of("apt-get", "install", "--simulate", self.made_for(other), code=100)
                self.assertRegex(refused, rf"prospectivity-lens : Depends: qgis \((>=|<) [0-9:]*[0-9.]+~?\)")

    def made_for(self, release):
        """The same package as a build for another release makes it, as far as apt looks."""
        minor, _, patch = release.rpartition(".")
        folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        output_of("dpkg-deb", "--raw-extract", self.package, folder / "tree")
        control = folder / "tree/DEBIAN/control"
        text = re.sub(r"\(>= ([0-9:]*?)" + re.escape(QGIS) + r"\), qgis \(<< [^)]*\)",
                      rf"(>= \g<1>{release}), qgis (<< \g<1>{minor}.{int(patch) + 1}~)", control.read_text())
        self.assertIn(release, text)
        control.write_text(text)
        output_of("dpkg-deb", "--build", folder / "tree", folder / "other.deb")
        return folder / "other.deb"


if __name__ == "__main__":
    unittest.main()
