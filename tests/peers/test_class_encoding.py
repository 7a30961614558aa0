"""Model files that encode classes give the same scores in Python (1e-6), and their tables are the shrunken log-odds
of Micci-Barreca (2001) worked here."""
import os
import tempfile

import numpy
import torch

import train_cases

SHRINKAGE, FEWEST = 10, 5


def shrunken_log_odds(codes, labels):
    """By code, and of all other codes."""
    prior = labels.mean()

    def log_odds(mine):
        share = (labels[mine].sum() + SHRINKAGE * prior) / (mine.sum() + SHRINKAGE)
        return numpy.log(share / (1 - share))

    counts = {code: (codes == code).sum() for code in numpy.unique(codes)}
    rare = numpy.isin(codes, [code for code, count in counts.items() if count < FEWEST])
    other = log_odds(rare)
    return {code: other if count < FEWEST else log_odds(codes == code) for code, count in counts.items()}, other


with tempfile.TemporaryDirectory() as folder:
    _, cases = train_cases.read(folder)
    for case in cases["trained"] + [cases["windowed"]] + cases["holes"]:
        model = torch.jit.load(os.path.join(folder, case["file"]))
        with torch.no_grad():
            found = model(torch.tensor(numpy.array(case["rows"], dtype=numpy.float32)))  # null becomes NaN
        error = (found.double() - torch.tensor(case["probabilities"], dtype=torch.float64)).abs().max().item()
        print(f"{case['file']}: largest difference of probabilities {error:.1e}")
        assert error < 1e-6

for case in cases["trained"]:
    table = case["table"]
    expected, other = shrunken_log_odds(numpy.array(table["samples"])[:, 2], numpy.array(table["labels"]))
    assert table["codes"] == sorted(expected)
    assert len(set(expected.values())) < len(expected)  # some are joined
    assert numpy.allclose(table["values"], [expected[code] for code in table["codes"]], atol=1e-6)
    assert abs(table["other"] - other) < 1e-6
    print(f"{case['file']}: {len(expected)} classes")
