"""A stack of 12 bands to its map: the whole beside its parts, in turn in one run.

Usage: raster_speed.py PATH_OF_raster_speed PATH_OF_predict_speed [--side=10000] [--rounds=3] [--large]
Whole: read, predict, write with overviews and statistics. Its ratio is to the slower of both parts alone. Only the whole
can use every core all the time, so other programs slow it most: the seconds of processors tell what it would take of a
machine of its own, at best. --large adds one run over four times the raster laid side by side (20,000 x 20,000 cells,
19 GB of float32) for its peak memory.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

from osgeo import gdal

gdal.UseExceptions()
program, maker = sys.argv[1:3]
side = next((int(a.split("=")[1]) for a in sys.argv if a.startswith("--side=")), 10_000)
rounds = next((int(a.split("=")[1]) for a in sys.argv if a.startswith("--rounds=")), 3)


def run(mode, stack):
    output = subprocess.run([program, mode, model, stack, folder / "map.tif"], capture_output=True, check=True).stdout
    return tuple(float(word) for word in output.split())


def four_times(stack):
    """A virtual raster of the stack at each corner: as many cells as a national map, on a disk that holds a quarter."""
    source = gdal.Open(str(stack))
    left, cell, _, top, _, height = source.GetGeoTransform()
    corners = []
    for row in (0, 1):
        for column in (0, 1):
            corners.append(str(folder / f"corner_{row}_{column}.vrt"))
            corner = gdal.Translate(corners[-1], source, format="VRT", outputBounds=[
                left + column * side * cell, top + row * side * height,
                left + (column + 1) * side * cell, top + (row + 1) * side * height])
            corner = None
    mosaic = gdal.BuildVRT(str(folder / "large.vrt"), corners)
    for band in range(source.RasterCount):
        mosaic.GetRasterBand(band + 1).SetDescription(source.GetRasterBand(band + 1).GetDescription())
    mosaic = None
    return folder / "large.vrt"


with tempfile.TemporaryDirectory(prefix="prospectivity-raster-") as name:
    folder = pathlib.Path(name)
    model, stack = folder / "model.pt", folder / "stack.tif"
    subprocess.run([maker, "model", model, "1"], check=True)
    subprocess.run([program, "stack", stack, str(side)], check=True)
    print(f"{side} x {side} x 12 cells, {stack.stat().st_size / 1e9:.1f} GB on disk, {rounds} rounds")
    found = {mode: [] for mode in ("whole", "pass", "compute")}
    for _ in range(rounds):
        for mode, values in found.items():
            values.append(run(mode, stack))
    titles = {"whole": "raster to raster", "pass": "reading and writing alone", "compute": "computing alone"}
    for mode, values in found.items():
        print(f"  {titles[mode]:26s} {statistics.median(v[0] for v in values):8.1f} s   "
              f"{statistics.median(v[1] for v in values):8.1f} s of processors   {max(v[2] for v in values):5.0f} MB at most")
    ratios = [whole[0] / max(passed[0], computed[0])
              for whole, passed, computed in zip(*(found[mode] for mode in ("whole", "pass", "compute")))]
    print(f"  ratio to the slower part {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}); goal 1.5; "
          f"load of the machine {os.getloadavg()[0]:.1f}", flush=True)
    if "--large" in sys.argv:
        seconds, _, memory = run("whole", four_times(stack))
        print(f"{2 * side} x {2 * side} x 12 cells: {seconds:.0f} s, peak memory {memory:.0f} MB; goal 1000")
