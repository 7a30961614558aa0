"""Metrics and logistic regression against scikit-learn."""
import tempfile

import numpy
from sklearn import metrics
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
