#include "engine/network/network.h"

#include "engine/core/error.h"
#include "engine/network/input_channels.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>

namespace prospectivity {

namespace {

constexpr std::int64_t mostWeights = std::numeric_limits<int>::max();
constexpr std::size_t mostLayers = 1000; // of each kind
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

std::size_t NetworkShape::inputPlace(std::size_t position, int channel) const {
  const auto own = static_cast<std::size_t>(channel);
  return window > 1 ? (position * static_cast<std::size_t>(channels()) + own) * layout().cells()
                    : own * static_cast<std::size_t>(features) + position;
}

void NetworkShape::check() const {
  if (features < 1)
    throw Error("%1 is empty: choose at least one feature.", Subject::Features);
  if (filters.empty())
    throw Error("%1 is empty: give at least one number of filters, such as '16,32'.", Subject::Filters);
  if (filters.size() > mostLayers)
    throw Error("%1 has more than %2 numbers: give one for each convolution, such as '16,32'.",
                Subject::Filters, mostLayers);
  for (const int count : filters)
    if (count < 1)
      throw Error("%1 holds a number below 1: give numbers of filters such as '16,32'.", Subject::Filters);
  if (kernel < 1 || kernel % 2 == 0)
    throw Error("%1 must be an odd number of features: choose 1, 3 or 5.", Subject::KernelSize);
  if (window < 1 || window % 2 == 0)
    throw Error("%1 must be an odd number of cells: choose 1 for the vector network, or 5, 9, 15.",
                Subject::Window);
  if (!areFew({features, window, window}, mostValues))
    throw Error("%1 is too large for this many features: choose a smaller one, such as 5, 9 or 15.",
                Subject::Window);
  if (thresholds < 0 || thresholds > InputChannels::mostThresholds)
    throw Error(
        "%1 must lie between 0 and %2: choose a number of bins such as 8, or 0 to show the network the "
        "values alone.",
        Subject::Thresholds, InputChannels::mostThresholds);
  if (!areFew({features, channels(), window, window}, mostValues))
    throw Error("%1 makes an input of more than a million values for each cell: choose a smaller number of "
                "bins, or 0.",
                Subject::Thresholds);
  if (dense.size() > mostLayers)
    throw Error(
        "%1 has more than %2 numbers: give one for each dense layer, such as '64', or leave it empty.",
        Subject::Dense, mostLayers);
  const std::vector<LayerShape> layers = layersOf(*this);
  for (const LayerShape& layer : layers)
    if (layer.output.rows < 1)
      throw Error("%1 is too small for this network: each convolution takes %2 - 1 cells off it, and "
                  "%3 halves the rest; choose a larger %1 or fewer %4.",
                  Subject::Window, Subject::KernelSize, Subject::Pooling, Subject::Filters);
  for (const int units : dense)
    if (units < 1)
      throw Error("%1 holds a number below 1: give sizes such as '64' or '64,32', or leave it empty.",
                  Subject::Dense);
  for (const LayerShape& layer : layers) {
    const bool hasFewWeights = areFew(
        {layer.input.channels, layer.output.channels, layer.kernelRows, layer.kernelColumns}, mostWeights);
    if (isDense(layer)) {
      if (!hasFewWeights)
        throw Error("%1 makes a layer of more weights than memory holds: choose smaller numbers, such as "
                    "'64'.",
                    Subject::Dense);
      continue;
    }
    if (layer.hasWeights() && !hasFewWeights)
      throw Error("%1 and %2 make a layer of more weights than memory holds: choose smaller "
                  "numbers, such as '16,32' and 3.",
                  Subject::Filters, Subject::KernelSize);
    if (!areFew({layer.output.channels, layer.output.rows, layer.output.columns}, mostValues))
      throw Error("%1 makes a layer of more than a million values for each cell: choose smaller numbers, "
                  "such as '16,32'.",
                  Subject::Filters);
  }
  if (!(dropout >= 0 && dropout < 1))
    throw Error("%1 must be at least 0 and below 1: choose a value such as 0.2.", Subject::Dropout);
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

bool seesFeaturesInTurn(const Network& network) {
  auto layer = network.layers.begin();
  while (layer != network.layers.end() && layer->slidesAlongFeatures())
    ++layer;
  const bool hasConvolution = layer != network.layers.begin();
  if (layer != network.layers.end() && layer->takesPairs())
    ++layer;
  return hasConvolution && layer != network.layers.end() && std::all_of(layer, network.layers.end(), isDense);
}

} // namespace prospectivity
