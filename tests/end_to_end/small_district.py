"""A district small enough to map in a second: four layers of 60 x 40 cells and 40 deposits that follow two of them."""

import math
import random

import numpy
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()

COLUMNS, ROWS, CELL = 60, 40, 500.0
LEFT, TOP = 400000.0, 2800000.0
NODATA = -9999.0


def utm():
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32650)
    return reference


def write_raster(path, values, left=LEFT, top=TOP, reference=None, nodata=NODATA):
    driver = gdal.GetDriverByName("GTiff")
    data = driver.Create(str(path), values.shape[1], values.shape[0], 1, gdal.GDT_Float32)
    data.SetGeoTransform((left, CELL, 0, top, 0, -CELL))
    data.SetProjection((reference or utm()).ExportToWkt() if reference != "" else "")
    band = data.GetRasterBand(1)
    band.SetNoDataValue(nodata)
    band.WriteArray(values.astype(numpy.float32))
    return path


def write_points(path, points, fields=None):
    """Points as GeoPackage; `fields` gives each field's values, whole numbers or reals."""
    data = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = data.CreateLayer("points", utm(), ogr.wkbPoint)
    fields = fields or {}
    for name, values in fields.items():
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTInteger if isinstance(values[0], int) else ogr.OFTReal))
    for number, (x, y) in enumerate(points):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({x} {y})"))
        for name, values in fields.items():
            feature.SetField(name, values[number])
        layer.CreateFeature(feature)
    return path


def centre(column, row):
    return LEFT + (column + 0.5) * CELL, TOP - (row + 0.5) * CELL


def evidence():
    """W and Sn rise towards the deposits; Noise and Ramp know nothing of them."""
    columns, rows = numpy.meshgrid(numpy.arange(COLUMNS), numpy.arange(ROWS))
    noise = numpy.random.default_rng(7)
    hill = numpy.exp(-((columns - 20) ** 2 + (rows - 20) ** 2) / 120.0)
    ridge = numpy.exp(-((rows - 25) ** 2) / 60.0)
    layers = {
        "W": 5 + 20 * hill + noise.normal(0, 1, hill.shape),
        "Sn": 3 + 10 * ridge + noise.normal(0, 1, hill.shape),
        "Noise": noise.normal(0, 1, hill.shape),
        "Ramp": columns * 1.0,
    }
    layers["W"][:3, :3] = NODATA
    return layers, hill + 0.5 * ridge


def make(folder):
    """Writes W.tif, Sn.tif, Noise.tif, Ramp.tif and deposits.gpkg; returns the list of rasters."""
    layers, favour = evidence()
    rasters = [write_raster(folder / f"{name}.tif", values) for name, values in layers.items()]
    draw = random.Random(3)
    points = []
    while len(points) < 40:
        column, row = draw.randrange(4, COLUMNS), draw.randrange(4, ROWS)
        if draw.random() < favour[row, column] ** 2 / math.e:
            points.append(centre(column, row))
    write_points(folder / "deposits.gpkg", points)
    return rasters
