#pragma once

#include "engine/core/progress.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace prospectivity {

/// A value of the map, and the area of all cells that have at least that value.
struct ThresholdArea {
  float threshold = 0;
  double area = 0;
};

/// How many cells with data inside the mask lie in a part of the map.
struct CountedPart {
  Tile tile;
  std::uint64_t cells = 0;
};

/// Where given values rank among all cells of a map, by area. Areas are in the weights of CellAreas.
struct AreaRanks {
  std::vector<float> values; ///< distinct, highest first
  std::vector<double> above; ///< area of the cells with more than each value
  std::vector<double> equal; ///< area of the cells with just that value

  double total = 0; ///< area of all cells with data inside the mask
  std::uint64_t cells = 0;
  double squareMetres = 0; ///< of an area of 1; NaN without a CRS
  float lowest = 0;        ///< of all cells with data inside the mask
  float highest = 0;

  /// Highest first; thresholds at most 1/2000 of themselves apart wherever there are cells, each exact.
  std::vector<ThresholdArea> thresholds;

  /// The map in at most 32 x 32 parts, those without cells left out: where its cells lie, for whoever knows
  /// how much ground they cover there.
  std::vector<CountedPart> parts;
};

/// Ranks `values` (any order, repeats allowed) among the cells of a band (0-based) inside the mask, exactly
/// and in one reading; memory does not grow with the raster beyond the `bytes` of what is read together (0:
/// the strips' share of memoryBudget()). The result does not depend on `bytes` nor on the blocks of the file.
/// `mask`: as in raster_mask.h, may be null. Throws Error when the band cannot be read.
AreaRanks rankAreas(RasterSource& map, int band, RasterSource* mask, std::vector<float> values,
                    const Progress& progress, std::size_t bytes = 0);

} // namespace prospectivity
