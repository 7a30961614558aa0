#include "engine/torch/torch_network.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdint>
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

std::vector<std::int64_t> kernelSizes(const NetworkShape& shape, int outChannels, int inChannels) {
  if (shape.window > 1)
    return {outChannels, inChannels, shape.kernel, shape.kernel};
  return {outChannels, inChannels, shape.kernel};
}

/// Channels that the first convolution sees: the vector network slides along the features, the windowed one
/// has them as channels.
int firstChannels(const NetworkShape& shape) {
  return shape.window > 1 ? shape.features : 1;
}

at::Tensor convolve(const NetworkShape& shape, const at::Tensor& values, const at::Tensor& weight,
                    const at::Tensor& bias) {
  return shape.window > 1 ? at::conv2d(values, weight, bias)
                          : at::conv1d(values, weight, bias, 1, shape.kernel / 2);
}

at::Tensor pool(const NetworkShape& shape, const at::Tensor& values) {
  if (shape.pooling == Pooling::None)
    return values;
  const bool max = shape.pooling == Pooling::Max;
  if (shape.window > 1)
    return max ? at::max_pool2d(values, 2) : at::avg_pool2d(values, 2);
  return max ? at::max_pool1d(values, 2, 2, 0, 1, true) : at::avg_pool1d(values, 2, 2, 0, true, false);
}

} // namespace

std::vector<at::Tensor> tensorsOf(const Network& network) {
  std::vector<at::Tensor> tensors;
  for (const ConvolutionLayer& layer : network.convolutions) {
    tensors.push_back(copyOf(layer.weight, kernelSizes(network.shape, layer.outChannels, layer.inChannels)));
    tensors.push_back(copyOf(layer.bias, {layer.outChannels}));
  }
  for (const DenseLayer& layer : network.dense) {
    tensors.push_back(copyOf(layer.weight, {layer.outputs, layer.inputs}));
    tensors.push_back(copyOf(layer.bias, {layer.outputs}));
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
  int channels = firstChannels(shape);
  for (const int filters : shape.filters) {
    ConvolutionLayer layer{channels, filters, shape.kernel, {}, {}, shape.window > 1 ? shape.kernel : 1};
    layer.weight = take(kernelSizes(shape, filters, channels));
    layer.bias = take({filters});
    network.convolutions.push_back(std::move(layer));
    channels = filters;
  }
  int inputs = shape.flattened();
  std::vector<int> sizes = shape.dense;
  sizes.push_back(1);
  for (const int outputs : sizes) {
    DenseLayer layer{inputs, outputs, {}, {}};
    layer.weight = take({outputs, inputs});
    layer.bias = take({outputs});
    network.dense.push_back(std::move(layer));
    inputs = outputs;
  }
  return network;
}

at::Tensor forward(const NetworkShape& shape, const std::vector<at::Tensor>& tensors, const at::Tensor& rows,
                   const DropoutMasks& masks) {
  std::size_t next = 0;
  std::size_t mask = 0;
  const auto drop = [&](const at::Tensor& values) { return masks.empty() ? values : values * masks[mask++]; };
  at::Tensor values =
      shape.window > 1 ? rows.reshape({-1, shape.features, shape.window, shape.window}) : rows.unsqueeze(1);
  for (std::size_t i = 0; i < shape.filters.size(); ++i, next += 2)
    values = drop(convolve(shape, values, tensors[next], tensors[next + 1]).relu());
  values = pool(shape, values);
  values = values.flatten(1);
  for (std::size_t i = 0; i < shape.dense.size(); ++i, next += 2)
    values = drop(at::linear(values, tensors[next], tensors[next + 1]).relu());
  return at::linear(values, tensors[next], tensors[next + 1]).squeeze(1);
}

at::Tensor forward(const NetworkModel& model, const std::vector<std::vector<at::Tensor>>& tensors,
                   const at::Tensor& rows) {
  at::Tensor sum;
  const auto features = static_cast<std::int64_t>(model.features.size());
  const at::Tensor cells = rows.reshape({rows.size(0), features, -1});
  for (std::size_t m = 0; m < model.members.size(); ++m) {
    const ModelMember& member = model.members[m];
    const at::Tensor scaled =
        (cells - copyOf(member.scaling.center, {features, 1})) / copyOf(member.scaling.scale, {features, 1});
    at::Tensor order = at::empty({features}, at::kLong);
    std::copy(member.order.begin(), member.order.end(), order.data_ptr<std::int64_t>());
    const at::Tensor logits =
        forward(member.network.shape, tensors[m], scaled.index_select(1, order).flatten(1));
    sum = sum.defined() ? sum + logits : logits;
  }
  return sum / static_cast<double>(model.members.size());
}

at::Tensor viewOf(const FloatMatrix& values) {
  return at::from_blob(const_cast<float*>(values.data()), {values.rows(), values.cols()}, at::kFloat);
}

} // namespace prospectivity
