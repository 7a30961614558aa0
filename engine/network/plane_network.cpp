#include "engine/network/plane_network.h"

#include "engine/network/row_sums.h"

#include <algorithm>
#include <utility>

namespace prospectivity {

namespace {

std::size_t size(int value) {
  return static_cast<std::size_t>(value);
}

static_assert(PlaneNetwork::cellsPerBlock % rowSumCells == 0, "blocks need no padding");

} // namespace

PlaneNetwork::PlaneNetwork(const Network& network) : mInputs(size(network.shape.encodedInputs())) {
  for (const NetworkLayer& layer : network.layers)
    addLayer(layer);
}

void PlaneNetwork::addLayer(const NetworkLayer& layer) {
  Layer laid;
  laid.channels = layer.output.channels;
  laid.positions = layer.output.positions();
  laid.relu = layer.isRectified;
  if (!layer.hasWeights())
    laid.kind = layer.kind == LayerKind::MaxPooling ? Kind::Largest : Kind::Mean;
  const int channels = layer.hasWeights() ? layer.input.channels : 1;
  laid.perPosition = channels * layer.taps();
  for (int position = 0; position < laid.positions; ++position)
    for (int channel = 0; channel < channels; ++channel)
      for (int tap = 0; tap < layer.taps(); ++tap) {
        const int met = layer.met(position, tap);
        laid.sources.push_back(met < 0 ? -1 : channel * layer.input.positions() + met);
      }
  if (layer.hasWeights()) {
    const std::size_t stride = size(paddedOutputs(laid.channels));
    laid.weights.assign(size(laid.perPosition) * stride, 0.0F);
    for (std::size_t out = 0; out < size(laid.channels); ++out)
      for (std::size_t in = 0; in < size(laid.perPosition); ++in)
        laid.weights[in * stride + out] = layer.weight[out * size(laid.perPosition) + in];
    laid.bias = layer.bias;
    laid.bias.resize(stride, 0.0F);
  }
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
