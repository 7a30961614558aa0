#include "engine/predict/applicability_tiles.h"

#include "engine/model/window_means.h"

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace prospectivity {

TileFunction withApplicability(const PredictedTiles& prediction, std::shared_ptr<const Applicability> area,
                               bool maskOutside) {
  return [prediction, area = std::move(area), maskOutside](const float* features, const Tile& tile,
                                                           float* outputs) {
    prediction.compute(features, tile, outputs);
    const std::size_t cells = tile.cells();
    std::vector<float> encoded;
    if (!prediction.classes.empty()) {
      const int around = prediction.window - 1;
      const std::size_t plane =
          static_cast<std::size_t>(tile.rows + around) * static_cast<std::size_t>(tile.columns + around);
      encoded.assign(features, features + area->featureCount() * plane);
      prediction.classes.encodePlanes(encoded.data(), plane);
      features = encoded.data();
    }
    std::vector<float> means;
    if (prediction.window > 1) {
      means.resize(cells * area->featureCount());
      const auto meansOf = prediction.takesMissing ? knownWindowMeans : windowMeans;
      meansOf(features, area->featureCount(), tile.rows, tile.columns, prediction.window, means.data());
      features = means.data();
    }
    const auto predicted = static_cast<std::size_t>(prediction.bands);
    float* index = outputs + predicted * cells;
    float* inside = index + cells;
    area->dissimilarity(features, cells, index);
    for (std::size_t i = 0; i < cells; ++i) {
      if (prediction.takesMissing && std::isnan(outputs[i])) {
        index[i] = inside[i] = outputs[i];
        continue;
      }
      const bool isInside = index[i] <= area->limit();
      const bool isUnknown = std::isnan(index[i]) && !prediction.takesMissing;
      inside[i] = isUnknown ? index[i] : (isInside ? 1.0F : 0.0F);
      if (maskOutside && !isInside)
        for (std::size_t band = 0; band < predicted; ++band)
          outputs[band * cells + i] = std::numeric_limits<float>::quiet_NaN();
    }
  };
}

void InsideCount::write(const Tile& window, const float* values) {
  for (std::size_t i = 0; i < window.cells(); ++i) {
    mInside += values[i] == 1.0F ? 1 : 0;
    mOutside += values[i] == 0.0F ? 1 : 0;
  }
  if (mSink)
    mSink->write(window, values);
}

void InsideCount::finish() {
  if (mSink)
    mSink->finish();
}

} // namespace prospectivity
