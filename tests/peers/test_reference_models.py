"""Random forest and gradient boosting against scikit-learn on the same folds."""
import tempfile

import numpy
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import roc_auc_score

import train_cases

with tempfile.TemporaryDirectory() as folder:
    _, cases = train_cases.read(folder)


def standard_error(labels, scores):
    """Of an AUC, by the variances of the placements of both classes (DeLong, DeLong & Clarke-Pearson 1988)."""
    deposits, others = scores[labels == 1], scores[labels == 0]
    wins = (deposits[:, None] > others[None, :]) + 0.5 * (deposits[:, None] == others[None, :])
    return (wins.mean(axis=1).var(ddof=1) / len(deposits) + wins.mean(axis=0).var(ddof=1) / len(others)) ** 0.5


def peer_of(kind, trees, seed):
    if kind == "random_forest":
        return RandomForestClassifier(trees, class_weight="balanced", random_state=seed)
    return GradientBoostingClassifier(n_estimators=trees, learning_rate=min(0.3, 5 / trees), max_depth=3, subsample=0.5,
                                      random_state=seed)


for case in cases["references"]:
    rows, labels = numpy.array(case["rows"]), numpy.array(case["labels"])
    folds = numpy.array(case["folds"])
    found = numpy.array(case["probabilities"])
    peers = numpy.zeros(len(labels))
    for fold in range(folds.max() + 1):
        training = folds != fold
        peer = peer_of(case["kind"], case["trees"], fold).fit(rows[training], labels[training])
        peers[~training] = peer.predict_proba(rows[~training])[:, 1]
    ours, theirs = roc_auc_score(labels, found), roc_auc_score(labels, peers)
    error = standard_error(labels, peers)
    agreement = numpy.corrcoef(found, peers)[0, 1]
    print(f"{case['kind']} on {case['table']}: AUC {ours:.3f}, the peer's {theirs:.3f} +- {error:.3f}, "
          f"correlation of scores {agreement:.3f}")
    assert abs(ours - theirs) < error, case["kind"]
    assert agreement > 0.9
