"""Predicting cells in memory, ours beside PyTorch, in turn in one run; and ours as a share of what the machine can do.

Usage: predict_speed.py PATH_OF_predict_speed [--rounds=5]
The peer is tuned: the model file through torch.jit.load, frozen, with its best batch size, on one thread, on two, and
as two batches at a time of one thread each. It gets the rows of single cells ready made, though ours takes them from
bands; for windows it cuts the windows of a batch first, as its users do.
"""
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import numpy
import torch

program = sys.argv[1]
rounds = next((int(a.split("=")[1]) for a in sys.argv if a.startswith("--rounds=")), 5)
holder = tempfile.TemporaryDirectory(prefix="prospectivity-predict-")  # removed at the end
folder = holder.name
FEATURES = 12
# Multiplications and additions a cell of the reference network needs; those with the zero padding are none.
FLOP = 2 * ((FEATURES * 3 - 2) * 16 + (FEATURES * 3 - 2) * 16 * 32 + FEATURES // 2 * 32)


def run(*arguments):
    return json.loads(subprocess.run([program, *map(str, arguments)], capture_output=True, check=True).stdout)


def cut(planes, window, first, count):
    """Rows [feature][row][column] of the windows around `count` cells from number `first` on."""
    if window == 1:
        return planes[first:first + count]
    views = planes.unfold(1, window, 1).unfold(2, window, 1)  # feature, row, column, row of window, column of window
    side = views.shape[1]
    cells = torch.arange(first, first + count)
    return views[:, cells // side, cells % side].transpose(0, 1).reshape(count, -1)


def peer(network, planes, window, cells, batch, threads, at_once):
    torch.set_num_threads(threads)
    result = torch.empty(cells)

    def predict(first):
        with torch.inference_mode():
            count = min(batch, cells - first)
            result[first:first + count] = network(cut(planes, window, first, count))

    start = time.perf_counter()
    if at_once == 1:
        for first in range(0, cells, batch):
            predict(first)
    else:
        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(predict, range(0, cells, batch)))
    return cells / (time.perf_counter() - start), result.numpy()


def spread(values, others, form):
    """Median, least and largest ratio of the rounds."""
    ratios = [value / other for value, other in zip(values, others)]
    return f"{statistics.median(ratios):{form}} ({min(ratios):.1f} to {max(ratios):.1f})"


def logit_difference(network, planes, window, probabilities):
    """The largest over the first cells, where a probability in single precision still tells the logit to 2e-6."""
    with torch.inference_mode():
        expected = network.logits(cut(planes, window, 0, min(10_000, len(probabilities)))).double().numpy()
    mine = probabilities[:len(expected)].astype(float)
    clear = numpy.abs(expected) < 3
    return numpy.abs(numpy.log(mine[clear] / (1 - mine[clear])) - expected[clear]).max()


def compare(window, side, cells, goal):
    model, values, found = (f"{folder}/{name}{window}" for name in ("model.pt", "values", "found"))
    subprocess.run([program, "model", model, str(window)], check=True)
    width = side + window - 1
    planes = torch.randn(FEATURES, width, width, generator=torch.Generator().manual_seed(1))
    planes.numpy().tofile(values)
    if window == 1:
        planes = planes.reshape(FEATURES, -1).T.contiguous()
    network = torch.jit.freeze(torch.jit.load(model).eval(), ["logits"])
    ways = list(itertools.product((256, 512, 1024, 2048, 4096, 16384), ((1, 1), (2, 1), (1, 2))))
    for _ in range(2):  # the first round warms up
        speed = {way: peer(network, planes, window, cells // 4, way[0], *way[1])[0] for way in ways}
    peers = {title: max((way for way in ways if way[1][1] == at_once), key=speed.get)
             for title, at_once in (("batch by batch", 1), ("two batches at a time", 2))}
    ours, limit = {1: [], 2: []}, {1: [], 2: []}
    theirs, memory = {title: [] for title in peers}, 0
    for _ in range(rounds):
        for count in ours:
            report = run("cells", model, side, count, values, found)
            ours[count].append(side * side / report["seconds"])
            memory = max(memory, report["megabytes"])
            limit[count].append(run("sgemm", count)["gflops"])
        for title, (batch, (threads, at_once)) in peers.items():
            per_second, expected = peer(network, planes, window, cells, batch, threads, at_once)
            theirs[title].append(per_second)
    mine = numpy.fromfile(found, dtype=numpy.float32)[:cells]
    print(f"\nwindow {window} x {window}, {side * side} cells; {rounds} rounds; ours uses {memory:.0f} MB, input included")
    for count, speeds in ours.items():
        print(f"  ours, {count} thread(s)  {statistics.median(speeds):12,.0f} cells/s")
    for title, (batch, (threads, _)) in peers.items():
        print(f"  PyTorch {title}, its best with {batch} cells on {threads} thread(s) each, {cells} cells: "
              f"{statistics.median(theirs[title]):,.0f} cells/s; ours on 2 threads {spread(ours[2], theirs[title], '.1f')} x, "
              f"on 1 {spread(ours[1], theirs[title], '.1f')} x")
    print(f"  goal {goal} x batch by batch with 2 threads; largest difference of the probabilities "
          f"{numpy.abs(mine - expected).max():.1e}, of the logits {logit_difference(network, planes, window, mine):.1e}")
    for count in ours if window == 1 else ():
        work = [speed * FLOP / 1e9 for speed in ours[count]]
        shares = [100 * part for part in map(float.__truediv__, work, limit[count])]
        print(f"  {count} thread(s): {statistics.median(work):.1f} of the {statistics.median(limit[count]):.1f} GFLOP/s of OpenBLAS's "
              f"product of matrices, {statistics.median(shares):.0f} % ({min(shares):.0f} to {max(shares):.0f}); goal 70 %")
    print(f"  load of the machine {os.getloadavg()[0]:.1f}", flush=True)


compare(1, 1000, 1_000_000, 4)
compare(9, 1000, 40_000, 40)
compare(15, 1000, 10_000, 80)
