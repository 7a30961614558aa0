"""Reading, writing and measuring on the grids of the district."""

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()

EPSG = 32650
CELL = 500.0


def reference(epsg):
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(epsg)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return crs


class Grid:
    """North-up cells; `transform` in GDAL's order."""

    def __init__(self, left, top, columns, rows, cell=CELL, epsg=EPSG):
        self.transform = (left, cell, 0.0, top, 0.0, -cell)
        self.columns, self.rows, self.epsg = columns, rows, epsg

    @property
    def shape(self):
        return self.rows, self.columns

    def bounds(self):
        left, cell, _, top, _, _ = self.transform
        return left, top - self.rows * cell, left + self.columns * cell, top

    def memory(self, values, kind=gdal.GDT_Float32):
        dataset = gdal.GetDriverByName("MEM").Create("", self.columns, self.rows, 1, kind)
        dataset.SetGeoTransform(self.transform)
        dataset.SetSpatialRef(reference(self.epsg))
        dataset.GetRasterBand(1).WriteArray(values)
        return dataset


def burn(grid, geometries, all_touched=False):
    """Cells covered by any of the geometries."""
    dataset = grid.memory(np.zeros(grid.shape, np.uint8), gdal.GDT_Byte)
    source = ogr.GetDriverByName("Memory").CreateDataSource("shapes")
    layer = source.CreateLayer("shapes", reference(grid.epsg))
    for geometry in geometries:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(geometry)
        layer.CreateFeature(feature)
    options = ["ALL_TOUCHED=TRUE"] if all_touched else []
    gdal.RasterizeLayer(dataset, [1], layer, burn_values=[1], options=options)
    return dataset.ReadAsArray() > 0


def distance(grid, cells):
    """Metres from each cell centre to the nearest of the given cells."""
    source = grid.memory(cells.astype(np.uint8), gdal.GDT_Byte)
    target = grid.memory(np.zeros(grid.shape, np.float32))
    gdal.ComputeProximity(source.GetRasterBand(1), target.GetRasterBand(1), ["DISTUNITS=GEO"])
    return target.ReadAsArray().astype(float)


def write_raster(path, dataset, description, unit="", no_data=None, categories=None):
    """A compressed GeoTIFF with the band's name, its unit and what its classes are called."""
    band = dataset.GetRasterBand(1)
    is_class = band.DataType == gdal.GDT_Byte
    options = ["COMPRESS=DEFLATE", "TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256",
               "PREDICTOR=" + ("2" if is_class else "3")]
    copy = gdal.GetDriverByName("GTiff").CreateCopy(str(path), dataset, options=options)
    band = copy.GetRasterBand(1)
    band.SetDescription(description)
    if unit:
        band.SetUnitType(unit)
    if no_data is not None:
        band.SetNoDataValue(no_data)
    if categories:
        band.SetCategoryNames(categories)
    copy.FlushCache()


def write_vector(path, name, geometries, kind, attributes, epsg=EPSG):
    """A GeoPackage layer; `attributes`: one dictionary of text or numbers per geometry."""
    driver = ogr.GetDriverByName("GPKG")
    source = driver.Open(str(path), 1) if path.exists() else driver.CreateDataSource(str(path))
    layer = source.CreateLayer(name, reference(epsg), kind)
    for key, value in attributes[0].items():
        field = ogr.OFTString if isinstance(value, str) else ogr.OFTReal if isinstance(value, float) else ogr.OFTInteger
        layer.CreateField(ogr.FieldDefn(key, field))
    layer.StartTransaction()
    for geometry, row in zip(geometries, attributes):
        feature = ogr.Feature(layer.GetLayerDefn())
        for key, value in row.items():
            feature.SetField(key, value)
        feature.SetGeometry(geometry)
        layer.CreateFeature(feature)
    layer.CommitTransaction()
