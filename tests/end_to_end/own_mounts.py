"""Disks of a test's own: full ones, ones that can only be read, ones that go away. They are mounted where nobody else
sees them, and are gone with the program that mounted them, however it ends."""

import os
import subprocess
import sys
import tempfile
import unittest

STARTED = "PROSPECTIVITY_OWN_MOUNTS"


def start_again():
    """Starts this program again, from its beginning, where it may mount: in a namespace of mounts, and where only root
    may have one, as root of a namespace of users. Returns where it is there, or where the system allows neither."""
    if STARTED in os.environ:
        return
    os.environ[STARTED] = "tried"
    for namespaces in (["--mount"], ["--user", "--map-root-user", "--mount"]):
        with tempfile.TemporaryDirectory() as folder:
            tried = subprocess.run(["unshare", *namespaces, "mount", "-t", "tmpfs", "tmpfs", folder],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if tried.returncode == 0:
            sys.stdout.flush()
            os.execvp("unshare", ["unshare", *namespaces, *sys.orig_argv])


def mount(folder, *options):
    """A disk in memory at `folder`, until the test unmounts it or ends; skips the test where the system has none to give."""
    done = subprocess.run(["mount", "-t", "tmpfs", *(["-o", ",".join(options)] if options else []), "tmpfs", folder],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise unittest.SkipTest(f"no disk can be mounted here: {done.stdout.strip()}")


def remount(folder, *options):
    subprocess.run(["mount", "-o", ",".join(("remount", *options)), folder], check=True)


def unmount(folder):
    subprocess.run(["umount", folder], check=True)
