"""scripts/in_release.sh: what it refuses, and that its roots go, whatever ends it. No root is filled here: in the place of
debootstrap stands a program that waits.
"""

import os
import signal
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from qgis import SOURCE

SCRIPT = SOURCE / "scripts/in_release.sh"

# Beside what the script calls: nothing is installed, and nobody asks for a mirror.
PROGRAMS = {
    "dpkg-query": "echo installed",
    "apt-get": "echo 'Debian|Debian|http://mirror.invalid/debian'",
    # debootstrap --variant=... --include=... SUITE ROOT MIRROR
    "debootstrap": 'touch "$4/begun"; sleep "$DEBOOTSTRAP_SECONDS"; [ -d "$4" ] && echo "$4" >>"$KEPT_ROOTS"; exit 1',
    # Slow, so that what lies between a file and its lock is a time in which something can happen.
    "flock": 'sleep 0.3; exec /usr/bin/flock "$@"',
}


class InRelease(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.roots = self.folder / "roots"
        self.roots.mkdir()
        programs = self.folder / "bin"
        programs.mkdir()
        for name, text in PROGRAMS.items():
            (programs / name).write_text(f"#!/bin/sh\n{text}\n")
            (programs / name).chmod(0o755)
        self.kept = self.folder / "kept"
        self.environment = dict(os.environ, PATH=f"{programs}:{os.environ['PATH']}", PROSPECTIVITY_ROOTS=str(self.roots),
                                KEPT_ROOTS=str(self.kept), DEBOOTSTRAP_SECONDS="0")

    def started(self, *arguments, seconds=0):
        return subprocess.Popen([SCRIPT, *arguments], env=dict(self.environment, DEBOOTSTRAP_SECONDS=str(seconds)), text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def assert_stops(self, sentence, *arguments):
        run = self.started(*arguments)
        self.assertEqual(run.communicate()[0].strip(), sentence)
        self.assertEqual(run.returncode, 1)

    def begun(self):
        """The root of a run that has come as far as filling it."""
        for _ in range(600):
            for mark in self.roots.glob("*/begun"):
                return mark.parent
            time.sleep(0.1)
        self.fail("no root was begun")

    def assert_empty_soon(self):
        for _ in range(600):
            if not any(self.roots.iterdir()):
                return
            time.sleep(0.1)
        self.fail(f"this stayed: {sorted(self.roots.iterdir())}")


class Sentences(InRelease):
    def test_an_unknown_release_and_a_folder_that_does_not_exist_are_named(self):
        self.assert_stops("The release 'sarge' is not known: choose bookworm, trixie or trixie-backports.", "sarge", "true")
        self.assert_stops("The folder '/nowhere' of --share does not exist: make it, or name another one.",
                          "--share", "/nowhere", "bookworm", "true")
        self.assert_stops("usage: in_release.sh [--share FOLDER] RELEASE COMMAND [ARGUMENT...]", "bookworm")

    def test_another_user_than_root_reads_why(self):
        if os.geteuid() == 0:
            (self.folder / "bin/id").write_text("#!/bin/sh\necho 1000\n")
            (self.folder / "bin/id").chmod(0o755)
        self.assert_stops("Only root can make a fresh root of a release: run this command with sudo.", "bookworm", "true")
        self.assertEqual(list(self.roots.iterdir()), [])


def can_make_roots():
    """Root can, unless in a container without the right to mount, or in such a root itself."""
    return os.geteuid() == 0 and subprocess.run(["unshare", "--mount", "--propagation", "private", "true"],
                                                stderr=subprocess.DEVNULL).returncode == 0


@unittest.skipUnless(can_make_roots(), "no fresh root can be made here")
class Roots(InRelease):
    def test_one_that_cannot_be_filled_goes(self):
        run = self.started("bookworm", "true")
        said = run.communicate()[0]
        self.assertEqual(run.returncode, 1)
        self.assertIn("The root of bookworm could not be made from http://mirror.invalid/debian: see debootstrap's message above.", said)
        self.assertEqual(list(self.roots.iterdir()), [])

    def test_it_is_gone_when_the_ended_script_returns(self):
        run = self.started("bookworm", "true", seconds=600)
        self.begun()
        run.terminate()
        run.communicate()
        self.assertEqual(run.returncode, 143)
        self.assertEqual(list(self.roots.iterdir()), [])

    def test_it_goes_when_the_script_is_killed(self):
        run = self.started("bookworm", "true", seconds=600)
        self.begun()
        run.send_signal(signal.SIGKILL)
        run.communicate()
        self.assert_empty_soon()

    def test_one_that_was_left_goes_with_the_next_run(self):
        left = self.roots / "prospectivity-root.abcdef"
        left.mkdir()
        (left / "file").touch()
        Path(f"{left}.lock").touch()
        self.started("bookworm", "true").communicate()
        self.assertEqual(list(self.roots.iterdir()), [])

    def test_runs_that_begin_together_leave_each_others_alone(self):
        runs = [self.started("bookworm", "true", seconds=3) for _ in range(3)]
        for run in runs:
            run.communicate()
        self.assertEqual(len(self.kept.read_text().split()), 3)
        self.assertEqual(list(self.roots.iterdir()), [])


class Screens(unittest.TestCase):
    def test_one_whose_number_another_root_has_is_passed_over(self):
        """Lock files and sockets of an X server lie in /tmp, of which each root has its own; its name in the network is shared."""
        number = 99
        with socket.socket(socket.AF_UNIX) as other:
            while True:
                try:
                    other.bind(f"\0/tmp/.X11-unix/X{number}")
                    break
                except OSError:
                    number += 1
            other.listen()
            shown = subprocess.run(["xvfb-run", "-a", "-n", str(number), "sh", "-c", "import -window root png:- >/dev/null && echo $DISPLAY"],
                                   env=dict(os.environ, LC_ALL="C.UTF-8"), timeout=120, stdout=subprocess.PIPE, text=True).stdout.strip()
        self.assertRegex(shown, r"^:[0-9]+$")
        self.assertNotEqual(shown, f":{number}")


if __name__ == "__main__":
    unittest.main()
