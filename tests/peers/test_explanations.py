"""scikit-learn's partial dependence and brute force through PyTorch agree with the explanations (1e-5)."""
import itertools
import json
import math
import os
import subprocess
import sys
import tempfile

import numpy as np
import torch
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.inspection._partial_dependence import _partial_dependence_brute


class Loaded(BaseEstimator, ClassifierMixin):
    """The model file as an estimator of scikit-learn."""

    def __init__(self, model=None):
        self.model = model
        self.classes_ = np.array([0, 1])

    def fit(self, rows, labels):
        return self

    def predict_proba(self, rows):
        with torch.no_grad():
            deposits = self.model(torch.tensor(np.asarray(rows), dtype=torch.float32)).numpy()
        return np.column_stack([1 - deposits, deposits])


def check(name, error, limit=1e-5):
    print(f"{name}: largest difference {error:.1e}")
    assert error < limit, name


def shapley(outputs, sample, background):
    """All coalitions, one by one, by the definition."""
    features = len(sample)
    value = {}
    for size in range(features + 1):
        for coalition in itertools.combinations(range(features), size):
            rows = background.copy()
            rows[:, list(coalition)] = sample[list(coalition)]
            value[coalition] = outputs(rows).mean()
    result = np.zeros(features)
    for coalition in value:
        for j in set(range(features)) - set(coalition):
            weight = (math.factorial(len(coalition)) * math.factorial(features - len(coalition) - 1)
                      / math.factorial(features))
            result[j] += weight * (value[tuple(sorted(coalition + (j,)))] - value[coalition])
    return result, value[()]


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.argv[1], folder], check=True)
    with open(os.path.join(folder, "cases.json")) as file:
        cases = json.load(file)
    assert len(cases) == 2
    for case in cases:
        model = torch.jit.load(os.path.join(folder, case["file"]))
        estimator = Loaded(model)
        rows = np.array(case["rows"], dtype=np.float32)
        background = np.array(case["background"], dtype=np.float32)
        for j, curves in enumerate(case["curves"]):
            grid = np.array(curves["grid"]).reshape(-1, 1)
            averages, predictions = _partial_dependence_brute(
                estimator, grid, np.array([j]), rows, "predict_proba")
            check(f"{case['file']} PDP of feature {j}", np.abs(averages.ravel() - curves["pdp"]).max())
            ice = np.array(curves["ice"])
            check(f"{case['file']} ICE of feature {j}", np.abs(predictions.reshape(ice.shape) - ice).max())
            middle = len(grid) // 2
            varied = torch.tensor(rows)
            varied[:, j] = float(grid[middle])
            varied.requires_grad_(True)
            model(varied).sum().backward()
            check(f"{case['file']} d-ICE of feature {j}",
                  np.abs(varied.grad[:, j].numpy() - np.array(curves["derivative"])[:, middle]).max())

        def probability(values):
            return estimator.predict_proba(values)[:, 1].astype(float)

        def logit(values):
            p = probability(values)
            return np.log(p / (1 - p))

        for space, outputs, limit in ((0, logit, 2e-5), (1, probability, 1e-6)):
            found = case["shapley"][space]
            for i, values in enumerate(found["values"]):
                expected, base = shapley(outputs, rows[i], background)
                check(f"{case['file']} Shapley values of sample {i}, {outputs.__name__}",
                      max(np.abs(expected - values).max(), abs(base - found["base"])), limit)
