#include "engine/explain/layer_players.h"

#include "engine/core/feature_layers.h"

#include <algorithm>
#include <map>

namespace prospectivity {

LayerPlayers layerPlayers(const std::vector<std::string>& features, bool groupClasses) {
  std::map<std::string, std::size_t> classes;
  for (const std::string& feature : features)
    ++classes[layerOfClass(feature)];
  std::map<std::string, std::size_t> playerOf;
  LayerPlayers result;
  for (std::size_t j = 0; j < features.size(); ++j) {
    const std::string layer = layerOfClass(features[j]);
    const bool isGrouped = groupClasses && !layer.empty() && classes[layer] > 1 &&
                           std::find(features.begin(), features.end(), layer) == features.end();
    const std::string& name = isGrouped ? layer : features[j];
    const auto [place, isNew] = playerOf.emplace(name, result.names.size());
    if (isNew) {
      result.names.push_back(name);
      result.features.columns.emplace_back();
      result.classes.emplace_back();
    }
    result.features.columns[place->second].push_back(static_cast<int>(j));
    if (isGrouped)
      result.classes[place->second].push_back(classOfFeature(features[j]));
  }
  return result;
}

Players LayerPlayers::inputs(std::size_t width) const {
  Players result;
  for (const std::vector<int>& own : features.columns) {
    result.columns.emplace_back();
    for (const int feature : own)
      for (std::size_t k = 0; k < width; ++k)
        result.columns.back().push_back(feature * static_cast<int>(width) + static_cast<int>(k));
  }
  return result;
}

SampleTable LayerPlayers::valuesOf(const SampleTable& samples) const {
  SampleTable result = samples;
  result.features = names;
  result.descriptions.clear();
  if (!samples.descriptions.empty())
    for (std::size_t player = 0; player < names.size(); ++player)
      result.descriptions.push_back(
          isGroup(player) ? FeatureDescription()
                          : samples.descriptions[static_cast<std::size_t>(features.columns[player].front())]);
  result.values.resize(samples.values.rows(), static_cast<Eigen::Index>(names.size()));
  for (std::size_t player = 0; player < names.size(); ++player) {
    const std::vector<int>& own = features.columns[player];
    for (Eigen::Index row = 0; row < samples.values.rows(); ++row) {
      const auto highest = std::max_element(own.begin(), own.end(), [&](int a, int b) {
        return samples.values(row, a) < samples.values(row, b);
      });
      result.values(row, static_cast<Eigen::Index>(player)) =
          isGroup(player) ? static_cast<double>(highest - own.begin() + 1) : samples.values(row, own.front());
    }
  }
  return result;
}

} // namespace prospectivity
