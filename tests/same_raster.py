"""Exits with 1 and a sentence unless two rasters hold the same: cells of all bands and overviews, to the last bit, grid, names,
NoData, statistics, tags and colours. Files of the same content may differ in where their tiles lie.

usage: same_raster.py ONE OTHER
"""

import sys

from osgeo import gdal

gdal.UseExceptions()


def told_of(band):
    colours = band.GetColorTable()
    return {"size": (band.XSize, band.YSize), "type": band.DataType, "name": band.GetDescription(), "unit": band.GetUnitType(),
            "NoData": str(band.GetNoDataValue()), "items": band.GetMetadata(), "categories": band.GetCategoryNames(),
            "colours": colours and [colours.GetColorEntry(i) for i in range(colours.GetCount())]}


def bands_of(raster):
    for number in range(1, raster.RasterCount + 1):
        band = raster.GetRasterBand(number)
        yield f"band {number}", band
        for level in range(band.GetOverviewCount()):
            yield f"overview {level + 1} of band {number}", band.GetOverview(level)


def difference(one, other):
    for what, get in (("grid", gdal.Dataset.GetGeoTransform), ("CRS", gdal.Dataset.GetProjection), ("tags", gdal.Dataset.GetMetadata)):
        if get(one) != get(other):
            return f"{what}: {get(one)} and {get(other)}"
    mine, theirs = list(bands_of(one)), list(bands_of(other))
    if [name for name, _ in mine] != [name for name, _ in theirs]:
        return "bands or overviews"
    for (name, band), (_, peer) in zip(mine, theirs):
        if told_of(band) != told_of(peer):
            return f"{name}: {told_of(band)} and {told_of(peer)}"
        for row in range(0, band.YSize, 256):
            rows = min(256, band.YSize - row)
            if band.ReadRaster(0, row, band.XSize, rows) != peer.ReadRaster(0, row, band.XSize, rows):
                return f"{name}: cells in rows {row} to {row + rows - 1}"
    return None


def main():
    found = difference(gdal.Open(sys.argv[1]), gdal.Open(sys.argv[2]))
    if found:
        sys.exit(f"{sys.argv[1]} and {sys.argv[2]} differ in {found}")


if __name__ == "__main__":
    main()
