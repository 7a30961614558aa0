#pragma once

#include "engine/core/progress.h"
#include "engine/predict/target_levels.h"
#include "engine/raster/cell_runs.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// A connected patch of cells of one level.
struct TargetPolygon {
  int level = 1;           ///< as in TargetLevel, from 1
  double squareMetres = 0; ///< of ground (CellAreas); NaN without a CRS
  double mean = 0;         ///< prospectivity over the cells
  double max = 0;
  std::size_t cells = 0;
  CellRuns runs;                  ///< the same cells, where they lie
  std::vector<unsigned char> wkb; ///< polygon in the CRS of the map
};

/// Patches of the levels, the rest of the area left out; by level, the largest first. Cells belong together
/// that share a side, so that every polygon is valid and patches that touch at a corner stay two.
///
/// `levelsPath`: the raster that writeTargetLevels() made of `prospectivity` and `levels`. Memory is for the
/// polygons and their outlines' cells alone, whatever the raster's size. Throws Error when a raster cannot be
/// read.
std::vector<TargetPolygon> targetPolygons(RasterSource& prospectivity, const std::vector<TargetLevel>& levels,
                                          const std::string& levelsPath, const Progress& progress);

} // namespace prospectivity
