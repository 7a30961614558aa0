"""SMOTE, SMOTE-NC, Borderline-SMOTE and ADASYN beside imbalanced-learn: same neighbour graphs, danger sets, votes and counts."""
import collections
import json
import os
import tempfile

import numpy
from imblearn.over_sampling import ADASYN, SMOTE, SMOTENC, BorderlineSMOTE
from sklearn.preprocessing import StandardScaler

import train_cases


class NoStep(numpy.random.RandomState):
    """Lets the peer walk no part of the way, so that each of its samples is a copy of the parent."""

    def uniform(self, low=0.0, high=1.0, size=None):
        return numpy.zeros(size)


def graph(pairs):
    return {(a, b) for a, b in pairs}


def graph_of(estimator, rows, parents):
    """Edges from each parent to its nearest rows, by the estimator the peer fitted on the rows."""
    near = estimator.kneighbors(rows[parents], return_distance=False)
    return {(a, b) for a, line in zip(parents, near) for b in line if a != b}


with tempfile.TemporaryDirectory() as folder:
    _, cases = train_cases.read(folder)
    with open(os.path.join(folder, "classes.json")) as file:
        classes = json.load(file)
for case in cases:
    rows = StandardScaler().fit_transform(numpy.array(case["rows"]))
    labels = numpy.array(case["labels"])
    own = numpy.flatnonzero(labels == 1)
    assert (own == numpy.arange(len(own))).all()
    target = {1: 3 * len(own)}

    smote = SMOTE(sampling_strategy=target, k_neighbors=5, random_state=1)
    smote.fit_resample(rows, labels)
    expected = graph_of(smote.nn_k_, rows, own)
    assert len(expected) == 5 * len(own)
    assert graph(case["smote"]) == expected

    borderline = BorderlineSMOTE(sampling_strategy=target, k_neighbors=5, m_neighbors=5, random_state=1)
    borderline.fit_resample(rows, labels)
    in_danger = borderline._in_danger_noise(borderline.nn_m_, rows[own], 1, labels, kind="danger")
    danger = own[in_danger]
    assert 0 < len(danger) < len(own)
    assert graph(case["borderline"]) == graph_of(borderline.nn_k_, rows, danger)

    # The peer rounds each sample's count by itself; ours are rounded so that their sum is what was asked for.
    made, _ = ADASYN(sampling_strategy=target, n_neighbors=5, random_state=NoStep(1)).fit_resample(rows, labels)
    position = {row.tobytes(): i for i, row in enumerate(rows)}
    peer = numpy.bincount([position[row.tobytes()] for row in made[len(rows):]], minlength=len(own))
    ours = numpy.bincount([a for a, _ in case["adasyn"]], minlength=len(own))
    assert ours.sum() == 2 * len(own)
    assert abs(ours - peer).max() <= 1
    assert graph(case["adasyn"]) <= expected
    print(f"{len(own)} of {len(rows)} samples: {len(expected)} edges, {len(danger)} in danger equal; "
          f"ADASYN makes {ours.sum()}, the peer {peer.sum()}, {(ours != peer).sum()} parents differ by 1")


class Stretched(dict):
    """Numbers that are read as a multiple of what was written."""

    stretch = 1

    def __getitem__(self, key):
        return self.stretch * super().__getitem__(key)


class SmoteNc(SMOTENC):
    """The peer with the distance of the paper: the median for each class that differs. Its releases divide the entries
    of the indicators by 2 or, since a mistake was mended (#1014), by the root of 2; they keep one median or, since then,
    one for each label."""

    stretch = 1

    @property
    def median_std_(self):
        return self.kept if isinstance(self.kept, dict) else self.stretch * self.kept

    @median_std_.setter
    def median_std_(self, value):
        self.kept = value
        if isinstance(value, dict):
            self.kept = Stretched(value)
            self.kept.stretch = self.stretch


def fitted(rows, labels, target, stretch):
    smote = SmoteNc(categorical_features=[4, 5], sampling_strategy=target, k_neighbors=5, random_state=1)
    smote.stretch = stretch
    smote.fit_resample(rows, labels)
    encoded = smote.nn_k_._fit_X
    return smote, encoded.toarray() if hasattr(encoded, "toarray") else numpy.asarray(encoded)


rows = numpy.array(classes["rows"])
rows[:, :4] = StandardScaler().fit_transform(rows[:, :4])
labels = numpy.array(classes["labels"])
deposits = labels.sum()
median = numpy.median(rows[:deposits, :4].std(axis=0))
_, encoded = fitted(rows, labels, {1: 80}, 1)
smote, encoded = fitted(rows, labels, {1: 80}, median / numpy.sqrt(2) / encoded[:, 4:].max())
assert abs(encoded[:, 4:].max() - median / numpy.sqrt(2)) < 1e-9
near = smote.nn_k_.kneighbors(encoded, return_distance=False)
expected = {(a, b) for a, line in enumerate(near) for b in line if a != b}
assert graph((a, b) for a, b, _, _ in classes["samples"]) == expected
for a, _, unit, code in classes["samples"]:
    for column, value in ((4, unit), (5, code)):
        votes = collections.Counter(rows[b, column] for b in near[a] if b != a)
        assert votes[value] == max(votes.values())
print(f"SMOTE-NC: {len(expected)} edges equal, {len(classes['samples'])} samples have the classes of most neighbours")
