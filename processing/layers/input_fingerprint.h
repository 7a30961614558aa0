#pragma once

#include "engine/core/matrix.h"
#include "engine/evidence/shapes.h"
#include "engine/raster/raster_file.h"
#include "processing/layers/mask_layer.h"

#include <string>
#include <vector>

namespace prospectivity {

/// What tells an input of a run from another, so that parts of a map are not joined that were made of
/// different ones: SHA-256, hexadecimal. Paths and dates are no part of it, so that copies on other machines
/// are the same.

/// Of a file: its size, its beginning and its end (64 KB, where a raster keeps its structure and its
/// statistics). Rasters of national size are not read for it, so that values changed within a file whose
/// size, beginning and end stay are not seen. Throws Error when it cannot be read.
std::string fingerprintOfFile(const std::string& path);

/// Of rasters, in any order: of each all files that GDAL counts to it (but overviews and what is kept of
/// statistics, which come and go), which raster of them it is, its bands' names, NoData, scales and offsets,
/// and what the user said of CRS and NoData. A raster of other rasters counts those that it names, and not
/// what these are made of in turn. Of what is no file, such as a raster in a database, its name. Throws Error
/// when one cannot be read.
std::string fingerprintOf(const std::vector<RasterFile>& files);

/// Of rasters in the order in which they are given, with what the user calls their classes: of layers whose
/// bands are made into others.
std::string fingerprintInOrder(const std::vector<RasterFile>& files);

/// Of a mask: as of a raster, or all polygons; empty where there is no mask.
std::string fingerprintOf(const MaskLayer& mask);

/// Of shapes, all that their cells depend on.
std::string fingerprintOfShapes(const std::vector<Shape>& shapes);

/// Of a text, all of it.
std::string fingerprintOfText(const std::string& text);

/// Of numbers, all of them.
std::string fingerprintOf(const FloatMatrix& values);

} // namespace prospectivity
