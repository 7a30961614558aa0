#include "engine/network/plane_network.h"

#include "engine/network/row_sums.h"

#include <algorithm>

namespace prospectivity {

namespace {

std::size_t size(int value) {
  return static_cast<std::size_t>(value);
}

static_assert(PlaneNetwork::cellsPerBlock % rowSumCells == 0, "blocks need no padding");

} // namespace

PlaneNetwork::PlaneNetwork(const Network& network) : mInputs(size(network.shape.inputs())) {
  const NetworkShape& shape = network.shape;
  const bool windowed = shape.window > 1;
  int side = windowed ? shape.window : shape.features;
  for (const ConvolutionLayer& layer : network.convolutions)
    if (windowed) {
      addWindowConvolution(layer, side);
      side -= layer.kernel - 1;
    } else {
      addVectorConvolution(layer, side);
    }
  if (shape.pooling != Pooling::None)
    addPooling(shape.pooling, shape.filters.back(), side, windowed);
  for (std::size_t i = 0; i < network.dense.size(); ++i)
    addDense(network.dense[i], i + 1 == network.dense.size());
}

void PlaneNetwork::setWeights(Layer& layer, const std::vector<float>& weight,
                              const std::vector<float>& bias) {
  const std::size_t stride = size(paddedOutputs(layer.channels));
  layer.weights.assign(size(layer.perPosition) * stride, 0.0F);
  for (std::size_t out = 0; out < size(layer.channels); ++out)
    for (std::size_t in = 0; in < size(layer.perPosition); ++in)
      layer.weights[in * stride + out] = weight[out * size(layer.perPosition) + in];
  layer.bias = bias;
  layer.bias.resize(stride, 0.0F);
}

void PlaneNetwork::addVectorConvolution(const ConvolutionLayer& layer, int positions) {
  Layer laid;
  laid.channels = layer.outChannels;
  laid.positions = positions;
  laid.perPosition = layer.inChannels * layer.kernel;
  laid.relu = true;
  for (int position = 0; position < positions; ++position)
    for (int channel = 0; channel < layer.inChannels; ++channel)
      for (int tap = 0; tap < layer.kernel; ++tap) {
        const int from = position + tap - layer.kernel / 2;
        laid.sources.push_back(from >= 0 && from < positions ? channel * positions + from : -1);
      }
  setWeights(laid, layer.weight, layer.bias);
  mLayers.push_back(std::move(laid));
}

void PlaneNetwork::addWindowConvolution(const ConvolutionLayer& layer, int side) {
  Layer laid;
  const int left = side - layer.kernel + 1;
  laid.channels = layer.outChannels;
  laid.positions = left * left;
  laid.perPosition = layer.inChannels * layer.kernel * layer.kernel;
  laid.relu = true;
  for (int y = 0; y < left; ++y)
    for (int x = 0; x < left; ++x)
      for (int channel = 0; channel < layer.inChannels; ++channel)
        for (int dy = 0; dy < layer.kernel; ++dy)
          for (int dx = 0; dx < layer.kernel; ++dx)
            laid.sources.push_back((channel * side + y + dy) * side + x + dx);
  setWeights(laid, layer.weight, layer.bias);
  mLayers.push_back(std::move(laid));
}

void PlaneNetwork::addPooling(Pooling pooling, int channels, int positions, bool windowed) {
  Layer laid;
  laid.kind = pooling == Pooling::Max ? Kind::Largest : Kind::Mean;
  laid.channels = channels;
  if (windowed) {
    const int half = positions / 2;
    laid.positions = half * half;
    laid.perPosition = 4;
    for (int y = 0; y < half; ++y)
      for (int x = 0; x < half; ++x)
        for (const int cell : {0, 1, positions, positions + 1})
          laid.sources.push_back(2 * y * positions + 2 * x + cell);
  } else {
    laid.positions = (positions + 1) / 2;
    laid.perPosition = 2;
    for (int p = 0; p < laid.positions; ++p) {
      laid.sources.push_back(2 * p);
      laid.sources.push_back(2 * p + 1 < positions ? 2 * p + 1 : -1);
    }
  }
  mLayers.push_back(std::move(laid));
}

void PlaneNetwork::addDense(const DenseLayer& layer, bool last) {
  Layer laid;
  laid.channels = layer.outputs;
  laid.positions = 1;
  laid.perPosition = layer.inputs;
  laid.relu = !last;
  for (int i = 0; i < layer.inputs; ++i)
    laid.sources.push_back(i);
  setWeights(laid, layer.weight, layer.bias);
  mLayers.push_back(std::move(laid));
}

void PlaneNetwork::thin(double dropout, Random& random) {
  for (Layer& layer : mLayers) {
    if (!layer.relu)
      continue;
    layer.keep.clear();
    for (int i = 0; i < layer.channels * layer.positions; ++i)
      layer.keep.push_back(random.uniform() < dropout ? 0.0F : static_cast<float>(1 / (1 - dropout)));
  }
}

std::size_t PlaneNetwork::workspace() const {
  std::size_t planes = mInputs + 2; // and one of zeros, one that takes what nobody reads
  for (const Layer& layer : mLayers)
    planes += size(layer.channels) * size(layer.positions);
  return planes * size(cellsPerBlock);
}

const float* PlaneNetwork::evaluate(float* workspace, int cells) const {
  float* before = workspace;
  float* zero = workspace + mInputs * size(cellsPerBlock);
  float* scratch = zero + cellsPerBlock;
  std::fill_n(zero, cellsPerBlock, 0.0F);
  float* planes = scratch + cellsPerBlock;
  int positionsBefore = 0; // of the layer before; its planes are [channel][position]
  std::vector<const float*> inputs;
  std::vector<float*> outputs;
  for (const Layer& layer : mLayers) {
    const auto plane = [&](int channel, int position) {
      return planes + (size(channel) * size(layer.positions) + size(position)) * size(cellsPerBlock);
    };
    for (int position = 0; position < layer.positions; ++position) {
      const int* sources = layer.sources.data() + size(position) * size(layer.perPosition);
      const auto source = [&](int k, int first) {
        return sources[k] < 0 ? zero : before + size(first + sources[k]) * size(cellsPerBlock);
      };
      if (layer.kind == Kind::Sum) {
        inputs.clear();
        for (int k = 0; k < layer.perPosition; ++k)
          inputs.push_back(source(k, 0));
        outputs.clear();
        for (int channel = 0; channel < layer.channels; ++channel)
          outputs.push_back(plane(channel, position));
        outputs.resize(size(paddedOutputs(layer.channels)), scratch);
        kernels<RowSumKernels>().sumRows({inputs.data(), layer.perPosition, layer.weights.data(),
                                          layer.bias.data(), outputs.data(), layer.channels, cells,
                                          layer.relu});
        if (!layer.keep.empty())
          for (int channel = 0; channel < layer.channels; ++channel)
            for (int i = 0; i < cells; ++i)
              plane(channel, position)[i] *=
                  layer.keep[size(channel) * size(layer.positions) + size(position)];
        continue;
      }
      const auto count =
          std::count_if(sources, sources + layer.perPosition, [](int from) { return from >= 0; });
      for (int channel = 0; channel < layer.channels; ++channel) {
        float* to = plane(channel, position);
        const float* soFar = source(0, channel * positionsBefore);
        if (count == 1)
          std::copy_n(soFar, cells, to);
        for (int k = 1; k < count; ++k, soFar = to) {
          const float* from = source(k, channel * positionsBefore);
          for (int i = 0; i < cells; ++i)
            to[i] = layer.kind == Kind::Largest ? std::max(soFar[i], from[i]) : soFar[i] + from[i];
        }
        if (layer.kind == Kind::Mean)
          for (int i = 0; i < cells; ++i)
            to[i] /= static_cast<float>(count);
      }
    }
    before = planes;
    positionsBefore = layer.positions;
    planes += size(layer.channels) * size(layer.positions) * size(cellsPerBlock);
  }
  return before;
}

} // namespace prospectivity
