#pragma once

#include "engine/core/feature_layers.h"
#include "engine/core/progress.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace prospectivity {

/// Points on the cells of a raster. A cell holds its upper and left edge and not its lower and right one, as
/// its grid counts rows and columns (Grid::locate()).

/// Number of a cell, row by row from 0.
using CellIndex = std::int64_t;

CellIndex cellIndex(const Grid& grid, int column, int row);
Point cellCenter(const Grid& grid, CellIndex cell);

/// The cell that holds a point; none beyond the grid.
std::optional<CellIndex> cellOf(const Grid& grid, const Point& point);

/// The square of cells that reaches `reach` cells to each side of the one that holds a point; none where it
/// reaches beyond the grid.
std::optional<Tile> windowAround(const Grid& grid, const Point& point, int reach);

/// Whether a cell counts. TooFewLayers: it has data, and in fewer layers than are needed.
enum class CellState { Data, NoData, TooFewLayers, OutsideMask };

/// Reads bands of single cells. Not thread-safe, no more than the rasters are; throws Error as they do.
class CellReader {
 public:
  /// `mask`: as in raster_mask.h, may be null.
  CellReader(RasterSource& source, std::vector<int> bands, RasterSource* mask);
  /// All bands. `minPresent`: share of their layers (FeatureLayers) that a cell needs to have data of; 1:
  /// data in every band.
  CellReader(RasterSource& source, RasterSource* mask, double minPresent = 1);

  const Grid& grid() const { return mSource.grid(); }

  /// NoData when any band has none there, whatever the mask says; with a share below 1 when no layer has
  /// data, and TooFewLayers when fewer than the share have. `values` has one value per band, NaN where there
  /// is none.
  CellState read(CellIndex cell, std::vector<float>& values);

 private:
  RasterSource& mSource;
  std::vector<int> mBands;
  RasterSource* mMask;
  std::optional<FeatureLayers> mLayers; ///< where cells may lack some
  std::size_t mFewestLayers = 0;
};

/// A cell that counts, with the points in it.
struct OccupiedCell {
  CellIndex cell = 0;
  std::size_t points = 1;    ///< how many lie in it
  Point point;               ///< the one that stands for them: the least by x, then y
  std::vector<float> values; ///< of the bands read
};

/// Where points lie, and why others are left out.
struct PointsOnCells {
  std::vector<OccupiedCell> cells; ///< rising
  std::size_t outside = 0;         ///< points beyond the grid
  std::size_t noData = 0;          ///< points on cells without data
  std::size_t tooFewLayers = 0;    ///< points on cells with data of too few layers
  std::size_t outsideMask = 0;     ///< points on cells with data outside of the mask
};

/// Places points on the cells of the reader's raster, whose CRS is theirs. Nothing depends on their order.
/// Each cell is read once, row by row. Throws Cancelled, and Error as the rasters do.
PointsOnCells placeOnCells(const std::vector<Point>& points, CellReader& reader, const Progress& progress);

} // namespace prospectivity
