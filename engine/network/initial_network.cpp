#include "engine/network/trainable_network.h"

#include <cmath>
#include <utility>

namespace prospectivity {

namespace {

std::vector<float> uniform(int count, double bound, Random& random) {
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values)
    value = static_cast<float>((2 * random.uniform() - 1) * bound);
  return values;
}

} // namespace

Network initialNetwork(const NetworkShape& shape, Random& random) {
  const auto heBound = [](int inputs) { return std::sqrt(6.0 / inputs); };
  Network network;
  network.shape = shape;
  const bool windowed = shape.window > 1;
  int channels = windowed ? shape.features : 1;
  for (const int filters : shape.filters) {
    ConvolutionLayer layer{channels, filters, shape.kernel, {}, {}, windowed ? shape.kernel : 1};
    const int inputs = channels * shape.kernel * layer.kernelRows;
    layer.weight = uniform(filters * inputs, heBound(inputs), random);
    layer.bias.assign(static_cast<std::size_t>(filters), 0.0F);
    network.convolutions.push_back(std::move(layer));
    channels = filters;
  }
  int inputs = shape.flattened();
  for (const int units : shape.dense) {
    network.dense.push_back({inputs, units, uniform(units * inputs, heBound(inputs), random),
                             std::vector<float>(static_cast<std::size_t>(units), 0.0F)});
    inputs = units;
  }
  network.dense.push_back(
      {inputs, 1, uniform(inputs, 1 / std::sqrt(static_cast<double>(inputs)), random), {0.0F}});
  return network;
}

} // namespace prospectivity
