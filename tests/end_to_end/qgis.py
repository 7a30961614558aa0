"""Runs the real qgis_process with the plugin of this build and tells what came of it."""

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("PROSPECTIVITY_BUILD", SOURCE / "build" / "dev"))
PROFILE = Path(os.environ["HOME"]) / ".local/share/QGIS/QGIS3/profiles/default"
CHAIN = BUILD / "end_to_end" / "chain"  # outputs of test_chain, which test_desktop shows
PLUGIN = PROFILE / "python/plugins/prospectivity_lens"


@dataclass
class Outcome:
    code: int
    text: str  # what the user reads, standard output and error in the order written

    def results(self):
        """The KEY: value lines under "Results"."""
        _, _, tail = self.text.partition("\nResults\n")
        return dict(re.findall(r"^([A-Z_0-9]+):\t(.*)$", tail, re.MULTILINE))


def qgis_process(*arguments, environment=None):
    with tempfile.TemporaryDirectory() as runtime:
        variables = dict(os.environ, QT_QPA_PLATFORM="offscreen", XDG_RUNTIME_DIR=runtime, LC_ALL="C.UTF-8")
        variables.update(environment or {})
        program = shutil.which("qgis_process.bin") or "qgis_process"
        done = subprocess.run([program, *map(str, arguments)], env=variables, timeout=500,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return Outcome(done.returncode, done.stdout)


def run(algorithm, environment=None, **parameters):
    """Runs prospectivity:ALGORITHM; a list becomes a repeated option."""
    options = []
    for key, value in parameters.items():
        for item in value if isinstance(value, (list, tuple)) else [value]:
            options.append(f"--{key}={item}")
    return qgis_process("run", f"prospectivity:{algorithm}", *options, environment=environment)


def listed_algorithms():
    """The ids under the provider's heading in `qgis_process list`, without the provider's part."""
    return re.findall(r"^\tprospectivity:(\w+)\t", qgis_process("list").text, re.MULTILINE)
