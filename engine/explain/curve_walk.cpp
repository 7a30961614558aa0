#include "engine/explain/curve_walk.h"

#include <algorithm>
#include <utility>

namespace prospectivity {

namespace {

/// Grid points that are followed together: their units stay in the cache.
constexpr std::size_t stretchPoints = 24;

std::size_t width(const Field& field) {
  return static_cast<std::size_t>(std::max(0, field.width()));
}

bool contains(const Field& field, int position) {
  return field.first <= position && position <= field.last;
}

Field before(const Field& field) {
  return {0, field.first - 1};
}

Field behind(const Field& field, const Field& all) {
  return {field.last + 1, all.last};
}

/// `rows` copies of a row of units.
void repeat(const float* from, std::size_t units, std::size_t rows, float* to, std::size_t stride) {
  for (std::size_t row = 0; row < rows; ++row)
    std::copy_n(from, units, to + row * stride);
}

} // namespace

CurveWalk::CurveWalk(const CurveNetwork& network, const FloatMatrix& rows, std::size_t position)
    : mNetwork(network),
      mRows(static_cast<std::size_t>(rows.rows())), mAll{0, static_cast<int>(network.features) - 1},
      mFields{Field{static_cast<int>(position), static_cast<int>(position)}} {
  for (std::size_t layer = 0; layer < network.convolutions.size(); ++layer)
    mFields.push_back(network.reached(mFields.back(), layer));
  mPooledField = network.pooledField(mFields.back());
  evaluateUnreached(rows);
  poolUnreached();

  const CurveNetwork::Convolution& first = network.convolutions.front();
  mInputSlopes.resize(width(mFields[1]) * first.outputs);
  for (int q = mFields[1].first; q <= mFields[1].last; ++q) {
    const std::size_t tap = position + first.taps / 2 - static_cast<std::size_t>(q);
    std::copy_n(first.weights.data() + tap * first.outputs, first.outputs,
                mInputSlopes.data() + static_cast<std::size_t>(q - mFields[1].first) * first.outputs);
  }
}

/// Adds what the positions of `taken` give to an output of the convolution. `held`: the positions of
/// `inputs`.
void CurveWalk::addTaps(std::size_t layer, const FloatRow& inputs, const Field& held, std::size_t rows,
                        int output, const Field& taken, float* out, std::size_t outStride) const {
  const CurveNetwork::Convolution& convolution = mNetwork.convolutions[layer];
  const int leftmost = output - static_cast<int>(convolution.taps / 2);
  const int first = std::max(leftmost, taken.first);
  const int last = std::min(leftmost + static_cast<int>(convolution.taps) - 1, taken.last);
  if (first > last)
    return;
  const std::size_t tapWeights = convolution.inputs * convolution.outputs;
  addProducts(inputs.data() + static_cast<std::size_t>(first - held.first) * convolution.inputs,
              width(held) * convolution.inputs, rows,
              convolution.weights.data() + static_cast<std::size_t>(first - leftmost) * tapWeights,
              static_cast<std::size_t>(last - first + 1) * convolution.inputs, convolution.outputs, out,
              outStride);
}

void CurveWalk::evaluateUnreached(const FloatMatrix& rows) {
  const std::size_t features = mNetwork.features;
  mActivations.resize(mNetwork.convolutions.size() + 1);
  mConstants.resize(mNetwork.convolutions.size());
  mActivations[0].resize(mRows * features);
  for (std::size_t i = 0; i < mRows; ++i)
    for (std::size_t p = 0; p < features; ++p)
      mActivations[0].data()[i * features + p] =
          (rows(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(mNetwork.order[p])) -
           mNetwork.center[p]) /
          mNetwork.scale[p];
  for (std::size_t layer = 0; layer < mNetwork.convolutions.size(); ++layer) {
    keepConstants(layer);
    const CurveNetwork::Convolution& convolution = mNetwork.convolutions[layer];
    const std::size_t stride = features * convolution.outputs;
    FloatRow& outputs = mActivations[layer + 1];
    outputs.resize(mRows * stride);
    for (int q = 0; q <= mAll.last; ++q) {
      if (contains(mFields[layer + 1], q))
        continue;
      float* out = outputs.data() + static_cast<std::size_t>(q) * convolution.outputs;
      repeat(convolution.bias.data(), convolution.outputs, mRows, out, stride);
      addTaps(layer, mActivations[layer], mAll, mRows, q, mAll, out, stride);
      for (std::size_t i = 0; i < mRows; ++i)
        for (std::size_t c = 0; c < convolution.outputs; ++c)
          out[i * stride + c] = std::max(0.0F, out[i * stride + c]);
    }
  }
}

/// Bias and unreached inputs of a convolution's reached outputs.
void CurveWalk::keepConstants(std::size_t layer) {
  const CurveNetwork::Convolution& convolution = mNetwork.convolutions[layer];
  const Field& inputs = mFields[layer];
  const Field& outputs = mFields[layer + 1];
  const std::size_t stride = width(outputs) * convolution.outputs;
  mConstants[layer].resize(mRows * stride);
  for (int q = outputs.first; q <= outputs.last; ++q) {
    float* out = mConstants[layer].data() + static_cast<std::size_t>(q - outputs.first) * convolution.outputs;
    repeat(convolution.bias.data(), convolution.outputs, mRows, out, stride);
    for (const Field& side : {before(inputs), behind(inputs, mAll)})
      addTaps(layer, mActivations[layer], mAll, mRows, q, side, out, stride);
  }
}

void CurveWalk::poolUnreached() {
  const std::size_t channels = mNetwork.channels();
  const std::size_t inputs = mNetwork.features * channels;
  const std::size_t positions = mNetwork.pooledPositions();
  const bool isPooled = mNetwork.pooling != Pooling::None;
  const CurvePooling pooling = mNetwork.pooling == Pooling::Max ? CurvePooling::Max : CurvePooling::Mean;
  const FloatRow& last = mActivations.back();
  if (isPooled) {
    mPooled.resize(mRows * positions * channels);
    for (std::size_t p = 0; p < positions; ++p) {
      if (contains(mPooledField, static_cast<int>(p)))
        continue;
      const std::size_t second = std::min(2 * p + 1, mNetwork.features - 1);
      poolRows({last.data() + 2 * p * channels, nullptr, inputs},
               {last.data() + second * channels, nullptr, inputs}, pooling, channels, mRows,
               mPooled.data() + p * channels, nullptr, positions * channels);
    }
  }
  const float* from = isPooled ? mPooled.data() : last.data();
  const CurveNetwork::Dense& dense = mNetwork.dense.front();
  mRest.resize(mRows * dense.outputs);
  repeat(dense.bias.data(), dense.outputs, mRows, mRest.data(), dense.outputs);
  for (const Field& side :
       {before(mPooledField), behind(mPooledField, {0, static_cast<int>(positions) - 1})}) {
    const std::size_t start = static_cast<std::size_t>(side.first) * channels;
    const float* weights = dense.weights.data() + start * dense.outputs;
    if (dense.outputs == 1)
      addDots(from + start, positions * channels, mRows, weights, width(side) * channels, mRest.data());
    else
      addProducts(from + start, positions * channels, mRows, weights, width(side) * channels, dense.outputs,
                  mRest.data(), dense.outputs);
  }
}

void CurveWalk::follow(std::size_t row, const std::vector<float>& points, float* logits, float* slopes) {
  startLines(row, points);
  for (std::size_t first = 0; first < points.size(); first += stretchPoints) {
    const std::size_t count = std::min(stretchPoints, points.size() - first);
    walkLines(row, points, first, count, slopes != nullptr);
    for (std::size_t layer = 2; layer < mNetwork.convolutions.size(); ++layer)
      convolve(layer, row, count, slopes != nullptr);
    if (mNetwork.pooling != Pooling::None)
      pool(row, count, slopes != nullptr);
    finish(row, count, logits + first, slopes != nullptr ? slopes + first : nullptr);
  }
}

/// The lines at the first grid point, and the kinks to come.
void CurveWalk::startLines(std::size_t row, const std::vector<float>& points) {
  const std::size_t units = lineUnits();
  mOffsets.resize(units);
  mSlopes.resize(units);
  mKinks.resize(points.size());
  const float* constants = mConstants[lineLayer()].data() + row * units;
  std::copy_n(constants, units, mOffsets.data());
  if (lineLayer() == 0) {
    std::copy_n(mInputSlopes.data(), units, mSlopes.data());
    return;
  }
  std::fill_n(mSlopes.data(), units, 0.0);
  for (std::vector<std::size_t>& kinked : mKinks)
    kinked.clear();
  const std::size_t inputs = width(mFields[1]) * mNetwork.convolutions[0].outputs;
  const float* offsets = mConstants[0].data() + row * inputs;
  const float* slopes = mInputSlopes.data();
  mActive.resize(inputs);
  countActive(offsets, slopes, inputs, points.data(), points.size(), mActive.data());
  for (std::size_t unit = 0; unit < inputs; ++unit) {
    const auto active = static_cast<std::size_t>(mActive.data()[unit]);
    const bool isRising = slopes[unit] > 0;
    if (active == points.size() || (active > 0 && !isRising))
      switchUnit(unit, offsets, 1);
    if (active > 0 && active < points.size())
      mKinks[isRising ? points.size() - active : active].push_back(unit);
  }
}

/// Evaluates the lines of a stretch of points, from kink to kink.
void CurveWalk::walkLines(std::size_t row, const std::vector<float>& points, std::size_t first,
                          std::size_t count, bool withSlopes) {
  const std::size_t units = lineUnits();
  const float* offsets = mConstants[0].data() + row * width(mFields[1]) * mNetwork.convolutions[0].outputs;
  Reached& reached = mReached[0];
  reached.values.resize(count * units);
  reached.derivatives.resize(withSlopes ? count * units : 0);
  for (std::size_t done = 0; done < count;) {
    for (const std::size_t unit : mKinks[first + done])
      switchUnit(unit, offsets, mInputSlopes.data()[unit] > 0 ? 1 : -1);
    std::size_t next = done + 1;
    while (next < count && mKinks[first + next].empty())
      ++next;
    evaluateLines(mOffsets.data(), mSlopes.data(), units, points.data() + first + done, next - done,
                  reached.values.data() + done * units,
                  withSlopes ? reached.derivatives.data() + done * units : nullptr);
    done = next;
  }
}

/// The second convolution, or the only one: its units are lines between the kinks of the first one's.
std::size_t CurveWalk::lineLayer() const {
  return std::min<std::size_t>(1, mNetwork.convolutions.size() - 1);
}

std::size_t CurveWalk::lineUnits() const {
  return width(mFields[lineLayer() + 1]) * mNetwork.convolutions[lineLayer()].outputs;
}

/// A unit of the first convolution enters (sign 1) or leaves (-1) the sums of the second.
void CurveWalk::switchUnit(std::size_t unit, const float* offsets, double sign) {
  const CurveNetwork::Convolution& second = mNetwork.convolutions[1];
  const int position = mFields[1].first + static_cast<int>(unit / second.inputs);
  const int leftmost = position - static_cast<int>(second.taps / 2);
  const int first = std::max(leftmost, mAll.first);
  const int last = std::min(leftmost + static_cast<int>(second.taps) - 1, mAll.last);
  const std::size_t place = static_cast<std::size_t>(first - mFields[2].first) * second.outputs;
  const std::size_t tap = unit % second.inputs * second.taps + static_cast<std::size_t>(first - leftmost);
  addLine(mOffsets.data() + place, mSlopes.data() + place, mNetwork.spread.data() + tap * second.outputs,
          static_cast<std::size_t>(last - first + 1) * second.outputs,
          sign * static_cast<double>(offsets[unit]), sign * static_cast<double>(mInputSlopes.data()[unit]));
}

/// A further convolution, at every grid point.
void CurveWalk::convolve(std::size_t layer, std::size_t row, std::size_t count, bool withSlopes) {
  const std::size_t channels = mNetwork.convolutions[layer].outputs;
  const Field& inputs = mFields[layer];
  const Field& outputs = mFields[layer + 1];
  const std::size_t units = width(outputs) * channels;
  const auto sum = [&](const FloatRow& from, FloatRow& to) {
    to.resize(count * units);
    std::fill_n(to.data(), count * units, 0.0F);
    for (int q = outputs.first; q <= outputs.last; ++q)
      addTaps(layer, from, inputs, count, q, inputs,
              to.data() + static_cast<std::size_t>(q - outputs.first) * channels, units);
  };
  sum(mReached[0].values, mReached[1].values);
  if (withSlopes)
    sum(mReached[0].derivatives, mReached[1].derivatives);
  std::swap(mReached[0], mReached[1]);
  addAndClip(mConstants[layer].data() + row * units, units, count, mReached[0].values.data(),
             withSlopes ? mReached[0].derivatives.data() : nullptr);
}

void CurveWalk::pool(std::size_t row, std::size_t count, bool withSlopes) {
  const std::size_t channels = mNetwork.channels();
  const std::size_t units = width(mPooledField) * channels;
  const Field& inputs = mFields.back();
  const float* unreached = mActivations.back().data() + row * mNetwork.features * channels;
  mReached[1].values.resize(count * units);
  mReached[1].derivatives.resize(withSlopes ? count * units : 0);
  const auto position = [&](int p) -> PoolingPosition {
    if (!contains(inputs, p))
      return {unreached + static_cast<std::size_t>(p) * channels, nullptr, 0};
    const std::size_t place = static_cast<std::size_t>(p - inputs.first) * channels;
    return {mReached[0].values.data() + place, withSlopes ? mReached[0].derivatives.data() + place : nullptr,
            width(inputs) * channels};
  };
  const CurvePooling pooling = mNetwork.pooling == Pooling::Max ? CurvePooling::Max : CurvePooling::Mean;
  for (int p = mPooledField.first; p <= mPooledField.last; ++p) {
    const std::size_t place = static_cast<std::size_t>(p - mPooledField.first) * channels;
    poolRows(position(2 * p), position(std::min(2 * p + 1, mAll.last)), pooling, channels, count,
             mReached[1].values.data() + place, withSlopes ? mReached[1].derivatives.data() + place : nullptr,
             units);
  }
  std::swap(mReached[0], mReached[1]);
}

/// The dense layers.
void CurveWalk::finish(std::size_t row, std::size_t count, float* logits, float* slopes) {
  const float* weights =
      mNetwork.dense.front().weights.data() +
      static_cast<std::size_t>(mPooledField.first) * mNetwork.channels() * mNetwork.dense.front().outputs;
  const float* constants = mRest.data() + row * mNetwork.dense.front().outputs;
  std::size_t inputs = width(mPooledField) * mNetwork.channels();
  for (std::size_t layer = 0; layer + 1 < mNetwork.dense.size(); ++layer) {
    const std::size_t outputs = mNetwork.dense[layer].outputs;
    const auto sum = [&](const FloatRow& from, FloatRow& to) {
      to.resize(count * outputs);
      std::fill_n(to.data(), count * outputs, 0.0F);
      addProducts(from.data(), inputs, count, weights, inputs, outputs, to.data(), outputs);
    };
    sum(mReached[0].values, mReached[1].values);
    if (slopes != nullptr)
      sum(mReached[0].derivatives, mReached[1].derivatives);
    std::swap(mReached[0], mReached[1]);
    addAndClip(constants, outputs, count, mReached[0].values.data(),
               slopes != nullptr ? mReached[0].derivatives.data() : nullptr);
    inputs = outputs;
    weights = mNetwork.dense[layer + 1].weights.data();
    constants = mNetwork.dense[layer + 1].bias.data();
  }
  std::fill_n(logits, count, *constants);
  addDots(mReached[0].values.data(), inputs, count, weights, inputs, logits);
  if (slopes == nullptr)
    return;
  std::fill_n(slopes, count, 0.0F);
  addDots(mReached[0].derivatives.data(), inputs, count, weights, inputs, slopes);
}

} // namespace prospectivity
