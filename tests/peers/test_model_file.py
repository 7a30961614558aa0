"""Python's torch.jit.load opens the model files and gives the same probabilities (1e-6), also for missing values."""
import json
import os
import tempfile

import torch

import train_cases

with tempfile.TemporaryDirectory() as folder:
    _, cases = train_cases.read(folder)
    assert len(cases["models"]) == 13
    for case in cases["models"]:
        extra = {"prospectivity.json": ""}
        model = torch.jit.load(os.path.join(folder, case["file"]), _extra_files=extra)
        record = json.loads(extra["prospectivity.json"])
        assert record["features"] == case["features"], case["file"]
        rows = [[float("nan") if value is None else value for value in row] for row in case["rows"]]
        with torch.no_grad():
            found = model(torch.tensor(rows, dtype=torch.float32))
        assert found.shape == (len(case["rows"]),), found.shape
        error = (found.double() - torch.tensor(case["probabilities"], dtype=torch.float64)).abs().max().item()
        print(f"{case['file']}: largest difference of probabilities {error:.1e}")
        assert error < 1e-6
