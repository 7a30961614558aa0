"""Input channels are the piecewise-linear encoding at numpy's quantiles, and the value and presence beside it."""
import tempfile

import numpy as np

import train_cases

with tempfile.TemporaryDirectory() as folder:
    _, cases = train_cases.read(folder)

for case in cases["channels"]:
    thresholds = case["thresholds"]
    for feature in case["features"]:
        values = np.array([np.nan if value is None else value for value in feature["values"]])
        missing = np.isnan(values)
        assert missing.any() and not missing.all()
        knots = np.unique(np.quantile(values[~missing], np.linspace(0, 1, thresholds + 1)).astype(np.float32))
        assert len(knots) == len(feature["knots"]) and np.abs(knots - feature["knots"]).max() < 1e-6
        filled = np.where(missing, values[~missing].mean(), values)
        expected = np.zeros((thresholds + 2, len(values)))
        expected[0] = filled
        for b in range(len(knots) - 1):
            expected[1 + b] = np.interp(filled, knots[b:b + 2], [0, 1])
        expected[-1] = ~missing
        seen = np.array(feature["seen"]).reshape(expected.shape)
        error = np.abs(seen - expected).max()
        print(f"{thresholds} thresholds, {len(knots)} knots: largest difference {error:.1e}")
        assert error < 1e-5
