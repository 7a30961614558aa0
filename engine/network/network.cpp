#include "engine/network/network.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>

namespace prospectivity {

namespace {

constexpr std::int64_t mostWeights = std::numeric_limits<int>::max();
// Of one layer for one cell; networks are evaluated for 128 cells together.
constexpr std::int64_t mostValues = std::int64_t{1} << 20;

/// Whether the product of numbers above 0 is no more than `most`.
bool areFew(std::initializer_list<std::int64_t> factors, std::int64_t most) {
  std::int64_t product = 1;
  for (const std::int64_t factor : factors) {
    if (factor > most / product)
      return false;
    product *= factor;
  }
  return true;
}

bool isDense(const LayerShape& layer) {
  return layer.kind == LayerKind::Dense;
}

} // namespace

const Choices& poolingChoices() {
  static const Choices choices{{"none", "None"}, {"max", "Max"}, {"average", "Average"}};
  return choices;
}

int NetworkShape::flattened() const {
  const std::vector<LayerShape> layers = layersOf(*this);
  return std::find_if(layers.begin(), layers.end(), isDense)->input.values();
}

void NetworkShape::check() const {
  if (features < 1)
    throw Error("FEATURES is empty: choose at least one feature.");
  if (filters.empty())
    throw Error("FILTERS is empty: give at least one number of filters, such as '16,32'.");
  for (const int count : filters)
    if (count < 1)
      throw Error("FILTERS holds a number below 1: give numbers of filters such as '16,32'.");
  if (kernel < 1 || kernel % 2 == 0)
    throw Error("KERNEL_SIZE must be an odd number of features: choose 1, 3 or 5.");
  if (window < 1 || window % 2 == 0)
    throw Error("WINDOW must be an odd number of cells: choose 1 for the vector network, or 5, 9, 15.");
  if (!areFew({features, window, window}, mostValues))
    throw Error("WINDOW is too large for this many features: choose a smaller one, such as 5, 9 or 15.");
  const std::vector<LayerShape> layers = layersOf(*this);
  for (const LayerShape& layer : layers)
    if (layer.output.rows < 1)
      throw Error(
          "WINDOW is too small for this network: each convolution takes KERNEL_SIZE - 1 cells off it, and "
          "POOLING halves the rest; choose a larger WINDOW or fewer FILTERS.");
  for (const int units : dense)
    if (units < 1)
      throw Error("DENSE holds a number below 1: give sizes such as '64' or '64,32', or leave it empty.");
  for (const LayerShape& layer : layers) {
    const bool hasFewWeights = areFew(
        {layer.input.channels, layer.output.channels, layer.kernelRows, layer.kernelColumns}, mostWeights);
    if (isDense(layer)) {
      if (!hasFewWeights)
        throw Error("DENSE makes a layer of more weights than memory holds: choose smaller numbers, such as "
                    "'64'.");
      continue;
    }
    if (layer.hasWeights() && !hasFewWeights)
      throw Error("FILTERS and KERNEL_SIZE make a layer of more weights than memory holds: choose smaller "
                  "numbers, such as '16,32' and 3.");
    if (!areFew({layer.output.channels, layer.output.rows, layer.output.columns}, mostValues))
      throw Error(
          "FILTERS makes a layer of more than a million values for each cell: choose smaller numbers, "
          "such as '16,32'.");
  }
  if (!(dropout >= 0 && dropout < 1))
    throw Error("DROPOUT must be at least 0 and below 1: choose a value such as 0.2.");
}

Network::Network(const NetworkShape& of) : shape(of) {
  for (const LayerShape& layer : layersOf(shape)) {
    const auto outputs = static_cast<std::size_t>(layer.hasWeights() ? layer.output.channels : 0);
    layers.push_back({layer, std::vector<float>(outputs * static_cast<std::size_t>(layer.inputsPerOutput())),
                      std::vector<float>(outputs)});
  }
}

std::vector<const NetworkLayer*> Network::ofKind(LayerKind kind) const {
  std::vector<const NetworkLayer*> result;
  for (const NetworkLayer& layer : layers)
    if (layer.kind == kind)
      result.push_back(&layer);
  return result;
}

} // namespace prospectivity
