#include "engine/raster/value_watch.h"

#include <cmath>

namespace prospectivity {

void ValueWatch::look(int band, const std::vector<double>& stored, const float* values) {
  SentinelSearch seen;
  for (std::size_t i = 0; i < stored.size(); ++i)
    if (!std::isnan(values[i]))
      seen.add(stored[i]);
  const std::lock_guard<std::mutex> lock(mMutex);
  mBands[band].merge(seen);
}

std::vector<Sentinel> ValueWatch::found(int band) const {
  const std::lock_guard<std::mutex> lock(mMutex);
  const auto seen = mBands.find(band);
  return seen == mBands.end() ? std::vector<Sentinel>() : seen->second.found();
}

std::vector<int> ValueWatch::suspects() const {
  const std::lock_guard<std::mutex> lock(mMutex);
  std::vector<int> bands;
  for (const auto& [band, seen] : mBands)
    if (!seen.found().empty())
      bands.push_back(band);
  return bands;
}

} // namespace prospectivity
