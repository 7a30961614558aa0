#include "engine/torch/torch_network.h"

#include "engine/torch/class_codec.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace prospectivity {

namespace {

at::Tensor copyOf(const std::vector<float>& values, at::IntArrayRef sizes) {
  at::Tensor tensor = at::empty(sizes, at::kFloat);
  std::copy(values.begin(), values.end(), tensor.data_ptr<float>());
  return tensor;
}

std::vector<float> valuesOf(const at::Tensor& tensor) {
  const at::Tensor plain = tensor.detach().contiguous();
  const float* begin = plain.data_ptr<float>();
  return std::vector<float>(begin, begin + plain.numel());
}

std::vector<std::int64_t> weightSizes(const LayerShape& layer) {
  if (layer.kind == LayerKind::Dense)
    return {layer.output.channels, layer.input.values()};
  if (layer.dimensions == 1)
    return {layer.output.channels, layer.input.channels, layer.kernelColumns};
  return {layer.output.channels, layer.input.channels, layer.kernelRows, layer.kernelColumns};
}

/// `weight` and `bias` are those of layers that have weights. Maps of one dimension are (n, channels,
/// columns).
at::Tensor passThrough(const LayerShape& layer, const at::Tensor& values, const at::Tensor* weight,
                       const at::Tensor* bias) {
  const bool isLine = layer.dimensions == 1;
  switch (layer.kind) {
  case LayerKind::Convolution:
    return isLine ? at::conv1d(values, *weight, *bias, layer.step, layer.padding)
                  : at::conv2d(values, *weight, *bias);
  case LayerKind::MaxPooling: // a last place with nothing beside it is kept along the features
    return isLine ? at::max_pool1d(values, layer.kernelColumns, layer.step, 0, 1, true)
                  : at::max_pool2d(values, layer.kernelColumns);
  case LayerKind::AveragePooling:
    return isLine ? at::avg_pool1d(values, layer.kernelColumns, layer.step, 0, true, false)
                  : at::avg_pool2d(values, layer.kernelColumns);
  case LayerKind::Dense:
    break;
  }
  return at::linear(values.flatten(1), *weight, *bias);
}

/// Scaled values (n, features, cells) as (n, features, channels, cells). Derivatives at the bounds of bins
/// are as shareBelow() has them: ReLU has none at 0, a cut-off one at its limit.
at::Tensor encoded(const InputChannels& channels, const at::Tensor& scaled) {
  if (channels.areValuesAlone())
    return scaled.unsqueeze(2);
  const BinTensors bins = binsOf(channels);
  std::vector<at::Tensor> parts;
  if (channels.hasPresence) {
    const at::Tensor missing = scaled.isnan();
    at::Tensor presence = 1 - missing.type_as(scaled);
    if (!channels.tellPresence())
      presence = at::maximum(presence, bins.present);
    parts = {at::where(missing, bins.fill, scaled).unsqueeze(2), presence.unsqueeze(2)};
  } else if (channels.fillsMissing) {
    parts = {at::where(scaled.isnan(), bins.fill, scaled).unsqueeze(2)};
  } else {
    parts = {scaled.unsqueeze(2)};
  }
  if (channels.thresholds > 0)
    parts.insert(parts.begin() + 1, ((parts.front() - bins.low) / bins.width).relu().clamp_max(1));
  return at::cat(parts, 2);
}

} // namespace

BinTensors binsOf(const InputChannels& channels) {
  const auto features = static_cast<std::int64_t>(channels.features.size());
  const std::int64_t thresholds = channels.thresholds;
  BinTensors bins{at::full({features, thresholds, 1}, std::numeric_limits<float>::max(), at::kFloat),
                  at::ones({features, thresholds, 1}, at::kFloat), at::empty({features, 1}, at::kFloat),
                  at::zeros({features, 1}, at::kFloat)};
  for (std::size_t j = 0; j < channels.features.size(); ++j) {
    const FeatureBins& own = channels.features[j];
    const std::size_t first = j * static_cast<std::size_t>(thresholds);
    for (std::size_t b = 0; b < own.count(); ++b) {
      bins.low.data_ptr<float>()[first + b] = own.knots[b];
      bins.width.data_ptr<float>()[first + b] = own.knots[b + 1] - own.knots[b];
    }
    bins.fill.data_ptr<float>()[j] = own.fill;
    bins.present.data_ptr<float>()[j] = own.tellsPresence ? 0.0F : 1.0F;
  }
  return bins;
}

std::vector<at::Tensor> tensorsOf(const Network& network) {
  std::vector<at::Tensor> tensors;
  for (const NetworkLayer& layer : network.layers)
    if (layer.hasWeights()) {
      tensors.push_back(copyOf(layer.weight, weightSizes(layer)));
      tensors.push_back(copyOf(layer.bias, {layer.output.channels}));
    }
  return tensors;
}

Network networkOf(const NetworkShape& shape, const std::vector<at::Tensor>& tensors) {
  std::size_t next = 0;
  const Network network = networkOf(shape, [&](const std::vector<std::int64_t>& sizes) {
    if (next >= tensors.size() || tensors[next].sizes() != sizes || tensors[next].scalar_type() != at::kFloat)
      throw std::invalid_argument("the weights do not fit the network");
    return valuesOf(tensors[next++]);
  });
  if (next != tensors.size())
    throw std::invalid_argument("there are more weights than the network has");
  return network;
}

Network networkOf(const NetworkShape& shape, const TakeWeights& take) {
  Network network;
  network.shape = shape;
  for (const LayerShape& layer : layersOf(shape)) {
    network.layers.push_back({layer, {}, {}});
    if (!layer.hasWeights())
      continue;
    network.layers.back().weight = take(weightSizes(layer));
    network.layers.back().bias = take({layer.output.channels});
  }
  return network;
}

at::Tensor forward(const NetworkShape& shape, const std::vector<at::Tensor>& tensors, const at::Tensor& rows,
                   const DropoutMasks& masks) {
  std::size_t next = 0;
  std::size_t mask = 0;
  const std::vector<LayerShape> layers = layersOf(shape);
  const MapSize& input = layers.front().input;
  at::Tensor values = shape.window > 1 ? rows.reshape({-1, input.channels, input.rows, input.columns})
                                       : rows.reshape({-1, input.channels, input.columns});
  for (const LayerShape& layer : layers) {
    const at::Tensor* weight = nullptr;
    const at::Tensor* bias = nullptr;
    if (layer.hasWeights()) {
      weight = &tensors[next++];
      bias = &tensors[next++];
    }
    values = passThrough(layer, values, weight, bias);
    if (!layer.isRectified)
      continue;
    values = values.relu();
    if (!masks.empty())
      values = values * masks[mask++];
  }
  return values.squeeze(1);
}

at::Tensor forward(const NetworkModel& model, const std::vector<std::vector<at::Tensor>>& tensors,
                   const at::Tensor& rows) {
  at::Tensor sum;
  const auto features = static_cast<std::int64_t>(model.features.size());
  const at::Tensor cells = rows.reshape({rows.size(0), features, -1});
  for (std::size_t m = 0; m < model.members.size(); ++m) {
    const ModelMember& member = model.members[m];
    const at::Tensor scaled =
        (withoutCodes(cells, member.scaling.classes) - copyOf(member.scaling.center, {features, 1})) /
        copyOf(member.scaling.scale, {features, 1});
    at::Tensor order = at::empty({features}, at::kLong);
    std::copy(member.order.begin(), member.order.end(), order.data_ptr<std::int64_t>());
    at::Tensor seen = encoded(member.channels, scaled).index_select(1, order);
    if (member.network.shape.window == 1) // along the features all positions of a channel lie together
      seen = seen.transpose(1, 2);
    const at::Tensor logits = forward(member.network.shape, tensors[m], seen.flatten(1));
    sum = sum.defined() ? sum + logits : logits;
  }
  return sum / static_cast<double>(model.members.size());
}

at::Tensor viewOf(const FloatMatrix& values) {
  return at::from_blob(const_cast<float*>(values.data()), {values.rows(), values.cols()}, at::kFloat);
}

} // namespace prospectivity
