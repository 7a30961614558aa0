#include "engine/network/unreached_units.h"

#include <algorithm>

namespace prospectivity {

namespace {

PositionRange before(const PositionRange& field) {
  return {0, field.first - 1};
}

PositionRange behind(const PositionRange& field, int last) {
  return {field.last + 1, last};
}

/// `rows` copies of a row of units.
void repeat(const FloatRow& from, std::size_t units, std::size_t rows, float* to, std::size_t stride) {
  for (std::size_t row = 0; row < rows; ++row)
    std::copy_n(from.data(), units, to + row * stride);
}

} // namespace

UnreachedUnits::UnreachedUnits(const CurveNetwork& network, const FloatMatrix& rows, std::size_t position)
    : mNetwork(network),
      mRows(static_cast<std::size_t>(rows.rows())), mAll{0, static_cast<int>(network.features) - 1},
      mFields{PositionRange{static_cast<int>(position), static_cast<int>(position)}},
      mActivations(network.convolutions.size() + 1), mConstants(network.convolutions.size()) {
  for (std::size_t layer = 0; layer < network.convolutions.size(); ++layer)
    mFields.push_back(network.reached(mFields.back(), layer));
  mPooledField = network.pooledField(mFields.back());
  scaleInputs(rows);
  for (std::size_t layer = 0; layer < network.convolutions.size(); ++layer) {
    keepConstants(layer);
    convolve(layer);
  }
  if (network.pooling == Pooling::None)
    keepDenseConstants(mActivations.back());
  else
    keepDenseConstants(pool());
}

const float* UnreachedUnits::constants(std::size_t layer, std::size_t row) const {
  return mConstants[layer].data() + row * widthOf(mFields[layer + 1]) * mNetwork.convolutions[layer].outputs;
}

const float* UnreachedUnits::lastActivations(std::size_t row) const {
  return mActivations.back().data() + row * mNetwork.features * mNetwork.channels();
}

const float* UnreachedUnits::denseConstants(std::size_t row) const {
  return mDenseConstants.data() + row * mNetwork.dense.front().outputs;
}

void UnreachedUnits::scaleInputs(const FloatMatrix& rows) {
  const std::size_t features = mNetwork.features;
  const std::size_t channels = mNetwork.convolutions.front().inputs;
  mActivations[0].resize(mRows * features * channels);
  for (std::size_t i = 0; i < mRows; ++i)
    for (std::size_t p = 0; p < features; ++p) {
      const float scaled = mNetwork.scaling.scaled(
          p, rows(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(mNetwork.order[p])));
      mNetwork.inputChannels.encode(p, &scaled, 1, mActivations[0].data() + (i * features + p) * channels, 1);
    }
}

void UnreachedUnits::convolve(std::size_t layer) {
  const CurveNetwork::Convolution& convolution = mNetwork.convolutions[layer];
  const std::size_t stride = mNetwork.features * convolution.outputs;
  FloatRow& outputs = mActivations[layer + 1];
  outputs.resize(mRows * stride);
  for (int q = 0; q <= mAll.last; ++q) {
    if (mFields[layer + 1].holds({q, q}))
      continue;
    float* out = outputs.data() + static_cast<std::size_t>(q) * convolution.outputs;
    repeat(convolution.bias, convolution.outputs, mRows, out, stride);
    convolution.addTaps(mActivations[layer], mAll, mRows, q, mAll, out, stride);
    for (std::size_t i = 0; i < mRows; ++i)
      for (std::size_t c = 0; c < convolution.outputs; ++c)
        out[i * stride + c] = std::max(0.0F, out[i * stride + c]);
  }
}

void UnreachedUnits::keepConstants(std::size_t layer) {
  const CurveNetwork::Convolution& convolution = mNetwork.convolutions[layer];
  const PositionRange& inputs = mFields[layer];
  const PositionRange& outputs = mFields[layer + 1];
  const std::size_t stride = widthOf(outputs) * convolution.outputs;
  mConstants[layer].resize(mRows * stride);
  for (int q = outputs.first; q <= outputs.last; ++q) {
    float* out = mConstants[layer].data() + static_cast<std::size_t>(q - outputs.first) * convolution.outputs;
    repeat(convolution.bias, convolution.outputs, mRows, out, stride);
    for (const PositionRange& side : {before(inputs), behind(inputs, mAll.last)})
      convolution.addTaps(mActivations[layer], mAll, mRows, q, side, out, stride);
  }
}

/// [sample][pooled position][unit], set where unreached.
FloatRow UnreachedUnits::pool() const {
  const std::size_t channels = mNetwork.channels();
  const std::size_t inputs = mNetwork.features * channels;
  const std::size_t positions = mNetwork.pooledPositions();
  const CurvePooling pooling = mNetwork.pooling == Pooling::Max ? CurvePooling::Max : CurvePooling::Mean;
  const float* last = mActivations.back().data();
  FloatRow pooled;
  pooled.resize(mRows * positions * channels);
  for (int p = 0; p < static_cast<int>(positions); ++p) {
    if (mPooledField.holds({p, p}))
      continue;
    const auto place = static_cast<std::size_t>(p);
    const std::size_t second = std::min(2 * place + 1, mNetwork.features - 1);
    kernels<CurveKernels>().poolRows({last + 2 * place * channels, nullptr, inputs},
                                     {last + second * channels, nullptr, inputs}, pooling, channels, mRows,
                                     pooled.data() + place * channels, nullptr, positions * channels);
  }
  return pooled;
}

/// `pooled`: [sample][pooled position][unit].
void UnreachedUnits::keepDenseConstants(const FloatRow& pooled) {
  const std::size_t channels = mNetwork.channels();
  const std::size_t positions = mNetwork.pooledPositions();
  const CurveNetwork::Dense& dense = mNetwork.dense.front();
  mDenseConstants.resize(mRows * dense.outputs);
  repeat(dense.bias, dense.outputs, mRows, mDenseConstants.data(), dense.outputs);
  for (const PositionRange& side :
       {before(mPooledField), behind(mPooledField, static_cast<int>(positions) - 1)}) {
    const std::size_t start = static_cast<std::size_t>(side.first) * channels;
    const float* weights = dense.weights.data() + start * dense.outputs;
    if (dense.outputs == 1)
      kernels<CurveKernels>().addDots(pooled.data() + start, positions * channels, mRows, weights,
                                      widthOf(side) * channels, mDenseConstants.data());
    else
      kernels<CurveKernels>().addProducts(pooled.data() + start, positions * channels, mRows, weights,
                                          widthOf(side) * channels, dense.outputs, mDenseConstants.data(),
                                          dense.outputs);
  }
}

} // namespace prospectivity
