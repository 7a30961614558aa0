#pragma once

#include "engine/core/grid.h"
#include "engine/raster/crs_units.h"

#include <vector>

namespace prospectivity {

/// How much ground each cell of a grid covers.
///
/// In a geographic CRS it is the area on the ellipsoid, between the parallels at the cell's edges (Snyder
/// 1987, USGS Professional Paper 1395, eq. 3-12); for a grid that is turned against the parallels, the cell's
/// size in angles times the ellipsoid's scale at its centre. In a projected CRS, or without one, all cells
/// weigh 1. Immutable and thread-safe.
class CellAreas {
 public:
  explicit CellAreas(const Grid& grid);

  /// Weight of a cell.
  double at(int column, int row) const;

  /// Whether the cells of a row weigh the same.
  bool alikeInRow() const { return !mUnits.geographic || !mRows.empty(); }

  /// Square metres of a weight of 1; NaN without a CRS.
  double squareMetres() const { return mSquareMetres; }

 private:
  double turned(int column, int row) const;

  Grid mGrid;
  CrsUnits mUnits;
  std::vector<double> mRows; ///< per row, where cells of a row are alike; empty where all or none are
  double mSquareMetres = 1;
};

} // namespace prospectivity
