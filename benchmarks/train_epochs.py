"""Epochs per second of training, ours beside PyTorch, in turn in one run.

Usage: train_epochs.py PATH_OF_train_epochs [ROUNDS]
The peer is tuned: plain tensors in memory, no DataLoader, fused loss, the better of 1 and 2 threads.
"""
import statistics
import subprocess
import sys
import time

import torch

program = sys.argv[1]
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
torch.manual_seed(1)
rows = torch.randn(236, 12)
labels = ((rows[:, 0] + rows[:, 5]) > 0).float()


def network():
    nn = torch.nn
    return nn.Sequential(
        nn.Conv1d(1, 16, 3, padding=1), nn.ReLU(), nn.Dropout(0.2),
        nn.Conv1d(16, 32, 3, padding=1), nn.ReLU(), nn.Dropout(0.2),
        nn.MaxPool1d(2), nn.Flatten(), nn.Linear(192, 1))


def peer(epochs, threads):
    torch.set_num_threads(threads)
    model = network()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-4)
    loss = torch.nn.BCEWithLogitsLoss()
    inputs = rows.unsqueeze(1)
    start = time.perf_counter()
    for _ in range(epochs):
        model.train()
        order = torch.randperm(len(inputs))
        for begin in range(0, len(inputs), 32):
            part = order[begin:begin + 32]
            optimizer.zero_grad(set_to_none=True)
            loss(model(inputs[part]).squeeze(1), labels[part]).backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            loss(model(inputs).squeeze(1), labels).item()
    return epochs / (time.perf_counter() - start)


def ours(threads):
    return float(subprocess.run([program, "8", "200", str(threads)], capture_output=True, check=True).stdout)


peer(5, 1)
table = {"PyTorch, 1 thread": [], "PyTorch, 2 threads": [], "ours, 1 model at a time": [], "ours, 2 models": []}
for _ in range(rounds):
    table["PyTorch, 1 thread"].append(peer(60, 1))
    table["ours, 1 model at a time"].append(ours(1))
    table["PyTorch, 2 threads"].append(peer(20, 2))
    table["ours, 2 models"].append(ours(2))
for name, values in table.items():
    print(f"{name:26s} {statistics.median(values):8.0f} epochs/s   ({min(values):.0f} to {max(values):.0f})")
best = max(table["PyTorch, 1 thread"], table["PyTorch, 2 threads"], key=statistics.median)
ratios = [a / b for a, b in zip(table["ours, 2 models"], best)]
print(f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}); goal 2.4, stretch 5")
