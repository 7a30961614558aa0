#pragma once

#include "engine/core/sentinels.h"

#include <cstddef>
#include <map>
#include <mutex>
#include <vector>

namespace prospectivity {

/// Looks at the cells of a raster file while they are read for whatever purpose, by any number of clones, so
/// that NoData that nobody declared is found wherever it lies without another reading. Thread-safe.
class ValueWatch {
 public:
  /// `stored`: numbers as the file holds them, before scale and offset; left out where `values` is NaN.
  void look(int band, const std::vector<double>& stored, const float* values);

  /// What is suspected in a band (0-based); counts hold when each cell was read once.
  std::vector<Sentinel> found(int band) const;

  /// Bands in which something is suspected, rising.
  std::vector<int> suspects() const;

 private:
  mutable std::mutex mMutex;
  std::map<int, SentinelSearch> mBands;
};

} // namespace prospectivity
