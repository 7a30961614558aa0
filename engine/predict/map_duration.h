#pragma once

#include "engine/core/duration.h"
#include "engine/predict/tiled_prediction.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace prospectivity {

/// What computing a raster, or a part of it, is likely to take.
struct MapDuration {
  double seconds = 0;      ///< on all threads
  std::uint64_t cells = 0; ///< that get a value, to about two digits
};

/// Computes cells here and there, evenly over the part or the mask in it, for about a second, or one cell
/// where that takes longer; rows of the mask are looked at before that. Options as in computeTiles(). Nothing
/// of it is kept, so that `compute` must leave no other trace than its outputs; reading and writing are not
/// counted. Nothing where none of the cells gets a value, or so few that how many there are cannot be told.
/// Throws as computeTiles() does.
std::optional<MapDuration> mapDuration(RasterSource& source, const std::vector<int>& bands,
                                       RasterSource* mask, const TilingOptions& options,
                                       const TileFunction& compute, const Progress& progress,
                                       const std::function<double()>& clock = steadySeconds);

} // namespace prospectivity
