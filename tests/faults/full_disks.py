"""Every file that every algorithm can write, on a disk that is full, and a table of what came of it.

    full_disks.py [ALGORITHM ...]

In each run one output lies on the full disk, where a former file stands, and the others elsewhere. The run must end with a
sentence that says what to do; the former file must stay, and nothing else may be left in either place, but for what the
steps of a model had done before. Exits with 1 if it is otherwise anywhere.
"""

import os
import sys
import tempfile
import unittest
from pathlib import Path

from forked_runs import FORMER, district, end_in_words, outcome_of
import every_algorithm  # which forked_runs finds the neighbours of
import own_mounts

REMEDIES = ("free some space", "has space", "choose another")


def fill(disk):
    """Until not a byte more goes there."""
    with open(disk / "filling", "wb", buffering=0) as filling:
        try:
            while True:
                filling.write(b"x" * 4096)
        except OSError:
            pass


def faults(inputs, algorithm, key):
    """What is wrong with a run whose output `key` lies on a full disk: sentences."""
    parameters, outputs = every_algorithm.cases(inputs)[algorithm]
    name = outputs[key]
    with tempfile.TemporaryDirectory() as folder:
        disk, elsewhere = Path(folder) / "disk", Path(folder) / "elsewhere"
        disk.mkdir()
        elsewhere.mkdir()
        own_mounts.mount(disk, "size=64k")
        try:
            (disk / name).write_bytes(FORMER)
            fill(disk)
            status, text = outcome_of(algorithm, {**parameters, **{
                other: str((disk if other == key else elsewhere) / file) for other, file in outputs.items()}})
            wrong = []
            if os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0:
                wrong.append(end_in_words(status))
            if not any(words in text for words in REMEDIES):
                wrong.append(f"no sentence: {text.strip()[-300:]}")
            if (disk / name).read_bytes() != FORMER:
                wrong.append("the former file is another")
            left = sorted({*os.listdir(disk)} - {name, "filling"})
            left += [] if every_algorithm.is_step(key) else os.listdir(elsewhere)
            if left:
                wrong.append(f"left over: {', '.join(left)}")
            return wrong
        finally:
            own_mounts.unmount(disk)


def main():
    own_mounts.start_again()
    failed = False
    with district() as inputs:
        print("| algorithm | outputs | as it should be |\n|---|---|---|", flush=True)
        for algorithm in sys.argv[1:] or every_algorithm.cases(inputs):
            wrong = {key: faults(inputs, algorithm, key) for key in every_algorithm.cases(inputs)[algorithm][1]}
            print(f"| {algorithm} | {len(wrong)} | {sum(not each for each in wrong.values())} |", flush=True)
            for key, lines in wrong.items():
                for line in lines:
                    print(f"    {key}: {line}", flush=True)
                    failed = True
    return failed


if __name__ == "__main__":
    try:
        sys.exit(main())
    except unittest.SkipTest as skipped:
        print(f"Left out: {skipped}")
