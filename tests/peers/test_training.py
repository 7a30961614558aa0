"""Ours and PyTorch from the same weights end at the same weights: AdamW and class weights over fifteen epochs, and ten
steps of mixed batches with a cosine schedule."""
import tempfile

import torch
from torch import nn

import train_cases

with tempfile.TemporaryDirectory() as folder:
    _, cases = train_cases.read(folder)


def network(case):
    windowed = case["window"] > 1
    features = case["features"]
    channels = case["channels"]
    if windowed:
        layers = [nn.Conv2d(features * channels, 4, 3), nn.ReLU(), nn.Conv2d(4, 6, 3), nn.ReLU()]
        pools = [None, nn.MaxPool2d(2), nn.AvgPool2d(2)]
        left = case["window"] - 4
        flat = 6 * (left // 2 if case["pooling"] else left) ** 2
    else:
        layers = [nn.Conv1d(channels, 4, 3, padding=1), nn.ReLU(), nn.Conv1d(4, 6, 3, padding=1), nn.ReLU()]
        pools = [None, nn.MaxPool1d(2, ceil_mode=True), nn.AvgPool1d(2, ceil_mode=True, count_include_pad=False)]
        flat = 6 * ((features + 1) // 2 if case["pooling"] else features)
    if case["pooling"]:
        layers.append(pools[case["pooling"]])
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(flat, 5), nn.ReLU(), nn.Linear(5, 1))


def start(case):
    """Our first weights, PyTorch's optimizer with our decay, the rows as the network takes them, labels and weights."""
    model = network(case)
    tensors = list(model.parameters())
    with torch.no_grad():
        for tensor, values in zip(tensors, case["before"]):
            tensor.copy_(torch.tensor(values).reshape(tensor.shape))
    optimizer = torch.optim.AdamW(
        [{"params": [t for t in tensors if t.dim() > 1], "weight_decay": case["decay"]},
         {"params": [t for t in tensors if t.dim() == 1], "weight_decay": 0.0}], lr=case["rate"])
    rows = torch.tensor(case["rows"])
    features, window, channels = case["features"], case["window"], case["channels"]
    shape = (-1, features * channels, window, window) if window > 1 else (-1, channels, features)
    rows = rows.reshape(shape)
    labels = torch.tensor(case["labels"], dtype=torch.float32)
    weights = torch.where(labels > 0.5, len(labels) / (2 * labels.sum()), len(labels) / (2 * (1 - labels).sum()))
    return model, tensors, optimizer, rows, labels, weights


def largest_difference(tensors, case):
    return max((t.detach() - torch.tensor(v).reshape(t.shape)).abs().max().item()
               for t, v in zip(tensors, case["after"]))


for case in cases["fits"]:
    model, tensors, optimizer, rows, labels, weights = start(case)
    loss = nn.BCEWithLogitsLoss(weight=weights)
    for expected in case["loss"]:
        optimizer.zero_grad()
        loss(model(rows).squeeze(1), labels).backward()
        optimizer.step()
        with torch.no_grad():
            assert abs(loss(model(rows).squeeze(1), labels).item() - expected) < 1e-4
    error = largest_difference(tensors, case)
    print(f"window {case['window']}, {case['channels']} channels, pooling {case['pooling']}: "
          f"largest difference of weights {error:.1e}")
    assert error < 1e-4

for case in cases["recipes"]:
    model, tensors, optimizer, rows, labels, weights = start(case)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=len(case["steps"]))
    assert len(case["steps"]) == 10
    for step in case["steps"]:
        own, partners, share = step["batch"], step["partners"], step["share"]
        optimizer.zero_grad()
        logits = model(share * rows[own] + (1 - share) * rows[partners]).squeeze(1)
        parts = [nn.functional.binary_cross_entropy_with_logits(logits, labels[index], weight=weights[index])
                 for index in (own, partners)]
        (share * parts[0] + (1 - share) * parts[1]).backward()
        optimizer.step()
        schedule.step()
    error = largest_difference(tensors, case)
    moved = max((t.detach() - torch.tensor(v).reshape(t.shape)).abs().max().item()
                for t, v in zip(tensors, case["before"]))
    shares = [round(step["share"], 2) for step in case["steps"]]
    print(f"ten steps, window {case['window']}, pooling {case['pooling']}, shares {shares}: "
          f"weights moved by {moved:.1e}, largest difference {error:.1e}")
    assert moved > 1e-3 and error < 1e-5
