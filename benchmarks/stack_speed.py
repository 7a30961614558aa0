"""Build evidence stack beside GDAL's own programs, in turn in one run, on layers made for it.

Usage: stack_speed.py PATH_OF_stack_speed [--size=3000] [--rounds=5]
       stack_speed.py PATH_OF_stack_speed --memory [--size=20000] [--layers=20]   peak memory of a large stack
The peers warp each layer with gdalwarp, exactly as we do (-et 0) and on all processors, and then
  virtual   put the files together with gdalbuildvrt: no file of its own, neither statistics nor overviews,
  shown     add statistics and overviews to that, so that QGIS shows it at once, as it does ours,
  merged    or put them into one compressed file with gdal_merge.py, without statistics and overviews,
  whole     and add these.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy
from osgeo import gdal, osr

gdal.UseExceptions()
program = sys.argv[1]
given = dict(a[2:].partition("=")[::2] for a in sys.argv[2:])
memory_run = "memory" in given
size = int(given.get("size", 20_000 if memory_run else 3_000))
rounds = int(given.get("rounds", 5))
compressed = ["-co", "TILED=YES", "-co", "COMPRESS=DEFLATE", "-co", "PREDICTOR=3", "-co", "NUM_THREADS=ALL_CPUS",
              "-co", "BIGTIFF=IF_SAFER"]
threaded = ["-multi", "-wo", "NUM_THREADS=ALL_CPUS", "-wm", "256"]


def write(path, transform, columns, rows, epsg, noise=0.02, kind=gdal.GDT_Float32):
    """Smooth hills with a little noise: what geochemistry looks like. Written strip by strip."""
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 1, kind, ["TILED=YES", "COMPRESS=DEFLATE"])
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.SetGeoTransform(transform)
    band = dataset.GetRasterBand(1)
    band.SetNoDataValue(-9999 if kind == gdal.GDT_Float32 else 255)
    random = numpy.random.default_rng(len(str(path)))
    x = numpy.arange(columns)[None, :] / columns
    for row in range(0, rows, 256):
        y = numpy.arange(row, min(row + 256, rows))[:, None] / rows
        hills = numpy.sin(17 * x + 3 * y) + numpy.cos(23 * y - 5 * x)
        values = hills + noise * random.normal(size=hills.shape) if noise else numpy.round(2 + hills)
        values[values > 1.9 + 2 * (noise == 0)] = band.GetNoDataValue()
        band.WriteArray(values.astype("float32"), 0, row)
    dataset.FlushCache()
    return str(path)


def ours(output, layers):
    seconds, memory = subprocess.run([program, str(output), *layers], stdout=subprocess.PIPE, check=True, text=True).stdout.split()
    return float(seconds), float(memory)


def peers(folder, layers):
    """Seconds until each of the peers' products is there."""
    first = gdal.Open(layers[0])
    left, width, _, top, _, height = first.GetGeoTransform()
    target = ["-t_srs", first.GetProjection(), "-te", *map(str, (left, top + height * first.RasterYSize,
              left + width * first.RasterXSize, top)), "-ts", str(first.RasterXSize), str(first.RasterYSize)]
    start = time.perf_counter()
    warped = []
    for number, layer in enumerate(layers):
        warped.append(str(folder / f"warped_{number}.tif"))
        finer = abs(gdal.Open(layer).GetGeoTransform()[1]) < 0.99 * width and "32650" in layer
        subprocess.run(["gdalwarp", "-q", "-overwrite", "-et", "0", "-r", "average" if finer else "bilinear", "-ot", "Float32",
                        "-dstnodata", "nan", *threaded, *compressed, *target, layer, warped[-1]], check=True)
    subprocess.run(["gdalbuildvrt", "-q", "-overwrite", "-separate", str(folder / "stack.vrt"), *warped], check=True)
    virtual = time.perf_counter() - start
    shown = virtual + finishing(folder / "stack.vrt")
    start = time.perf_counter()
    merged_file = folder / "merged.tif"
    merged_file.unlink(missing_ok=True)
    subprocess.run(["gdal_merge.py", "-q", "-separate", "-n", "nan", "-a_nodata", "nan", *compressed, "-o", str(merged_file), *warped],
                   check=True, stdout=subprocess.DEVNULL)
    merged = virtual + time.perf_counter() - start
    return {"virtual": virtual, "shown": shown, "merged": merged, "whole": merged + finishing(merged_file)}


def finishing(path):
    """Seconds for statistics and overviews of a file."""
    path.with_suffix(path.suffix + ".ovr").unlink(missing_ok=True)
    start = time.perf_counter()
    subprocess.run(["gdalinfo", "-stats", str(path)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["gdaladdo", "-q", "-r", "average", "--config", "COMPRESS_OVERVIEW", "DEFLATE", str(path), "2", "4", "8"],
                   check=True)
    return time.perf_counter() - start


def compare(folder):
    cell = 100.0
    reach = size * cell
    layers = [write(folder / "a_32650.tif", (400000, cell, 0, 3000000, 0, -cell), size, size, 32650),
              write(folder / "b_32650.tif", (400000 + cell / 2, cell, 0, 3000000, 0, -cell), size, size, 32650),
              write(folder / "c_32650.tif", (400000, cell / 2, 0, 3000000, 0, -cell / 2), 2 * size, 2 * size, 32650),
              write(folder / "d_32649.tif", (985000, 2 * cell, 0, 3030000, 0, -2 * cell), size, size, 32649),
              write(folder / "e_4326.tif", (115.9, reach / 1e5 / size, 0, 27.2, 0, -reach / 1e5 / size), size, size, 4326)]
    seconds = {name: [] for name in ("ours", "virtual", "shown", "merged", "whole")}
    for _ in range(rounds):
        passed, memory = ours(folder / "stack.tif", layers)
        seconds["ours"].append(passed)
        for name, value in peers(folder, layers).items():
            seconds[name].append(value)
    print(f"{len(layers)} layers on {size} x {size} cells, {rounds} rounds; ours uses {memory:.0f} MB at most")
    for name, values in seconds.items():
        ratios = [mine / theirs for theirs, mine in zip(values, seconds["ours"])]
        print(f"  {name:8s} {statistics.median(values):8.2f} s   ours / this {statistics.median(ratios):5.2f} "
              f"({min(ratios):.2f} to {max(ratios):.2f})")
    print("  goal: at most 1.2 x the time of the peers")
    # Two layers have the grid of the stack or half a cell beside it; averages and other CRS are warped alike.
    stack = gdal.Open(str(folder / "stack.tif"))
    for number in range(len(layers)):
        mine = stack.GetRasterBand(number + 1).ReadAsArray()
        theirs = gdal.Open(str(folder / f"warped_{number}.tif")).ReadAsArray()
        both = ~(numpy.isnan(mine) | numpy.isnan(theirs))
        print(f"  {Path(layers[number]).name}: largest difference {numpy.abs(mine[both] - theirs[both]).max():.2g}, NoData in one "
              f"only {(numpy.isnan(mine) != numpy.isnan(theirs)).sum()} of {mine.size} cells")


def large(folder):
    count = int(given.get("layers", 20))
    layers = []
    for number in range(count):
        # Half of the layers lie half a cell beside the grid of the first and are warped.
        left = 100000 + (number % 2) * 15.0
        layers.append(write(folder / f"large_{number}.tif", (left, 30.0, 0, 4000000, 0, -30.0), size, size, 32650, noise=0,
                            kind=gdal.GDT_Byte))
    seconds, memory = ours(folder / "large.tif", layers)
    print(f"{count} layers on {size} x {size} cells: {seconds:.0f} s, peak memory {memory:.0f} MB (goal: 1,000), "
          f"output {os.path.getsize(folder / 'large.tif') / 1e9:.2f} GB, {4 * count * size * size / 1e9:.0f} GB as numbers")


with tempfile.TemporaryDirectory(prefix="prospectivity-stack-") as temporary:
    (large if memory_run else compare)(Path(temporary))
