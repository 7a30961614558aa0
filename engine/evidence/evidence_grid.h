#pragma once

#include "engine/core/grid.h"
#include "engine/core/sentence.h"
#include "engine/raster/raster_source.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// What the user said about the grid of the stack; the rest is derived.
struct GridRequest {
  std::optional<Grid> reference;               ///< to be matched cell by cell; the others are ignored then
  std::string crs;                             ///< WKT; empty: the one most layers have
  std::optional<std::array<double, 4>> extent; ///< minX, minY, maxX, maxY; none: common to all layers
  std::string extentCrs;                       ///< WKT of the extent's CRS; empty: the CRS of the grid
  std::optional<double> cellSize; ///< units of the CRS, square; none: the cells of the finest layer
  bool assumeCrs = false;         ///< layers without a CRS are in the CRS of the grid
};

/// The grid and how it came about, in words for the report.
struct DerivedGrid {
  Grid grid;
  std::vector<Sentence> reasons;
};

/// The CRS (WKT) that the stack will have: the one asked for, else the one most layers have; empty: none.
std::string stackCrs(const std::vector<std::unique_ptr<RasterSource>>& layers, const GridRequest& request);

/// Finds the grid of a stack before any work starts: given, or the cells of the finest layer (the smallest by
/// area; not square where they are not), common extent and majority CRS, snapped to the cells of the finest
/// layer. Edges less than a hundredth of a cell apart are one, those of an extent too. Throws Error, with the
/// remedy, naming: a layer without a CRS beside others with one; layers none of which has a CRS when one is
/// needed; layers that do not overlap; an extent that cannot be brought to the CRS of the grid; a cell size
/// that is not above 0 or gives more than 10^10 cells.
DerivedGrid deriveGrid(const std::vector<std::unique_ptr<RasterSource>>& layers, const GridRequest& request);

/// A grid without any layer: `extent`, `cellSize` and `crs` of the request are needed, the rest is ignored.
/// The extent is cut to whole cells from its upper left corner; one that lacks less than a hundredth of a
/// cell is whole. Throws Error naming EXTENT or CELL_SIZE as
/// deriveGrid() does.
Grid askedGrid(const GridRequest& request);

} // namespace prospectivity
