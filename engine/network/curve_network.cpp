#include "engine/network/curve_network.h"

#include <algorithm>

namespace prospectivity {

namespace {

std::size_t size(int value) {
  return static_cast<std::size_t>(value);
}

CurveNetwork::Convolution prepareConvolution(const NetworkLayer& layer, std::size_t inputs) {
  CurveNetwork::Convolution result;
  result.inputs = inputs;
  result.outputs = padToLanes(size(layer.output.channels));
  result.taps = size(layer.taps());
  result.weights.resize(result.taps * inputs * result.outputs);
  result.bias.resize(result.outputs);
  std::copy(layer.bias.begin(), layer.bias.end(), result.bias.data());
  for (std::size_t out = 0; out < size(layer.output.channels); ++out)
    for (std::size_t in = 0; in < size(layer.input.channels); ++in)
      for (std::size_t tap = 0; tap < result.taps; ++tap)
        result.weights.data()[(tap * inputs + in) * result.outputs + out] =
            layer.weight[(out * size(layer.input.channels) + in) * result.taps + tap];
  return result;
}

/// `place`: where the layer's own input i stands among the padded ones.
template <typename Place>
CurveNetwork::Dense prepareDense(const NetworkLayer& layer, bool isLast, std::size_t inputs,
                                 const Place& place) {
  CurveNetwork::Dense result;
  result.inputs = inputs;
  result.outputs = isLast ? 1 : padToLanes(size(layer.output.channels));
  result.weights.resize(inputs * result.outputs);
  result.bias.resize(result.outputs);
  std::copy(layer.bias.begin(), layer.bias.end(), result.bias.data());
  for (std::size_t out = 0; out < size(layer.output.channels); ++out)
    for (std::size_t in = 0; in < size(layer.inputsPerOutput()); ++in)
      result.weights.data()[place(in) * result.outputs + out] =
          layer.weight[out * size(layer.inputsPerOutput()) + in];
  return result;
}

} // namespace

std::size_t widthOf(const PositionRange& field) {
  return size(std::max(0, field.width()));
}

void CurveNetwork::Convolution::addTaps(const FloatRow& from, const PositionRange& held, std::size_t rows,
                                        int output, const PositionRange& taken, float* out,
                                        std::size_t outStride) const {
  const int leftmost = output - static_cast<int>(taps / 2);
  const int first = std::max(leftmost, taken.first);
  const int last = std::min(leftmost + static_cast<int>(taps) - 1, taken.last);
  if (first > last)
    return;
  kernels<CurveKernels>().addProducts(from.data() + size(first - held.first) * inputs, widthOf(held) * inputs,
                                      rows, weights.data() + size(first - leftmost) * inputs * outputs,
                                      size(last - first + 1) * inputs, outputs, out, outStride);
}

CurveNetwork::CurveNetwork(const ModelMember& member)
    : features(size(member.network.shape.features)), positionOf(features),
      pooling(member.network.shape.pooling) {
  for (const int index : member.order) {
    const std::size_t feature = size(index);
    positionOf[feature] = order.size();
    order.push_back(feature);
  }
  scaling = member.scaling.inOrder(member.order);
  inputChannels = member.channels.inOrder(member.order);
  auto inputs = size(inputChannels.count());
  for (const NetworkLayer* layer : member.network.convolutions()) {
    convolutions.push_back(prepareConvolution(*layer, inputs));
    inputs = convolutions.back().outputs;
  }
  if (convolutions.size() > 1) {
    const Convolution& second = convolutions[1];
    spread.resize(second.inputs * second.taps * second.outputs);
    for (std::size_t in = 0; in < second.inputs; ++in)
      for (std::size_t tap = 0; tap < second.taps; ++tap)
        std::copy_n(second.weights.data() + (tap * second.inputs + in) * second.outputs, second.outputs,
                    spread.data() + (in * second.taps + second.taps - 1 - tap) * second.outputs);
  }
  const std::vector<const NetworkLayer*> layers = member.network.dense();
  const std::size_t positions = pooledPositions();
  dense.push_back(
      prepareDense(*layers.front(), layers.size() == 1, positions * channels(), [&](std::size_t in) {
        return in % positions * channels() + in / positions; // the layer's own inputs are [channel][position]
      }));
  for (std::size_t l = 1; l < layers.size(); ++l)
    dense.push_back(prepareDense(*layers[l], l + 1 == layers.size(), dense.back().outputs,
                                 [](std::size_t in) { return in; }));
}

PositionRange CurveNetwork::reached(const PositionRange& inputs, std::size_t layer) const {
  const int radius = static_cast<int>(convolutions[layer].taps / 2);
  return {std::max(0, inputs.first - radius), std::min(static_cast<int>(features) - 1, inputs.last + radius)};
}

PositionRange CurveNetwork::pooledField(const PositionRange& outputs) const {
  return pooling == Pooling::None ? outputs : PositionRange{outputs.first / 2, outputs.last / 2};
}

std::size_t CurveNetwork::pooledPositions() const {
  return pooling == Pooling::None ? features : (features + 1) / 2;
}

} // namespace prospectivity
