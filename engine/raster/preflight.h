#pragma once

#include "engine/core/grid.h"
#include "engine/core/sentence.h"
#include "engine/raster/raster_file.h"

#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// A raster that the user chose for a parameter.
struct ChosenRaster {
  std::string parameter; ///< such as STACK
  RasterFile file;
  bool onOneGrid = false; ///< must have the grid and the CRS of the others of which this is true
};

/// A vector layer that the user chose for a parameter and that is laid over rasters.
struct ChosenVector {
  std::string parameter;
  std::string name;
  std::string crs;        ///< WKT; empty: none
  bool onOneGrid = false; ///< must have the CRS of the rasters of which this is true
};

/// The layers of one run, before any work is done.
struct ChosenLayers {
  std::vector<ChosenRaster> rasters;
  std::vector<ChosenVector> vectors;
  bool crsMayLack = false;         ///< the user said what CRS a layer without one has
  std::string crsMayLackParameter; ///< the parameter to say so with; empty: there is none
};

/// Looks at headers, and at a few blocks of each raster, and finds what would spoil a run half way or, worse,
/// not be noticed. Throws one Error that names every layer with a conflict and what to do: a raster that
/// cannot be opened; layers without a CRS beside layers with one; layers that must share a grid and do not,
/// with what differs; points that must have the CRS of the rasters and have another. Returns sentences on
/// what may be right but seldom is: numbers that look like NoData but are not declared so, and a declared
/// NoData that the cells cannot hold. Thread-safe.
std::vector<Sentence> preflight(const ChosenLayers& layers);

/// What differs between two grids, such as "cells of 50 x 50 instead of 100 x 100"; none when they match.
std::optional<Sentence> gridDifference(const Grid& grid, const Grid& expected);

} // namespace prospectivity
