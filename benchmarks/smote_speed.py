"""SMOTE of ours beside imbalanced-learn, in turn in one run.

Usage: smote_speed.py PATH_OF_smote_speed [SAMPLES ...] (default 10000 100000) [--rounds=5]
The peer as it comes (a tree, one thread), and tuned: every search of scikit-learn's, on 1 and on 2 threads.
"""
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
from imblearn.over_sampling import SMOTE
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import StandardScaler

program = sys.argv[1]
sizes = [int(a) for a in sys.argv[2:] if not a.startswith("--")] or [10_000, 100_000]
rounds = next((int(a.split("=")[1]) for a in sys.argv if a.startswith("--rounds=")), 5)
goals = {10_000: 30, 100_000: 25}
folder = tempfile.mkdtemp(prefix="prospectivity-smote-")
searches = {"as it comes": 5}
searches.update({f"{how}, {jobs} thread{'s' * (jobs > 1)}": NearestNeighbors(n_neighbors=6, algorithm=how, n_jobs=jobs)
                 for how in ("kd_tree", "brute") for jobs in (1, 2)})


def ours(count):
    seconds, memory = subprocess.run([program, str(count), folder], capture_output=True, check=True).stdout.split()
    return float(seconds), float(memory)


def peer(rows, labels, search):
    start = time.perf_counter()
    sampler = SMOTE(k_neighbors=search, random_state=1)
    sampler.fit_resample(StandardScaler().fit_transform(rows), labels)
    return time.perf_counter() - start


for count in sizes:
    memory = ours(count)[1]
    rows = numpy.fromfile(folder + "/rows.bin").reshape(-1, 12)
    labels = numpy.repeat([1, 0], [count, 2 * count])
    seconds = {name: [] for name in ("ours", *searches)}
    for _ in range(rounds):
        seconds["ours"].append(ours(count)[0])
        for name, search in searches.items():
            seconds[name].append(peer(rows, labels, search))
    print(f"{count} samples of the class, {rounds} rounds; ours uses {memory:.0f} MB at most")
    for name, values in seconds.items():
        ratios = [theirs / mine for theirs, mine in zip(values, seconds["ours"])]
        print(f"  {name:20s} {statistics.median(values):9.3f} s   ratio {statistics.median(ratios):6.1f} "
              f"({min(ratios):.1f} to {max(ratios):.1f})")
    print(f"  goal {goals.get(count, 25)} against the peer as it comes")
    scaled = StandardScaler().fit_transform(rows)[:count]
    near = NearestNeighbors(n_neighbors=6, n_jobs=2).fit(scaled).kneighbors(scaled, return_distance=False)
    parents = numpy.fromfile(folder + "/parents.bin", dtype=numpy.int64).reshape(-1, 2)
    wrong = (near[parents[:, 0]] != parents[:, 1:]).all(axis=1).sum()
    print(f"  {wrong} of {len(parents)} parents are no neighbours by the peer's search")
