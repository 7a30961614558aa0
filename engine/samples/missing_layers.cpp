#include "engine/samples/missing_layers.h"

#include "engine/core/counted_reasons.h"
#include "engine/core/feature_layers.h"

#include <cmath>

namespace prospectivity {

MissingLayers::MissingLayers(const SampleTable& samples) : mSamples{samples.count(0), samples.count(1)} {
  const FeatureLayers layers(samples.features, samples.descriptions);
  for (std::size_t layer = 0; layer < layers.count(); ++layer)
    mLayers.push_back({layers.name(layer)});
  for (std::size_t row = 0; row < samples.size(); ++row) {
    const auto hasData = [&](std::size_t feature) {
      return !std::isnan(samples.values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(feature)));
    };
    bool lacksOne = false;
    for (std::size_t layer = 0; layer < layers.count(); ++layer) {
      if (layers.has(layer, hasData))
        continue;
      lacksOne = true;
      ++mLayers[layer].lacking[samples.labels[row]];
    }
    mLacking += lacksOne ? 1 : 0;
  }
}

std::optional<Sentence> MissingLayers::account() const {
  if (mLacking == 0)
    return std::nullopt;
  std::vector<std::pair<std::size_t, Sentence>> layers;
  for (const Layer& layer : mLayers)
    layers.emplace_back(layer.sum(), Sentence("lack '%1'", layer.name));
  return Sentence("%1 of %2 samples lack a layer: %3.", mLacking, mSamples[0] + mSamples[1],
                  countedReasons(layers));
}

std::vector<Sentence> MissingLayers::doubts() const {
  std::vector<Sentence> result;
  for (const Layer& layer : mLayers) {
    const auto allLackIt = [&](std::size_t label) {
      return mSamples[label] > 0 && layer.lacking[label] == mSamples[label];
    };
    if (!allLackIt(0) && !allLackIt(1))
      continue;
    const Sentence who = allLackIt(0) && allLackIt(1) ? "sample" : allLackIt(1) ? "deposit" : "non-deposit";
    result.push_back(
        {"%1: no %2 has data of the layer '%3', so that all that can be learnt from it is that it "
         "is missing: check the layer, or build the stack without it.",
         Subject::Stack, who, layer.name});
  }
  return result;
}

} // namespace prospectivity
