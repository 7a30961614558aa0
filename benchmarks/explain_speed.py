"""Explanations per second, ours beside the same work through PyTorch, in turn in one run.

Usage: explain_speed.py PATH_OF_explain_speed [ROUNDS]
The peer of the Shapley values evaluates all coalitions in batches (as shap's ExactExplainer does), that of ICE and
PDP is scikit-learn's brute force around the same network; both with the best of several batch sizes and of 1 and 2
threads.
"""
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import torch
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.inspection._partial_dependence import _partial_dependence_brute

program = sys.argv[1]
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
folder = tempfile.mkdtemp(prefix="prospectivity-benchmark-")
subprocess.run([program, "write", folder], check=True)


def ours(*words):
    answer = subprocess.run([program, words[0], folder, *map(str, words[1:])], capture_output=True, check=True)
    return json.loads(answer.stdout)


def load(name):
    model = torch.jit.load(f"{folder}/{name}.pt").eval()
    with open(f"{folder}/{name}.json") as file:
        rows = json.load(file)
    return model, torch.tensor(rows["samples"]), torch.tensor(rows["background"])


def brute_force(predict, sample, background, batch):
    """Values of all coalitions, then the Shapley values."""
    features = len(sample)
    masks = (torch.arange(1 << features)[:, None] >> torch.arange(features)) & 1
    values = torch.empty(len(masks), dtype=torch.float64)
    each = max(1, batch // len(background))
    with torch.no_grad():
        for first in range(0, len(masks), each):
            chosen = masks[first:first + each].bool()
            rows = torch.where(chosen[:, None, :], sample, background[None])
            values[first:first + each] = predict(rows.reshape(-1, features)).double().reshape(
                len(chosen), -1).mean(1)
    sizes = masks.sum(1)
    joining = torch.tensor([1 / (features * np.math.comb(features - 1, s)) if s < features else 0.0
                            for s in range(features + 1)], dtype=torch.float64)
    result = torch.empty(features, dtype=torch.float64)
    for j in range(features):
        without = (masks[:, j] == 0).nonzero().ravel()
        result[j] = (joining[sizes[without]] * (values[without + (1 << j)] - values[without])).sum()
    return result.numpy()


def seconds_of(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def tuned(work):
    """The settings that are fastest for the peer."""
    best = None
    for threads in (1, 2):
        torch.set_num_threads(threads)
        for batch in (512, 1024, 4096, 16384):
            work(batch)
            taken = seconds_of(lambda: work(batch))
            if best is None or taken < best[0]:
                best = (taken, threads, batch)
    torch.set_num_threads(best[1])
    return best[1], best[2]


def line(name, own, peer, unit, note):
    ratios = [a / b for a, b in zip(own, peer)]
    print(f"{name}\n    ours {statistics.median(own):10.1f} {unit}   peer {statistics.median(peer):8.2f} {unit}   "
          f"ratio {statistics.median(ratios):.0f} ({min(ratios):.0f} to {max(ratios):.0f})   {note}", flush=True)


for name, space, cells in (("sum12", "probability", 4000), ("hidden12", "probability", 400), ("hidden12", "logit", 400)):
    model, samples, background = load(name)
    predict = model if space == "probability" else model.logits
    threads, batch = tuned(lambda size: brute_force(predict, samples[0], background, size))
    own, peer, memory, error = [], [], 0, 0
    for _ in range(rounds):
        answer = ours("shap", name, int(space == "probability"), cells, 2)
        own.append(cells / answer["seconds"])
        memory = max(memory, answer["megabytes"])
        start = time.perf_counter()
        expected = brute_force(predict, samples[0], background, batch)
        peer.append(1 / (time.perf_counter() - start))
        error = max(error, np.abs(expected - answer["values"]).max())
    line(f"exact Shapley values, {space}, 12 features, 100 background samples, {name}", own, peer, "cells/s",
         f"difference {error:.1e}, peer {threads} threads, batch {batch}, peak {memory:.0f} MB")

# No peer can evaluate the coalitions of 30 features.
for name in ("sum12", "sum30"):
    runs = [ours("shap", name, 0, 2000, 2) for _ in range(rounds)]
    speeds = [2000 / run["seconds"] for run in runs]
    print(f"exact Shapley values, logit, {name}, 2 threads\n    ours {statistics.median(speeds):10.1f} cells/s "
          f"({min(speeds):.0f} to {max(speeds):.0f})   largest residual {max(r['residual'] for r in runs):.1e}",
          flush=True)


class Loaded(BaseEstimator, ClassifierMixin):
    def __init__(self, model=None, batch=1024):
        self.model = model
        self.batch = batch
        self.classes_ = np.array([0, 1])

    def fit(self, rows, labels):
        self.fitted_ = True
        return self

    def predict_proba(self, rows):
        with torch.no_grad():
            parts = [self.model(part) for part in torch.tensor(np.asarray(rows, dtype=np.float32)).split(self.batch)]
        deposits = torch.cat(parts).numpy()
        return np.column_stack([1 - deposits, deposits])


def partial(model, rows, batch, grids):
    """The means and the samples' curves of each feature, as partial_dependence(method="brute") gets them."""
    estimator = Loaded(model, batch).fit(None, None)
    return [_partial_dependence_brute(estimator, grid, np.array([j]), rows, "predict_proba")
            for j, grid in enumerate(grids)]


for name in ("sum12", "hidden12"):
    model, _, _ = load(name)
    answer = ours("ice", name, 1000, 100, 0)
    rows = np.array(answer["rows"], dtype=np.float32)
    grids = [np.array(feature["grid"]).reshape(-1, 1) for feature in answer["features"]]
    threads, batch = tuned(lambda size: partial(model, rows, size, grids[:1]))
    own, sloped, peer, memory, error = [], [], [], 0, 0
    for _ in range(rounds):
        answer = ours("ice", name, 1000, 100, 0)
        own.append(1 / answer["seconds"])
        start = time.perf_counter()
        expected = partial(model, rows, batch, grids)
        peer.append(1 / (time.perf_counter() - start))
        sloped.append(1 / ours("ice", name, 1000, 100, 1)["seconds"])
        memory = max(memory, answer["megabytes"])
        for feature, (average, each) in zip(answer["features"], expected):
            error = max(error, np.abs(average.ravel() - feature["pdp"]).max(),
                        np.abs(each.reshape(len(rows), -1)[feature["kept"]] - feature["ice"]).max())
    peers = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line(f"ICE and PDP, 1000 samples x 12 features x 100 points, {name}", own, peer, "runs/s",
         f"difference {error:.1e}, peer {threads} threads, batch {batch}, peak {memory:.0f} MB, peer {peers:.0f} MB")
    line(f"the same with d-ICE, which the peer lacks, {name}", sloped, peer, "runs/s", "")

for name, space in (("sum12", 1), ("sum12", 0), ("hidden12", 1)):
    cells = 8000 if name == "sum12" else 4000  # several tiles of 1,024 cells for each thread
    times, speeds = [], []
    for _ in range(rounds):
        answer = ours("map", name, space, cells, 2)
        speeds.append(answer["cells"] / answer["seconds"])
        times.append(1e6 / speeds[-1] / ours("predict", name, 1000000, 2)["seconds"])
    print(f"a map of 10^6 cells, 12 features, 100 background samples, exact in "
          f"{'probability' if space else 'logit'}, {name}\n    {statistics.median(speeds):.0f} cells/s "
          f"({min(speeds):.0f} to {max(speeds):.0f}): {1e6 / statistics.median(speeds) / 60:.1f} minutes, "
          f"{statistics.median(times):.0f} x the time of predicting them ({min(times):.0f} to {max(times):.0f}), "
          f"peak {answer['megabytes']:.0f} MB", flush=True)

for title, few, many in (
        ("ICE of 1,000 and of 100,000 samples", ("ice", "sum12", 1000, 100, 0), ("ice", "sum12", 100000, 100, 0)),
        ("a map of 8,000 and of 80,000 cells", ("map", "sum12", 0, 8000, 2), ("map", "sum12", 0, 80000, 2))):
    print(f"peak memory, {title}: {ours(*few)['megabytes']:.0f} and {ours(*many)['megabytes']:.0f} MB", flush=True)
