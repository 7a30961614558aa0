#include "engine/network/curve_walk.h"

#include <algorithm>
#include <utility>

namespace prospectivity {

namespace {

/// Grid points that are followed together: their units stay in the cache.
constexpr std::size_t stretchPoints = 24;

} // namespace

CurveWalk::CurveWalk(const CurveNetwork& network, const FloatMatrix& rows, std::size_t position)
    : mNetwork(network), mUnreached(network, rows, position) {
  const CurveNetwork::Convolution& first = network.convolutions.front();
  const Field& outputs = mUnreached.reached(1);
  mInputSlopes.resize(widthOf(outputs) * first.outputs);
  for (int q = outputs.first; q <= outputs.last; ++q) {
    const std::size_t tap = position + first.taps / 2 - static_cast<std::size_t>(q);
    std::copy_n(first.weights.data() + tap * first.outputs, first.outputs,
                mInputSlopes.data() + static_cast<std::size_t>(q - outputs.first) * first.outputs);
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
  const float* constants = mUnreached.constants(lineLayer(), row);
  std::copy_n(constants, units, mOffsets.data());
  if (lineLayer() == 0) {
    std::copy_n(mInputSlopes.data(), units, mSlopes.data());
    return;
  }
  std::fill_n(mSlopes.data(), units, 0.0);
  for (std::vector<std::size_t>& kinked : mKinks)
    kinked.clear();
  const std::size_t inputs = widthOf(mUnreached.reached(1)) * mNetwork.convolutions[0].outputs;
  const float* offsets = mUnreached.constants(0, row);
  const float* slopes = mInputSlopes.data();
  mActive.resize(inputs);
  kernels<CurveKernels>().countActive(offsets, slopes, inputs, points.data(), points.size(), mActive.data());
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
  const float* offsets = mUnreached.constants(0, row);
  Reached& reached = mReached[0];
  reached.values.resize(count * units);
  reached.derivatives.resize(withSlopes ? count * units : 0);
  for (std::size_t done = 0; done < count;) {
    for (const std::size_t unit : mKinks[first + done])
      switchUnit(unit, offsets, mInputSlopes.data()[unit] > 0 ? 1 : -1);
    std::size_t next = done + 1;
    while (next < count && mKinks[first + next].empty())
      ++next;
    kernels<CurveKernels>().evaluateLines(mOffsets.data(), mSlopes.data(), units,
                                          points.data() + first + done, next - done,
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
  return widthOf(mUnreached.reached(lineLayer() + 1)) * mNetwork.convolutions[lineLayer()].outputs;
}

/// A unit of the first convolution enters (sign 1) or leaves (-1) the sums of the second.
void CurveWalk::switchUnit(std::size_t unit, const float* offsets, double sign) {
  const CurveNetwork::Convolution& second = mNetwork.convolutions[1];
  const int position = mUnreached.reached(1).first + static_cast<int>(unit / second.inputs);
  const int leftmost = position - static_cast<int>(second.taps / 2);
  const int first = std::max(leftmost, mUnreached.all().first);
  const int last = std::min(leftmost + static_cast<int>(second.taps) - 1, mUnreached.all().last);
  const std::size_t place = static_cast<std::size_t>(first - mUnreached.reached(2).first) * second.outputs;
  const std::size_t tap = unit % second.inputs * second.taps + static_cast<std::size_t>(first - leftmost);
  kernels<CurveKernels>().addLine(
      mOffsets.data() + place, mSlopes.data() + place, mNetwork.spread.data() + tap * second.outputs,
      static_cast<std::size_t>(last - first + 1) * second.outputs, sign * static_cast<double>(offsets[unit]),
      sign * static_cast<double>(mInputSlopes.data()[unit]));
}

/// A further convolution, at every grid point.
void CurveWalk::convolve(std::size_t layer, std::size_t row, std::size_t count, bool withSlopes) {
  const CurveNetwork::Convolution& convolution = mNetwork.convolutions[layer];
  const std::size_t channels = convolution.outputs;
  const Field& inputs = mUnreached.reached(layer);
  const Field& outputs = mUnreached.reached(layer + 1);
  const std::size_t units = widthOf(outputs) * channels;
  const auto sum = [&](const FloatRow& from, FloatRow& to) {
    to.resize(count * units);
    std::fill_n(to.data(), count * units, 0.0F);
    for (int q = outputs.first; q <= outputs.last; ++q)
      convolution.addTaps(from, inputs, count, q, inputs,
                          to.data() + static_cast<std::size_t>(q - outputs.first) * channels, units);
  };
  sum(mReached[0].values, mReached[1].values);
  if (withSlopes)
    sum(mReached[0].derivatives, mReached[1].derivatives);
  std::swap(mReached[0], mReached[1]);
  kernels<CurveKernels>().addAndClip(mUnreached.constants(layer, row), units, count,
                                     mReached[0].values.data(),
                                     withSlopes ? mReached[0].derivatives.data() : nullptr);
}

void CurveWalk::pool(std::size_t row, std::size_t count, bool withSlopes) {
  const std::size_t channels = mNetwork.channels();
  const std::size_t units = widthOf(mUnreached.reachedPooled()) * channels;
  const Field& inputs = mUnreached.reached(mNetwork.convolutions.size());
  const float* unreached = mUnreached.lastActivations(row);
  mReached[1].values.resize(count * units);
  mReached[1].derivatives.resize(withSlopes ? count * units : 0);
  const auto position = [&](int p) -> PoolingPosition {
    if (!inputs.holds({p, p}))
      return {unreached + static_cast<std::size_t>(p) * channels, nullptr, 0};
    const std::size_t place = static_cast<std::size_t>(p - inputs.first) * channels;
    return {mReached[0].values.data() + place, withSlopes ? mReached[0].derivatives.data() + place : nullptr,
            widthOf(inputs) * channels};
  };
  const CurvePooling pooling = mNetwork.pooling == Pooling::Max ? CurvePooling::Max : CurvePooling::Mean;
  for (int p = mUnreached.reachedPooled().first; p <= mUnreached.reachedPooled().last; ++p) {
    const std::size_t place = static_cast<std::size_t>(p - mUnreached.reachedPooled().first) * channels;
    kernels<CurveKernels>().poolRows(position(2 * p), position(std::min(2 * p + 1, mUnreached.all().last)),
                                     pooling, channels, count, mReached[1].values.data() + place,
                                     withSlopes ? mReached[1].derivatives.data() + place : nullptr, units);
  }
  std::swap(mReached[0], mReached[1]);
}

/// The dense layers.
void CurveWalk::finish(std::size_t row, std::size_t count, float* logits, float* slopes) {
  const float* weights =
      mNetwork.dense.front().weights.data() + static_cast<std::size_t>(mUnreached.reachedPooled().first) *
                                                  mNetwork.channels() * mNetwork.dense.front().outputs;
  const float* constants = mUnreached.denseConstants(row);
  std::size_t inputs = widthOf(mUnreached.reachedPooled()) * mNetwork.channels();
  for (std::size_t layer = 0; layer + 1 < mNetwork.dense.size(); ++layer) {
    const std::size_t outputs = mNetwork.dense[layer].outputs;
    const auto sum = [&](const FloatRow& from, FloatRow& to) {
      to.resize(count * outputs);
      std::fill_n(to.data(), count * outputs, 0.0F);
      kernels<CurveKernels>().addProducts(from.data(), inputs, count, weights, inputs, outputs, to.data(),
                                          outputs);
    };
    sum(mReached[0].values, mReached[1].values);
    if (slopes != nullptr)
      sum(mReached[0].derivatives, mReached[1].derivatives);
    std::swap(mReached[0], mReached[1]);
    kernels<CurveKernels>().addAndClip(constants, outputs, count, mReached[0].values.data(),
                                       slopes != nullptr ? mReached[0].derivatives.data() : nullptr);
    inputs = outputs;
    weights = mNetwork.dense[layer + 1].weights.data();
    constants = mNetwork.dense[layer + 1].bias.data();
  }
  std::fill_n(logits, count, *constants);
  kernels<CurveKernels>().addDots(mReached[0].values.data(), inputs, count, weights, inputs, logits);
  if (slopes == nullptr)
    return;
  std::fill_n(slopes, count, 0.0F);
  kernels<CurveKernels>().addDots(mReached[0].derivatives.data(), inputs, count, weights, inputs, slopes);
}

} // namespace prospectivity
