#include "engine/network/receptive_fields.h"

#include <algorithm>

namespace prospectivity {

namespace {

/// Beyond this many features in a field its tables cost more than they save.
constexpr int widestField = 14;

PositionRange joined(const PositionRange& a, const PositionRange& b) {
  return {std::min(a.first, b.first), std::max(a.last, b.last)};
}

PositionRange around(int position, int radius, int features) {
  return {std::max(0, position - radius), std::min(features - 1, position + radius)};
}

/// [output][input] as strips of outputs with the inputs within, padded with zeros.
std::vector<float> strips(const std::vector<float>& weight, std::size_t outputs, std::size_t inputs,
                          std::size_t paddedInputs, std::size_t stride, std::size_t offset) {
  std::vector<float> result(padToStrip(outputs) * paddedInputs, 0.0F);
  for (std::size_t o = 0; o < outputs; ++o)
    for (std::size_t i = 0; i < inputs; ++i)
      result[(o / strip * paddedInputs + i) * strip + o % strip] = weight[(o * inputs + i) * stride + offset];
  return result;
}

std::vector<float> padded(std::vector<float> values, std::size_t size) {
  values.resize(size, 0.0F);
  return values;
}

ReceptiveFields::Convolution prepare(const NetworkLayer& layer, std::size_t paddedInputs,
                                     std::vector<PositionRange> fields) {
  ReceptiveFields::Convolution result;
  const auto outputs = static_cast<std::size_t>(layer.output.channels);
  result.inChannels = paddedInputs;
  result.outChannels = padToStrip(outputs);
  result.taps = static_cast<std::size_t>(layer.taps());
  for (std::size_t tap = 0; tap < result.taps; ++tap) {
    const std::vector<float> own =
        strips(layer.weight, outputs, static_cast<std::size_t>(layer.input.channels), paddedInputs,
               result.taps, tap);
    result.weights.insert(result.weights.end(), own.begin(), own.end());
  }
  result.bias = padded(layer.bias, result.outChannels);
  result.fields = std::move(fields);
  return result;
}

} // namespace

ReceptiveFields::ReceptiveFields(const ModelMember& member) {
  const Network& network = member.network;
  const int count = network.shape.features;
  features = static_cast<std::size_t>(count);
  order = member.order;
  scaling = member.scaling.inOrder(order);
  channels = member.channels.inOrder(order);

  std::vector<PositionRange> fields;
  for (int p = 0; p < count; ++p)
    fields.push_back({p, p});
  auto inputs = static_cast<std::size_t>(channels.count());
  int radius = 0;
  for (const NetworkLayer* layer : network.convolutions()) {
    convolutions.push_back(prepare(*layer, inputs, fields));
    inputs = convolutions.back().outChannels;
    radius += layer->padding;
    for (int p = 0; p < count; ++p)
      fields[static_cast<std::size_t>(p)] = around(p, radius, count);
  }
  outputFields = fields;

  pooling = network.shape.pooling;
  const std::size_t step = pooling == Pooling::None ? 1 : 2;
  for (std::size_t p = 0; p < features; p += step)
    pooledFields.push_back(joined(fields[p], fields[std::min(p + step - 1, features - 1)]));

  const std::vector<const NetworkLayer*> dense = network.dense();
  const NetworkLayer& first = *dense.front();
  const auto outputs = static_cast<std::size_t>(first.output.channels);
  const auto filters = static_cast<std::size_t>(first.input.channels);
  const std::size_t positions = pooledFields.size();
  const bool isLogit = dense.size() == 1;
  units = isLogit ? 1 : padToStrip(outputs);
  for (std::size_t p = 0; p < positions; ++p) {
    std::vector<float> own(outputs * filters);
    for (std::size_t o = 0; o < outputs; ++o)
      for (std::size_t c = 0; c < filters; ++c)
        own[o * filters + c] = first.weight[(o * filters + c) * positions + p];
    head.push_back(isLogit ? padded(own, inputs) : strips(own, outputs, filters, inputs, 1, 0));
  }
  unitBias = padded(first.bias, units);

  inputs = units;
  for (std::size_t l = 1; l < dense.size(); ++l) {
    const NetworkLayer& layer = *dense[l];
    const auto size = static_cast<std::size_t>(layer.output.channels);
    Dense own{inputs, padToStrip(size), {}, {}};
    own.weights = strips(layer.weight, size, static_cast<std::size_t>(layer.inputsPerOutput()), inputs, 1, 0);
    own.bias = padded(layer.bias, own.outputs);
    inputs = own.outputs;
    tail.push_back(std::move(own));
  }
}

bool ReceptiveFields::suits(const Network& network) {
  if (!seesFeaturesInTurn(network))
    return false;
  int width = 1;
  for (const NetworkLayer& layer : network.layers)
    width += layer.kind == LayerKind::Dense ? 0 : layer.kernelColumns - 1;
  return std::min(width, network.shape.features) <= widestField;
}

} // namespace prospectivity
