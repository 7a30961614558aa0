#pragma once

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
std::optional<Window> windowAround(const Grid& grid, const Point& point, int reach);

/// Whether a cell counts.
enum class CellState { Data, NoData, OutsideMask };

/// Reads bands of single cells. Not thread-safe, no more than the rasters are; throws Error as they do.
class CellReader {
 public:
  /// `mask`: as in raster_mask.h, may be null.
  CellReader(RasterSource& source, std::vector<int> bands, RasterSource* mask);
  /// All bands.
  CellReader(RasterSource& source, RasterSource* mask);

  const Grid& grid() const { return mSource.grid(); }

  /// NoData when any band has none there, whatever the mask says. `values` has one value per band.
  CellState read(CellIndex cell, std::vector<float>& values);

 private:
  RasterSource& mSource;
  std::vector<int> mBands;
  RasterSource* mMask;
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
  std::size_t outsideMask = 0;     ///< points on cells with data outside of the mask
};

/// Places points on the cells of the reader's raster, whose CRS is theirs. Nothing depends on their order.
/// Each cell is read once, row by row. Throws Cancelled, and Error as the rasters do.
PointsOnCells placeOnCells(const std::vector<Point>& points, CellReader& reader, const Progress& progress);

} // namespace prospectivity
