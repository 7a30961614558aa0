#pragma once

#include "engine/core/progress.h"
#include "engine/raster/point_cells.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <limits>
#include <map>
#include <vector>

namespace prospectivity {

/// Cells of a raster side by side in a row, `end` the first behind them.
struct CellRun {
  int row = 0;
  int begin = 0;
  int end = 0;
};

/// A part of a raster, such as a target: its cells in runs, by row and then column, none twice. Memory grows
/// with the outline of the part and not with its cells.
using CellRuns = std::vector<CellRun>;

std::size_t cellCount(const CellRuns& runs);

/// Whether a cell is one of them.
bool holdsCell(const CellRuns& runs, int column, int row);

/// The smallest rectangle around them; without cells where there are none.
Tile boxAround(const CellRuns& runs);

/// At most `most` cells (1 at least) to stand for all, in their order: all where they are no more than that;
/// else those whose column and row are multiples of the smallest step that leaves few enough. So they lie on
/// a square lattice that the grid determines. Of a part so narrow that it misses the lattice, every n-th
/// cell.
std::vector<CellIndex> latticeCells(const CellRuns& runs, const Grid& grid, std::size_t most);

/// What a band holds in a part of the raster.
struct CellFigures {
  std::size_t cells = 0; ///< with data
  double sum = 0;
  double least = std::numeric_limits<double>::infinity();
  double most = -std::numeric_limits<double>::infinity();

  double mean() const; ///< NaN without data
};

/// Of each part, which may overlap others. Reads the rows that hold cells, one at a time and in their order,
/// so that memory is for a row and sums depend on nothing else. Throws Cancelled, and Error as the raster
/// does.
std::vector<CellFigures> figuresOf(RasterSource& raster, int band, const std::vector<CellRuns>& parts,
                                   const Progress& progress);

/// How many cells of a part have each value of a band; cells without data are left out.
std::map<float, std::size_t> countsOf(RasterSource& raster, int band, const CellRuns& part,
                                      const Progress& progress);

} // namespace prospectivity
