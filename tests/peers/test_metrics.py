"""Metrics and logistic regression against scikit-learn."""
import tempfile

import numpy
from sklearn import metrics
from sklearn.calibration import _sigmoid_calibration
from sklearn.linear_model import LogisticRegression

import train_cases

with tempfile.TemporaryDirectory() as folder:
    _, cases = train_cases.read(folder)

for case in cases["metrics"]:
    labels = numpy.array(case["labels"])
    scores = numpy.array(case["scores"])
    called = (scores >= 0.5).astype(int)
    expected = {
        "accuracy": metrics.accuracy_score(labels, called),
        "precision": metrics.precision_score(labels, called),
        "recall": metrics.recall_score(labels, called),
        "specificity": metrics.recall_score(labels, called, pos_label=0),
        "f1": metrics.f1_score(labels, called),
        "kappa": metrics.cohen_kappa_score(labels, called),
        "matthews": metrics.matthews_corrcoef(labels, called),
        "auc": metrics.roc_auc_score(labels, scores),
        "pr_auc": metrics.average_precision_score(labels, scores),
        "brier": metrics.brier_score_loss(labels, scores),
    }
    assert expected.keys() == case["metrics"].keys()
    for name, value in expected.items():
        assert abs(value - case["metrics"][name]) < 1e-9, (name, value, case["metrics"][name])

logistic = cases["logistic"]
peer = LogisticRegression(C=1.0, class_weight="balanced", tol=1e-12, max_iter=10000)
peer.fit(logistic["rows"], logistic["labels"])
error = numpy.abs(peer.predict_proba(logistic["rows"])[:, 1] - logistic["probabilities"]).max()
print(f"logistic regression: largest difference of probabilities {error:.1e}")
assert error < 1e-5

# Platt scaling: scikit-learn's own stops early; its logistic regression without penalty, with each sample once as a
# deposit and once as none, weighted by Platt's targets, is the same optimum.
platt = cases["platt"]
labels = numpy.array(platt["labels"])
logits = numpy.array(platt["logits"])
slope, intercept = _sigmoid_calibration(logits, labels)
print(f"Platt scaling: {-slope:.6f}, {-intercept:.6f} by scikit-learn")
assert abs(-slope - platt["slope"]) < 1e-3 and abs(-intercept - platt["intercept"]) < 1e-3
targets = numpy.where(labels == 1, (labels.sum() + 1) / (labels.sum() + 2), 1 / ((labels == 0).sum() + 2))
peer = LogisticRegression(penalty=None, solver="newton-cg", tol=1e-12, max_iter=10000)
peer.fit(numpy.tile(logits, 2)[:, None], numpy.repeat([1, 0], len(logits)),
         sample_weight=numpy.concatenate([targets, 1 - targets]))
error = max(abs(peer.coef_[0, 0] - platt["slope"]), abs(peer.intercept_[0] - platt["intercept"]))
print(f"Platt scaling: largest difference of slope and intercept {error:.1e}")
assert error < 1e-6
probability = 1 / (1 + numpy.exp(-platt["slope"] * logits - platt["intercept"]))
design = numpy.column_stack([logits, numpy.ones_like(logits)])
covariance = numpy.linalg.inv(design.T @ (design * (probability * (1 - probability))[:, None]))
assert numpy.abs(covariance - platt["covariance"]).max() < 1e-10
