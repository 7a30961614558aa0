"""QGIS Desktop of another release, and with two versions of the plugin: one message in the bar, one provider."""

import json
import os
import shutil
import subprocess
import unittest

from qgis import BUILD
from test_loader import ARCHITECTURE, BUILT_FOR, HERE, VERSION, Home, change_metadata, in_qgis, need_a_library_that_is_nowhere

PICTURES = BUILD / "end_to_end" / "pictures_of_refusals"


class Desktop(Home):
    def setUp(self):
        super().setUp()
        ini = self.plugin.parents[2] / "QGIS/QGIS3.ini"
        ini.write_text(ini.read_text() + "[Plugins]\nlibprospectivity_lens_plugin=true\n\n"
                       f"[plugins]\nsearchPathsForPlugins={self.plugin / 'desktop'}\n")

    def switch_the_python_loader_off(self):
        ini = self.plugin.parents[2] / "QGIS/QGIS3.ini"
        text = ini.read_text()
        self.assertIn("prospectivity_lens=true", text)
        ini.write_text(text.replace("prospectivity_lens=true", "prospectivity_lens=false", 1))

    def desktop(self, picture, **variables):
        """What the session saw; LD_PRELOAD reaches QGIS alone."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        facts = self.home / "facts.json"
        environment = dict(os.environ, HOME=str(self.home), XDG_DATA_HOME=str(self.home / ".local/share"),
                           XDG_RUNTIME_DIR=str(self.home), LC_ALL="C.UTF-8", REFUSAL_FACTS=str(facts),
                           REFUSAL_PICTURE=str(PICTURES / f"{picture}.png"),
                           PYQGIS_STARTUP=str(HERE / "log_keeper.py"), KEPT_LOG=str(self.log))
        environment.pop("QT_QPA_PLATFORM", None)
        done = subprocess.run(
            ["xvfb-run", "-a", "-s", "-screen 0 1400x900x24", "env", *(f"{key}={value}" for key, value in variables.items()),
             "qgis", "--nologo", "--code", str(HERE / "refusal_session.py")],
            env=environment, timeout=300, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertTrue(facts.exists(), done.stdout)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertNotIn("Traceback", done.stdout)
        return json.loads(facts.read_text())

    def test_both_loaders_refuse_another_release_with_one_message(self):
        facts = self.desktop("another_release", **in_qgis("39807"))
        sentence = (f"Prospectivity Lens {VERSION} was built for QGIS {BUILT_FOR} and this is QGIS 3.98.7: install the package "
                    f"prospectivity-lens_{VERSION}+qgis3.98.7_{ARCHITECTURE}.deb, or build the plugin on this machine.")
        self.assertEqual(facts, {"providers": 0, "loaders": 0, "messages": [sentence], "native": True})
        self.assertIn(sentence, self.log.read_text())

    def test_both_loaders_ask_for_a_newer_qgis_than_the_oldest(self):
        facts = self.desktop("too_old", **in_qgis("31616"))
        sentence = f"Prospectivity Lens {VERSION} needs QGIS 3.22 or newer and this is QGIS 3.16.16: install a newer QGIS."
        self.assertEqual(facts, {"providers": 0, "loaders": 0, "messages": [sentence], "native": True})

    def test_the_python_loader_alone_refuses_another_release(self):
        change_metadata(self.plugin, builtForQgis="3.98.7")
        shutil.rmtree(self.plugin / "desktop")
        facts = self.desktop("python_alone")
        self.assertEqual(facts["providers"], 0)
        self.assertEqual(len(facts["messages"]), 1, facts)
        self.assertIn("was built for QGIS 3.98.7", facts["messages"][0])

    def test_the_python_loader_alone_registers_and_closes_in_good_order(self):
        shutil.rmtree(self.plugin / "desktop")
        facts = self.desktop("registered")
        self.assertEqual(facts, {"providers": 1, "loaders": 1, "messages": [], "native": False})

    def test_without_qwt_the_python_loader_says_so_and_registers_the_provider(self):
        absent = need_a_library_that_is_nowhere(self.plugin / "lib/libprospectivity_desk.so", b"libqwt-qt5")
        shutil.rmtree(self.plugin / "desktop")
        facts = self.desktop("without_qwt")
        sentence = (f"The library of the panel and of 'Why here?' could not be opened ({absent}: cannot open shared object file: "
                    "No such file or directory): install the plugin's package, which brings along what it needs.")
        self.assertEqual(facts, {"providers": 1, "loaders": 1, "messages": [sentence], "native": False})
        self.assertEqual(self.logged(), {sentence})

    def test_without_qwt_the_native_loader_says_so_and_registers_the_provider(self):
        absent = need_a_library_that_is_nowhere(self.plugin / "lib/libprospectivity_desk.so", b"libqwt-qt5")
        self.switch_the_python_loader_off()
        facts = self.desktop("native_without_qwt")
        self.assertEqual({key: facts[key] for key in ("providers", "loaders", "native")},
                         {"providers": 1, "loaders": 1, "native": True})
        (sentence,) = facts["messages"]
        self.assertTrue(sentence.startswith("The library of the panel and of 'Why here?' could not be opened ("), sentence)
        self.assertIn(f"{absent}: cannot open shared object file", sentence)
        self.assertTrue(sentence.endswith("): install the plugin again."), sentence)

    def test_the_native_loader_names_a_library_that_is_missing(self):
        self.switch_the_python_loader_off()
        for part, providers in (("desk", 1), ("provider", 0)):
            with self.subTest(part):
                library = self.plugin / f"lib/libprospectivity_{part}.so"
                library.unlink()
                facts = self.desktop(f"native_without_{part}")
                self.assertEqual(facts["providers"], providers)
                self.assertEqual(facts["messages"], [f"Prospectivity Lens is installed by half, {library} is missing: install it again."])

    def test_two_versions_through_both_loaders_give_one_provider(self):
        other, variables = self.copy_elsewhere(version="0.10.0")
        facts = self.desktop("two_versions", **variables)
        self.assertEqual(facts, {"providers": 1, "loaders": 2, "messages": [], "native": True})
        (message,) = self.logged()
        self.assertIn(f"the one in {other} is used", message)


if __name__ == "__main__":
    unittest.main()
