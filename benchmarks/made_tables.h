#pragma once

#include "engine/core/feature_layers.h"
#include "engine/core/input_layout.h"
#include "engine/core/random.h"
#include "engine/core/statistics.h"
#include "engine/samples/sample_table.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// Tables made from a given one, by chance. `window`: columns are the cells of windows of that side, feature
/// by feature.

inline InputLayout layoutOf(const SampleTable& table, int window) {
  InputLayout layout{0, window};
  layout.features = static_cast<std::size_t>(table.values.cols()) / layout.cells();
  return layout;
}

/// The layers (FeatureLayers) behind the columns. Those of windows are named feature[row,column].
inline FeatureLayers featureLayersOf(const SampleTable& table, int window) {
  const InputLayout layout = layoutOf(table, window);
  std::vector<std::string> features;
  for (std::size_t feature = 0; feature < layout.features; ++feature) {
    const std::string& column = table.features[layout.at(feature, 0)];
    features.push_back(window > 1 ? column.substr(0, column.rfind('[')) : column);
  }
  return FeatureLayers(features);
}

/// Gaussian noise of that share of the standard deviation of each column's known values is added.
inline SampleTable withNoise(SampleTable table, double share, Random random) {
  for (Eigen::Index j = 0; j < table.values.cols(); ++j) {
    const double deviation = standardDeviation(knownValues(table.values.col(j)));
    for (Eigen::Index i = 0; i < table.values.rows(); ++i)
      table.values(i, j) += share * deviation * random.normal();
  }
  return table;
}

/// So many layers of noise stand behind the others; in windows each cell has its own.
inline SampleTable withNoiseLayers(SampleTable table, int count, int window, Random random) {
  const Eigen::Index before = table.values.cols();
  const auto cells = static_cast<Eigen::Index>(layoutOf(table, window).cells());
  table.values.conservativeResize(Eigen::NoChange, before + count * cells);
  for (Eigen::Index j = before; j < table.values.cols(); ++j) {
    const std::string name = "noise " + std::to_string((j - before) / cells + 1);
    table.features.push_back(window > 1 ? name + "[" + std::to_string((j - before) % cells) + "]" : name);
    if (!table.descriptions.empty())
      table.descriptions.emplace_back();
    for (Eigen::Index i = 0; i < table.values.rows(); ++i)
      table.values(i, j) = random.normal();
  }
  return table;
}

/// That share of all values is missing, each for itself.
inline SampleTable withHoles(SampleTable table, double share, Random random) {
  for (Eigen::Index i = 0; i < table.values.rows(); ++i)
    for (Eigen::Index j = 0; j < table.values.cols(); ++j)
      if (random.uniform() < share)
        table.values(i, j) = NAN;
  return table;
}

/// Of that share of the layers, drawn by chance and at least one, that share of the values is missing, sample
/// by sample: as where surveys do not cover all ground, all bands of a layer of classes go together, and all
/// cells of a window.
inline SampleTable withLayerHoles(SampleTable table, double share, double ofLayers, int window,
                                  Random random) {
  const InputLayout layout = layoutOf(table, window);
  const FeatureLayers layers = featureLayersOf(table, window);
  std::vector<std::size_t> drawn = random.permutation(layers.count());
  const auto count = static_cast<std::size_t>(std::lround(ofLayers * static_cast<double>(layers.count())));
  drawn.resize(std::clamp<std::size_t>(count, 1, layers.count()));
  std::sort(drawn.begin(), drawn.end());
  for (const std::size_t layer : drawn)
    for (Eigen::Index i = 0; i < table.values.rows(); ++i)
      if (random.uniform() < share)
        for (const std::size_t band : layers.bands(layer))
          layout.windowsOf(table.values, band).row(i).setConstant(NAN);
  return table;
}

/// The labels are dealt anew, so that nothing is left to learn.
inline SampleTable shuffled(SampleTable table, Random random) {
  const std::vector<int> labels = table.labels;
  const std::vector<std::size_t> from = random.permutation(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i)
    table.labels[i] = labels[from[i]];
  return table;
}

} // namespace prospectivity
