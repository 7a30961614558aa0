"""Runs the real qgis_process with the plugin of this build and tells what came of it."""

import json
import os
import re
import resource
import shutil
import subprocess
import tempfile
import unittest
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


def without_roots_rights():
    """A command that runs what follows without root's right to read everything; for another user it is nothing. None where
    root may not give it up, as in a container without CAP_SETPCAP."""
    if os.geteuid() != 0:
        return []
    command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    try:
        tried = subprocess.run([*command, "true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    except FileNotFoundError:
        return None
    return command if tried.returncode == 0 else None


ORDINARY_USER = without_roots_rights()
needs_ordinary_user = unittest.skipIf(ORDINARY_USER is None, "root cannot give up its right to read everything here")


def qgis_process(*arguments, environment=None, address_space=None, under=()):
    """`address_space`: bytes that the process may have in all, as `ulimit -v` sets them. `under`: a command that runs it."""
    def limited():
        if address_space:
            resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))

    with tempfile.TemporaryDirectory() as runtime:
        variables = dict(os.environ, QT_QPA_PLATFORM="offscreen", XDG_RUNTIME_DIR=runtime, LC_ALL="C.UTF-8")
        variables.update(environment or {})
        program = shutil.which("qgis_process.bin") or "qgis_process"
        done = subprocess.run([*under, program, *map(str, arguments)], env=variables, timeout=500, preexec_fn=limited,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return Outcome(done.returncode, done.stdout)


def options(parameters):
    """Of the command line; a list becomes a repeated option."""
    return [f"--{key}={item}" for key, value in parameters.items()
            for item in (value if isinstance(value, (list, tuple)) else [value])]


def run(algorithm, environment=None, address_space=None, **parameters):
    """Runs prospectivity:ALGORITHM; a list becomes a repeated option."""
    return qgis_process("run", f"prospectivity:{algorithm}", *options(parameters), environment=environment,
                        address_space=address_space)


def started(algorithm, **parameters):
    """The process of a run that goes on beside the test; its standard output and error are a pipe."""
    program = shutil.which("qgis_process.bin") or "qgis_process"
    return subprocess.Popen([program, "run", f"prospectivity:{algorithm}", *options(parameters)],
                            env=dict(os.environ, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8"),
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def desktop_session(script, folder, height=900, **variables):
    """QGIS Desktop on a virtual screen with a session of this folder (start_session.py): the ended process and the facts
    that the session found, or else what went wrong."""
    here = Path(__file__).resolve().parent
    facts = Path(folder) / "facts.json"
    environment = dict(os.environ, XDG_RUNTIME_DIR=str(folder), LC_ALL="C.UTF-8", SESSION_SCRIPT=str(here / script),
                       SESSION_FACTS=str(facts), **{name: str(value) for name, value in variables.items()})
    environment.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        ["xvfb-run", "-a", "-s", f"-screen 0 1400x{height}x24", "qgis", "--nologo", "--code",
         str(here / "start_session.py")],
        env=environment, timeout=300, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done, json.loads(facts.read_text()) if facts.exists() else {"failure": done.stdout}


def listed_algorithms():
    """The ids under the provider's heading in `qgis_process list`, without the provider's part."""
    return re.findall(r"^\tprospectivity:(\w+)\t", qgis_process("list").text, re.MULTILINE)
