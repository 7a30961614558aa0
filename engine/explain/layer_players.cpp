#include "engine/explain/layer_players.h"

#include "engine/core/feature_layers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace prospectivity {

namespace {

/// Number, from 1, of the class with the highest known value; NaN where none is known.
double highestClass(const SampleTable& samples, Eigen::Index row, const std::vector<int>& classes) {
  double highest = std::numeric_limits<double>::quiet_NaN();
  double number = highest;
  for (std::size_t i = 0; i < classes.size(); ++i)
    if (const double value = samples.values(row, classes[i]);
        value > highest || (std::isnan(highest) && !std::isnan(value))) {
      highest = value;
      number = static_cast<double>(i + 1);
    }
  return number;
}

} // namespace

LayerPlayers layerPlayers(const std::vector<std::string>& features, bool groupClasses,
                          const std::vector<FeatureDescription>& descriptions) {
  std::vector<std::string> layers;
  std::map<std::string, std::size_t> classes;
  for (std::size_t j = 0; j < features.size(); ++j) {
    layers.push_back(
        layerOfClass(features[j], j < descriptions.size() ? descriptions[j] : FeatureDescription()));
    ++classes[layers.back()];
  }
  std::map<std::string, std::size_t> playerOf;
  LayerPlayers result;
  for (std::size_t j = 0; j < features.size(); ++j) {
    const std::string& layer = layers[j];
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
      double& value = result.values(row, static_cast<Eigen::Index>(player));
      value = isGroup(player) ? highestClass(samples, row, own) : samples.values(row, own.front());
    }
  }
  return result;
}

} // namespace prospectivity
