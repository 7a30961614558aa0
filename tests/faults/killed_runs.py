"""Runs of every algorithm that are killed at moments drawn by chance, and a table of what they left.

    killed_runs.py [--moments=20] [--seed=1] [ALGORITHM ...]

QGIS is started once; each run is a copy of that process, so that the moments fall into the run and not into the start of
QGIS. Every output has a former file. After each kill there must be, under each name, that file or the whole new one; and
the next run must have removed what the last one left. Exits with 1 if it is otherwise anywhere.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from forked_runs import FORMER, LEFT, content, district, run_and_end, staging
import every_algorithm  # which forked_runs finds the neighbours of


@dataclass
class Tally:
    seconds: float = 0
    killed: int = 0
    former: int = 0  # kills after which every name had its former file
    new: int = 0  # the whole new ones
    mixed: int = 0  # some the former and some the new: both whole
    half: list = field(default_factory=list)
    strange: list = field(default_factory=list)  # files that nobody asked for
    leftovers: int = 0
    kept: list = field(default_factory=list)  # leftovers that the next run did not remove


class Runs:
    """Runs of one algorithm in a folder of its own."""

    def __init__(self, algorithm, parameters, outputs, folder):
        self.algorithm, self.folder = algorithm, folder
        self.outputs = sorted(outputs.values())
        self.parameters = {**parameters, **{key: str(folder / name) for key, name in outputs.items()}}
        self.tally = Tally()
        process = self.start()
        begun = time.monotonic()
        _, status = os.waitpid(process, 0)
        assert status == 0, f"{algorithm} does not run"
        self.tally.seconds = time.monotonic() - begun
        self.whole = {name: content(folder / name) for name in self.outputs}
        for name, whole in self.whole.items():
            assert whole is not None, f"{algorithm} left nothing to read in {name}"
        self.names = set(os.listdir(folder))

    def start(self):
        """A copy of this process that runs the algorithm; returns when its outputs are begun or it has ended."""
        process = os.fork()
        if process == 0:
            run_and_end(self.algorithm, self.parameters)
        while not (begun := [name for name in staging(self.folder) if name.startswith(f"{LEFT}{process}-")]):
            if os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
                break
            time.sleep(0.0005)
        # Those of dead processes are removed before a new one is made.
        self.tally.kept += [name for name in staging(self.folder) if name not in begun]
        return process

    def kill_after(self, seconds):
        for path in self.folder.iterdir():
            if not path.name.startswith(LEFT):
                path.unlink()
        for name in self.outputs:
            (self.folder / name).write_bytes(FORMER)
        process = self.start()
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        if os.WIFSIGNALED(status):
            self.tally.killed += 1
        self.judge(seconds)

    def judge(self, seconds):
        states = set()
        for name in self.outputs:
            path = self.folder / name
            if path.exists() and path.read_bytes() == FORMER:
                states.add("former")
            elif path.exists() and content(path) == self.whole[name]:
                states.add("new")
            else:
                self.tally.half.append(f"{name} after {seconds:.3f} s")
        if len(states) == 1:
            setattr(self.tally, *states, getattr(self.tally, next(iter(states))) + 1)
        self.tally.mixed += len(states) == 2
        left = staging(self.folder)
        self.tally.leftovers += len(left)
        self.tally.strange += sorted(set(os.listdir(self.folder)) - self.names - set(left))

    def finish(self):
        """A run that is not killed removes what the last one left."""
        os.waitpid(self.start(), 0)
        self.tally.kept += staging(self.folder)


def kill(inputs, algorithm, moments, chance):
    """Kills so many runs of an algorithm; `inputs` holds what every_algorithm.make_inputs() made."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        out.mkdir()
        runs = Runs(algorithm, *every_algorithm.cases(inputs)[algorithm], out)
        for _ in range(moments):
            runs.kill_after(chance.uniform(0, runs.tally.seconds))
        runs.finish()
        return runs.tally


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--moments", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("algorithms", nargs="*")
    options = options.parse_args()
    failed = False
    with district() as inputs:
        print("| algorithm | seconds | killed | all former | all new | some of each | half or lost | left over "
              "| not removed |\n|---|---|---|---|---|---|---|---|---|", flush=True)
        for algorithm in options.algorithms or every_algorithm.cases(inputs):
            tally = kill(inputs, algorithm, options.moments, random.Random(f"{options.seed} {algorithm}"))
            print(f"| {algorithm} | {tally.seconds:.2f} | {tally.killed} | {tally.former} | {tally.new} | {tally.mixed} "
                  f"| {len(tally.half)} | {tally.leftovers} | {len(tally.kept)} |", flush=True)
            for line in tally.half + tally.strange + tally.kept:
                print(f"    {line}", flush=True)
                failed = True
    return failed


if __name__ == "__main__":
    sys.exit(main())
