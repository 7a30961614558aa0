"""Runs of every algorithm that may take less and less memory, and a table of how they ended.

    starved_runs.py [--rooms=48,96,160,320,640] [ALGORITHM ...]

Each is a copy of a process in which QGIS, LibTorch and XGBoost have started; its address space may grow by so many MB, as
`ulimit -v` sets it. A run must either be done, with whole files, or end with the sentence that memory ran out (or another
one) and with the former files in their places. It must neither be ended by the system nor go on without end. Exits with 1
if it is otherwise anywhere. With less than some 30 MB the C library itself ends a process that begins a thread.
"""

import argparse
import ctypes
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from forked_runs import FORMER, content, district, end_in_words, outcome_of, staging
import every_algorithm  # which forked_runs finds the neighbours of

MEMORY = "There is not enough memory for this run: "


def leave(room):
    """So many bytes beside what this process has, once it is as any process that has just started: OpenBLAS ended its
    threads before the copy was made, and would look for memory for new ones."""
    blas = ctypes.CDLL("libopenblas.so.0")
    blas.openblas_set_num_threads(blas.openblas_get_num_threads())
    time.sleep(0.1)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * os.sysconf("SC_PAGESIZE") + room
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def starve(inputs, algorithm, room):
    """How a run ended, in a word or two, and what was wrong with it."""
    parameters, outputs = every_algorithm.cases(inputs)[algorithm]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        for name in outputs.values():
            (out / name).write_bytes(FORMER)
        status, text = outcome_of(algorithm, {**parameters, **{key: str(out / name) for key, name in outputs.items()}},
                                  before=lambda: leave(room << 20))
        files = {name: (out / name).read_bytes() == FORMER for name in outputs.values()}
        if any(map(every_algorithm.is_step, outputs)):  # steps of a model that were done stay
            files.update((name, True) for name, former in files.items() if not former and content(out / name) is not None)
        left = staging(out)
        if os.WIFSIGNALED(status):
            return "ended", [end_in_words(status)]
        if status == 0:
            half = [name for name in files if (out / name).read_bytes() == FORMER or content(out / name) is None]
            return "done", [f"not whole: {', '.join(half + left)}"] if half or left else []
        wrong = [] if all(files.values()) else ["a former file is another"]
        wrong += [f"left over: {', '.join(left)}"] if left else []
        if MEMORY in text:
            return "no memory", wrong
        sentence = text.strip().splitlines()[-1:] or [""]
        return "refused", wrong + ([] if sentence[0].endswith(".") else [f"no sentence: {text.strip()[-300:]}"])


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--rooms", default="48,96,160,320,640")
    options.add_argument("algorithms", nargs="*")
    options = options.parse_args()
    rooms = [int(room) for room in options.rooms.split(",")]
    failed = False
    with district("libprospectivity_torch.so", "libprospectivity_trees.so") as inputs:
        print("| algorithm | " + " | ".join(f"{room} MB" for room in rooms) + " |\n" + "|---" * (len(rooms) + 1) + "|",
              flush=True)
        for algorithm in options.algorithms or every_algorithm.cases(inputs):
            ends = [starve(inputs, algorithm, room) for room in rooms]
            print(f"| {algorithm} | " + " | ".join(word for word, _ in ends) + " |", flush=True)
            for room, (_, lines) in zip(rooms, ends):
                for line in lines:
                    print(f"    {room} MB: {line}", flush=True)
                    failed = True
    return failed


if __name__ == "__main__":
    sys.exit(main())
