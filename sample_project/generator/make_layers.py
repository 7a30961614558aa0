"""Writes the layers, the deposits and the truth of the sample district. Run it with Debian's Python:

    /usr/bin/python3 sample_project/generator/make_layers.py [folder]

Without a folder the files go to sample_project/, where they are part of the project.
"""

import json
import sys
from pathlib import Path

import numpy as np
from district import BYSTANDERS, DECOYS, DISTRICT, DRIVERS, LITHOLOGY, WIDE, District, inner
from grids import CELL, EPSG, Grid, write_raster, write_vector
from osgeo import gdal, ogr

UNITS = {"W": "ppm", "Sn": "ppm", "Bi": "ppm", "Mn": "ppm", "Cu": "ppm", "distance_yanshanian_granite": "m",
         "distance_caledonian_granite": "m", "distance_faults": "m", "fault_density": "km/km2", "gravity": "mGal",
         "magnetics": "nT", "decoy_1": "", "decoy_2": ""}
DECIMALS = {"W": 2, "Sn": 2, "Bi": 3, "Mn": 0, "Cu": 1, "fault_density": 4, "decoy_2": 3}
NO_DATA = -9999.0


def rounded(name, values):
    """As a laboratory or an instrument would report it."""
    return np.round(values, DECIMALS.get(name, 1)).astype(np.float32)


def write_gravity(path, district):
    """On a grid of 1 km of its own, whose cells do not coincide with those of the other layers."""
    left, _, _, top, _, _ = WIDE.transform
    coarse = Grid(left + 700.0, top - 300.0, WIDE.columns // 2 - 2, WIDE.rows // 2 - 2, 2 * CELL)
    target = coarse.memory(np.full(coarse.shape, np.nan, np.float32))
    gdal.Warp(target, WIDE.memory(district.layers["gravity"].astype(np.float32)), resampleAlg="average")
    write_raster(path, coarse.memory(rounded("gravity", target.ReadAsArray())), "gravity", UNITS["gravity"])


def write_magnetics(path, district):
    """In geographic coordinates, with holes that are NaN beside another declared NoData value."""
    values = rounded("magnetics", district.layers["magnetics"])
    values[district.holes["magnetics"]] = np.nan
    warped = gdal.Warp("", WIDE.memory(values), format="MEM", dstSRS="EPSG:4326", xRes=0.005, yRes=0.005,
                       resampleAlg="near", srcNodata="nan", dstNodata="nan")
    warped.GetRasterBand(1).SetNoDataValue(NO_DATA)
    write_raster(path, warped, "magnetics", UNITS["magnetics"], NO_DATA)


def write_layers(folder, district):
    folder.mkdir(parents=True, exist_ok=True)
    for name, values in district.layers.items():
        path = folder / f"{name}.tif"
        if name == "lithology":
            write_raster(path, DISTRICT.memory(inner(values).astype(np.uint8), gdal.GDT_Byte), name, no_data=0,
                         categories=LITHOLOGY)
        elif name == "gravity":
            write_gravity(path, district)
        elif name == "magnetics":
            write_magnetics(path, district)
        else:
            cells = rounded(name, inner(values))
            if name in district.holes:
                cells[inner(district.holes[name])] = NO_DATA
            write_raster(path, DISTRICT.memory(cells), name, UNITS[name], NO_DATA if name in district.holes else None)


def write_geology(folder, district):
    geology = folder / "geology.gpkg"
    geology.unlink(missing_ok=True)
    bodies = district.yanshanian + district.caledonian
    ages = ["Yanshanian"] * len(district.yanshanian) + ["Caledonian"] * len(district.caledonian)
    write_vector(geology, "granites", bodies, ogr.wkbPolygon, [{"age": age} for age in ages])
    write_vector(geology, "faults", district.faults, ogr.wkbLineString,
                 [{"length_km": round(line.Length() / 1000, 2)} for line in district.faults])


def write_deposits(folder, district):
    deposits = folder / "deposits.gpkg"
    deposits.unlink(missing_ok=True)
    points = []
    for x, y in district.deposits:
        point = ogr.Geometry(ogr.wkbPoint)
        point.AddPoint_2D(round(x, 1), round(y, 1))
        points.append(point)
    write_vector(deposits, "deposits", points, ogr.wkbPoint,
                 [{"name": f"Occurrence {i + 1}", "commodity": "W"} for i in range(len(points))])


def write_truth(folder, district):
    folder.mkdir(parents=True, exist_ok=True)
    truth = DISTRICT.memory(np.round(inner(district.truth), 6).astype(np.float32))
    write_raster(folder / "prospectivity.tif", truth, "known prospectivity")
    facts = {"drivers": DRIVERS, "bystanders": BYSTANDERS, "decoys": DECOYS, "deposits": len(district.deposits),
             "epsg": EPSG, "cell_size_m": CELL}
    (folder / "truth.json").write_text(json.dumps(facts, indent=2) + "\n")


def main():
    project = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    district = District()
    write_layers(project / "layers", district)
    write_geology(project / "layers", district)
    write_deposits(project / "layers", district)
    write_truth(project / "truth", district)
    print(f"The sample district was written to {project}.")


if __name__ == "__main__":
    main()
