#pragma once

#include "engine/predict/tiled_prediction.h"

#include <cstring>
#include <functional>
#include <utility>
#include <vector>

namespace prospectivity {

/// Whether a map of 61 columns and 47 rows has the same bytes as in one tile, whatever its tiles and threads.
inline bool isSameInAnyTiles(const std::function<std::vector<float>(const TilingOptions&)>& map) {
  const std::vector<float> whole = map({1, std::size_t{1} << 30, 0, 1, 47, 61});
  for (const int threads : {1, 2, 4})
    for (const auto& [rows, columns] : {std::pair{1, 61}, {47, 1}, {5, 7}, {16, 33}, {0, 0}}) {
      const std::vector<float> cut = map({threads, 1 << 20, 0, 1, rows, columns});
      if (cut.size() != whole.size() ||
          std::memcmp(cut.data(), whole.data(), whole.size() * sizeof(float)) != 0)
        return false;
    }
  return true;
}

} // namespace prospectivity
