"""The dry run: makes small shards of a map and predicts from them what one of the real ones takes.

usage: measure.py QGIS_PROCESS ALGORITHM SHARDS RASTER_MEMORY MAP_FOLDER SCRATCH_FOLDER

Shards of more and more cells are made, from one block of the grid on, until one takes long enough to tell the work
from the start of QGIS, or is as large as a real one. What is predicted is for a shard that has data in every cell.
MAP_FOLDER/measured gets it as KEY=VALUE lines.
"""

import json
import math
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

BLOCK = 256  # sides of a block, in cells, as SHARD divides grids
ENOUGH = 20  # seconds of work beyond the start
FINEST = 64  # the first shard is so many times smaller than a real one, if the grid has the blocks
GROWTH = 8
JOINING = 1e6  # bytes of shards that are joined in a second, at least


@dataclass
class Made:
    seconds: float
    megabytes: float
    cells: int  # with data
    bytes: int
    grid: dict
    count: int


class TooFewBlocks(Exception):
    def __init__(self, most):
        super().__init__(most)
        self.most = most


def lines_of(path):
    return path.read_text().splitlines() if path.exists() else []


def make(command, parameters, rasters, number, count, scratch):
    """Makes a shard and takes it away; what it took."""
    for old in scratch.iterdir():
        old.unlink()
    options = [f"--{line}" for line in parameters]
    options += [f"--{raster}={scratch}/dry_{raster}.tif" for raster in rasters]
    options += [f"--SHARD={number}/{count}", f"--OUTPUT={scratch}/dry.tif"]
    start = time.monotonic()
    process = subprocess.Popen([*command, *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, errors="replace")
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    process.returncode = status
    if status != 0:
        fewer = re.search(r"divide it into (\d+) parts at most", said)
        if fewer:
            raise TooFewBlocks(int(fewer[1]))
        print(said)
        errors = re.findall(r"^ERROR:\s*(.*)$", said, re.MULTILINE)
        sys.exit(errors[-1] if errors else "qgis_process failed: the lines above say why.")
    try:
        summary = json.loads((scratch / "dry.shard.json").read_text())
        files = [scratch / name for name in summary["rasters"].values()]
        counts = summary["counts"]  # of a SHAP map, cells by their driver
        cells = counts["mapped"][0] if "mapped" in counts else sum(counts["driven"])
        return Made(seconds, usage.ru_maxrss / 1024, cells,
                    sum(file.stat().st_size for file in files), summary["grid"], count)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        sys.exit(f"The dry run left no summary that can be read ({error}).")


def largest_shard(grid, count):
    """Cells of the largest of so many shards of a grid."""
    down, across = math.ceil(grid["rows"] / BLOCK), math.ceil(grid["columns"] / BLOCK)
    if count <= down:
        return min(math.ceil(down / count) * BLOCK, grid["rows"]) * grid["columns"]
    pieces = count // down
    return min(BLOCK, grid["rows"]) * min(math.ceil(across / pieces) * BLOCK, grid["columns"])


def predicted(first, last, shards, raster_memory):
    """Seconds and megabytes of a real shard, and seconds of joining them all."""
    grid, cells = last.grid, largest_shard(last.grid, shards)
    if last.cells < 2 * first.cells:
        rate = last.seconds / max(last.cells, 1)
        seconds = max(last.seconds, rate * cells)
    else:
        rate = max(last.seconds - first.seconds, 0) / (last.cells - first.cells)
        seconds = max(last.seconds, first.seconds + rate * cells)
    # What a larger run takes more is rasters, and these stay within what they may have: raster_memory.
    megabytes = max(first.megabytes + raster_memory, last.megabytes)
    # Of what a cell with data takes on the disk, for all cells of the grid.
    whole = last.bytes / max(last.cells, 1) * grid["rows"] * grid["columns"]
    return seconds, megabytes, first.seconds + whole / JOINING


def main():
    program, algorithm, shards, raster_memory = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    folder, scratch = Path(sys.argv[5]), Path(sys.argv[6])
    parameters = lines_of(folder / "parameters")
    # Cells of targets that are not mapped yet: all cells take as long each.
    parameters = [line for line in parameters if line not in lines_of(folder / "mask_to_come")
                  or Path(line.partition("=")[2]).exists()]
    rasters = lines_of(folder / "rasters")
    command = [program, "run", algorithm]

    def shard(place, count):
        number = min(count, 1 + int(place * count))
        made = make(command, parameters, rasters, number, count, scratch)
        print(f"Shard {number}/{count}: {made.cells} cells with data, {made.seconds:.1f} s, {made.megabytes:.0f} MB",
              flush=True)
        return made

    count = shards * FINEST
    first, middle = None, 0.5
    for place in (0.5, 0.25, 0.75, 0.125, 0.375, 0.625, 0.875, 0.0625):
        try:
            made = shard(place, count)
        except TooFewBlocks as fewer:
            if fewer.most < shards:
                sys.exit(f"SHARDS: the grid has {fewer.most} blocks of {BLOCK} x {BLOCK} cells: divide it into "
                         f"{fewer.most} parts at most.")
            count = fewer.most
            made = shard(place, count)
        if first is None or made.cells > first.cells:
            first, middle = made, place
        if made.cells * made.count * 4 > made.grid["rows"] * made.grid["columns"]:
            break  # a quarter of it has data
    if first.cells == 0:
        sys.exit("No cell with data was found at eight places of the grid: give TIME and MEMORY in the config.")
    last = first
    while last.seconds - first.seconds < ENOUGH and last.count > shards:
        last = shard(middle, max(shards, last.count // GROWTH))
    # MEMORY is for tiles, which have a third of the memory for rasters without it.
    tiles = [float(line.partition("=")[2]) for line in parameters if line.startswith("MEMORY=")]
    raster_memory += max(0, sum(tiles) - raster_memory / 3)
    seconds, megabytes, joining = predicted(first, last, shards, raster_memory)
    text = f"SECONDS={math.ceil(seconds)}\nMEGABYTES={math.ceil(megabytes)}\nJOIN_SECONDS={math.ceil(joining)}\n"
    (scratch / "measured").write_text(text)
    os.replace(scratch / "measured", folder / "measured")


if __name__ == "__main__":
    main()
