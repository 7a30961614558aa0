"""Distance to faults beside gdal_rasterize and gdal_proximity.py, in turn in one run, on faults made for it.

Usage: distance_speed.py PATH_OF_distance_speed [--size=2000] [--faults=200] [--vertices=50] [--finest=9] [--rounds=3]
gdal_proximity measures from the centre of a cell to the centre of a cell that a fault touches, so it is wrong by up
to most of a cell. The peer gets more right on a finer grid: each cell is cut into 3 x 3, 5 x 5, ... of which the
middle ones are compared. Its files are neither compressed nor have they statistics and overviews; ours are and have.
"""
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
program = sys.argv[1]
given = dict(a[2:].partition("=")[::2] for a in sys.argv[2:])
size = int(given.get("size", 2000))
rounds = int(given.get("rounds", 3))
cuts = [cut for cut in (1, 3, 5, 9, 15, 25) if cut <= int(given.get("finest", 9))]
cell, left, top = 100.0, 500000.0, 2900000.0
folder = Path(tempfile.mkdtemp(prefix="prospectivity-distance-"))
reference = osr.SpatialReference()
reference.ImportFromEPSG(32650)


def write_reference():
    dataset = gdal.GetDriverByName("GTiff").Create(str(folder / "reference.tif"), size, size, 1, gdal.GDT_Byte)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.SetGeoTransform((left, cell, 0, top, 0, -cell))


def write_faults():
    """Random walks that keep to a direction and turn back at the border: gdal_proximity knows nothing beyond it."""
    def inside(place):
        return 1 - abs(1 - place % 2)

    random = numpy.random.default_rng(1)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / "faults.gpkg"))
    layer = dataset.CreateLayer("faults", reference, ogr.wkbLineString)
    layer.StartTransaction()
    for _ in range(int(given.get("faults", 200))):
        count = int(given.get("vertices", 50))
        heading = random.uniform(0, 2 * numpy.pi) + numpy.cumsum(random.normal(0, 0.15, count))
        side = cell * size
        x = left + side * inside(random.uniform() + numpy.cumsum(300 / side * numpy.cos(heading)))
        y = top - side * inside(random.uniform() + numpy.cumsum(300 / side * numpy.sin(heading)))
        line = ogr.Geometry(ogr.wkbLineString)
        for vertex in zip(x, y):
            line.AddPoint_2D(*vertex)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(line)
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def ours():
    command = [program, folder / "ours.tif", folder / "faults.gpkg", folder / "reference.tif"]
    return [float(word) for word in subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.split()]


def peer(cut):
    start = time.perf_counter()
    corners = (left, top - cell * size, left + cell * size, top)
    subprocess.run(["gdal_rasterize", "-q", "-at", "-burn", "1", "-ot", "Byte", "-tr", str(cell / cut), str(cell / cut),
                    "-te", *map(str, corners), folder / "faults.gpkg", folder / "burned.tif"], check=True)
    (folder / "peer.tif").unlink(missing_ok=True)
    subprocess.run(["gdal_proximity.py", "-q", "-distunits", "GEO", folder / "burned.tif", folder / "peer.tif"], check=True)
    seconds = time.perf_counter() - start
    (folder / "burned.tif").unlink()
    return seconds


def difference(cut):
    """Root mean square and largest difference from ours, in cells."""
    exact = gdal.Open(str(folder / "ours.tif"))
    fine = gdal.Open(str(folder / "peer.tif"))
    squares, largest = 0.0, 0.0
    for row in range(size):
        theirs = fine.ReadAsArray(0, row * cut + cut // 2, size * cut, 1)[0, cut // 2::cut].astype(float)
        away = (theirs - exact.ReadAsArray(0, row, size, 1)[0]) / cell
        squares += (away ** 2).sum()
        largest = max(largest, abs(away).max())
    return (squares / size ** 2) ** 0.5, largest


write_reference()
write_faults()
seconds = {"calculation": [], "whole file": [], **{cut: [] for cut in cuts}}
errors = {}
memory = 0
for _ in range(rounds):
    calculation, whole, memory = ours()
    seconds["calculation"].append(calculation)
    seconds["whole file"].append(whole)
    for cut in cuts:
        seconds[cut].append(peer(cut))
        errors[cut] = difference(cut)
print(f"{size} x {size} cells, {rounds} rounds; ours uses {memory:.0f} MB at most and is exact")
for name in ("calculation", "whole file"):
    print(f"  ours, {name:30s} {statistics.median(seconds[name]):8.2f} s")
for cut in cuts:
    ratios = [statistics.median(theirs / mine for theirs, mine in zip(seconds[cut], seconds[name]))
              for name in ("calculation", "whole file")]
    print(f"  peer, cells cut {cut:2d} x {cut:2d} {'':14s} {statistics.median(seconds[cut]):8.2f} s   ratio to the calculation "
          f"{ratios[0]:5.1f}, to the whole file {ratios[1]:5.1f}   wrong by {errors[cut][0]:.3f} cells (root mean square), "
          f"{errors[cut][1]:.2f} at most")
