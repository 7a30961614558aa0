#pragma once

#include "engine/core/random.h"
#include "engine/network/network_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace prospectivity {

/// Standard normal rows.
inline FloatMatrix randomRows(int rows, int columns, std::uint64_t seed) {
  Random random(seed);
  FloatMatrix result(rows, columns);
  for (Eigen::Index i = 0; i < result.size(); ++i)
    result.data()[i] = static_cast<float>(random.normal());
  return result;
}

/// The same with about one value in five missing.
inline FloatMatrix rowsWithHoles(int rows, int columns, std::uint64_t seed) {
  FloatMatrix result = randomRows(rows, columns, seed);
  Random random(seed + 1000);
  for (Eigen::Index i = 0; i < result.size(); ++i)
    if (random.uniform() < 0.2)
      result.data()[i] = std::numeric_limits<float>::quiet_NaN();
  return result;
}

/// Random weights in a network of the given shape: what comes out means nothing, but every weight matters.
inline Network randomNetwork(const NetworkShape& shape, Random& random) {
  const auto fill = [&](std::vector<float>& values) {
    for (float& value : values)
      value = static_cast<float>(random.normal() * 0.3);
  };
  Network network(shape);
  for (NetworkLayer& layer : network.layers) {
    fill(layer.weight);
    fill(layer.bias);
  }
  return network;
}

/// Random bins for the channels that a shape asks for, of some features fewer than channels or none, and
/// some so narrow that they are steps.
inline InputChannels randomChannels(const NetworkShape& shape, Random& random) {
  InputChannels channels{shape.thresholds, shape.hasPresence, {}};
  for (int j = 0; shape.channels() > 1 && j < shape.features; ++j) {
    FeatureBins bins;
    const std::size_t knots = random.below(static_cast<std::size_t>(shape.thresholds) + 2);
    for (std::size_t k = 0; k < knots; ++k)
      bins.knots.push_back(static_cast<float>(random.normal()));
    std::sort(bins.knots.begin(), bins.knots.end());
    for (std::size_t k = 1; k < knots; ++k)
      if (random.uniform() < 0.2 || !(bins.knots[k] > bins.knots[k - 1]))
        bins.knots[k] = std::nextafter(bins.knots[k - 1], 100.0F);
    bins.fill = static_cast<float>(random.normal());
    channels.features.push_back(bins);
  }
  return channels;
}

/// A model of random members, each with its own feature order and scaling.
inline NetworkModel randomModel(const NetworkShape& shape, int members, std::uint64_t seed) {
  Random random(seed);
  NetworkModel model;
  for (int j = 0; j < shape.features; ++j)
    model.features.push_back("feature " + std::to_string(j));
  for (int m = 0; m < members; ++m) {
    ModelMember member;
    for (const std::size_t index : random.permutation(static_cast<std::size_t>(shape.features)))
      member.order.push_back(static_cast<int>(index));
    for (int j = 0; j < shape.features; ++j) {
      member.scaling.center.push_back(static_cast<float>(random.normal()));
      member.scaling.scale.push_back(static_cast<float>(0.5 + random.uniform()));
    }
    member.network = randomNetwork(shape, random);
    member.channels = randomChannels(shape, random);
    model.members.push_back(member);
  }
  model.background = randomRows(3, shape.inputs(), seed);
  model.record.seed = seed;
  return model;
}

/// A network as a model that takes features in their own order, as they are.
inline NetworkModel plainModel(const Network& network) {
  NetworkModel model;
  ModelMember member;
  member.network = network;
  for (int j = 0; j < network.shape.features; ++j) {
    model.features.push_back(std::to_string(j));
    member.order.push_back(j);
    member.scaling.center.push_back(0);
    member.scaling.scale.push_back(1);
  }
  model.members.push_back(member);
  return model;
}

} // namespace prospectivity
