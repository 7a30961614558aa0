#pragma once

#include "engine/core/progress.h"
#include "engine/evidence/shapes.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Shapes drawn into cells by GDAL: lines and points into every cell they touch, polygons into cells whose
/// centre lies inside (`allTouched`: into every cell they touch). Each shape draws its value, a later one
/// over an earlier one. In a geographic CRS a shape is drawn wherever a whole turn of longitude brings it
/// onto the grid. Immutable and thread-safe.
class BurnedShapes {
 public:
  BurnedShapes(const Grid& grid, std::vector<Shape> shapes, bool allTouched);

  /// Draws into the cells of a tile; `values` holds them row by row, and keeps what no shape covers.
  void burn(const Tile& tile, std::vector<float>& values) const;

 private:
  Grid mGrid;
  bool mAllTouched;
  double mTurn = 0; ///< a whole turn of longitude in units of the CRS; 0: not geographic
  std::vector<Shape> mShapes;
  struct Box {
    Point low;
    Point high;
  };
  std::vector<Box> mBoxes; ///< around each shape
};

/// Writes the shapes' values to `sink`, `background` (may be NaN) elsewhere, tile by tile. Returns how many
/// cells a shape was drawn into. Throws Cancelled.
///
/// `part`: some cells of the grid, for a sink on partOf() it; they are those of the whole grid, and what is
/// returned is of them. Without cells: all of it.
std::size_t writeBurned(const Grid& grid, std::vector<Shape> shapes, float background, bool allTouched,
                        RasterSink& sink, const Progress& progress, const Tile& part = {});

} // namespace prospectivity
