"""Writes what test_stored_maps.cpp expects, for each model file in its folder and in that of the stored networks: the scores
of a small map, and the Shapley values of its cells in log-odds and in probability.

Nothing of the engine computes here: the TorchScript in the file is read by PyTorch (package python3-torch) in double precision, and
coalitions are enumerated as the definition says. The files are those of version 0.1.0 and LibTorch 1.13, and stay.

usage: /usr/bin/python3 write_maps.py
"""

import itertools
import json
import math
import zipfile
from pathlib import Path

import numpy
import torch

HERE = Path(__file__).resolve().parent
FOLDERS = [HERE, HERE.parents[1] / "network/stored"]
COLUMNS, ROWS = 8, 7


def description_of(path):
    with zipfile.ZipFile(path) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/prospectivity.json")]
        return json.loads(archive.read(name))


def codes_of(description):
    """The features that the model takes as codes of classes."""
    member = description["members"][0]
    return {entry["feature"] for entry in member.get("classes", member.get("scaling", {}).get("classes", []))}


def takes_missing(description):
    member = description["members"][0]
    return any(member.get(key, False) for key in ("fill", "missing")) or "fill" in member.get("channels", {})


def stack_of(description):
    """Bands x rows x columns, as stackFor() of the test has them."""
    codes, holes = codes_of(description), takes_missing(description)
    stack = numpy.empty((len(description["features"]), ROWS, COLUMNS))
    for (band, row, column), _ in numpy.ndenumerate(stack):
        number, cell = 37 * row + 11 * column + 5 * band, row * COLUMNS + column
        stack[band, row, column] = number % 5 + 1 if band in codes else number % 17 / 4 - 2
        if (3 * cell + 5 * band) % 11 == 0 if holes else (cell, band) == (10, 0):
            stack[band, row, column] = math.nan
    return stack


def inputs_of(stack, window):
    """Rows of the model, one a cell, in the order [feature][row][column]; beyond the edge nothing is known."""
    reach = window // 2
    around = numpy.pad(stack, ((0, 0), (reach, reach), (reach, reach)), constant_values=math.nan)
    return numpy.array([around[:, row:row + window, column:column + window].ravel()
                        for row in range(ROWS) for column in range(COLUMNS)])


def shapley_values(worth, players):
    """`worth`: by coalition, as a frozenset. Shapley 1953."""
    values = []
    for player in range(players):
        others = [other for other in range(players) if other != player]
        values.append(sum(
            math.factorial(size) * math.factorial(players - size - 1) / math.factorial(players) *
            (worth[frozenset(group) | {player}] - worth[frozenset(group)])
            for size in range(players) for group in itertools.combinations(others, size)))
    return values


def explanation(logits, row, background, players):
    """Base value and Shapley values in log-odds, then the same in probability."""
    width = len(row) // players
    worth = [{}, {}]
    for size in range(players + 1):
        for group in itertools.combinations(range(players), size):
            known = numpy.repeat([player in group for player in range(players)], width)
            answers = logits(numpy.where(known, row, background))
            worth[0][frozenset(group)] = answers.mean()
            worth[1][frozenset(group)] = (1 / (1 + numpy.exp(-answers))).mean()
    return [value for space in worth for value in (space[frozenset()], *shapley_values(space, players))]


def write_map(path):
    description = description_of(path)
    model = torch.jit.load(str(path)).double()

    def logits(rows):
        return model.logits(torch.from_numpy(numpy.ascontiguousarray(rows))).detach().numpy().ravel()

    architecture = description["members"][0].get("architecture", {})
    rows = inputs_of(stack_of(description), architecture.get("window", 1))
    background = numpy.array([[math.nan if value is None else value for value in row] for row in description["background"]])
    players = len(description["features"])
    with open(HERE / f"{path.stem}.csv", "w", encoding="ascii") as table:
        for row in rows:
            if numpy.isnan(row).any() and not takes_missing(description):
                figures = [math.nan] * (3 + 2 * players)
            else:
                figures = [1 / (1 + math.exp(-logits(row[None])[0])), *explanation(logits, row, background, players)]
            print(",".join(f"{figure:.9f}" for figure in figures), file=table)


if __name__ == "__main__":
    torch.set_num_threads(1)
    for folder in FOLDERS:
        for file in sorted(folder.glob("*.pt")):
            write_map(file)
