"""Runs the program that writes the cases of training, and reads them."""
import json
import os
import subprocess
import sys
import tempfile


def read(folder=None):
    folder = folder or tempfile.mkdtemp(prefix="prospectivity-peers-")
    subprocess.run([sys.argv[1], folder], check=True)
    with open(os.path.join(folder, "cases.json")) as file:
        return folder, json.load(file)
