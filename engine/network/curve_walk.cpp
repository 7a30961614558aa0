#include "engine/network/curve_walk.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

/// Grid points that are followed together: their units stay in the cache.
constexpr std::size_t stretchPoints = 24;

} // namespace

CurveWalk::CurveWalk(const CurveNetwork& network, const FloatMatrix& rows, std::size_t position)
    : mNetwork(network), mUnreached(network, rows, position), mPosition(position) {
  const InputChannels& channels = network.inputChannels;
  const auto count = static_cast<std::size_t>(channels.count());
  std::vector<float> values(count, 0.0F); // of the channels at the origin
  std::vector<float> slopes(count, 0.0F);
  slopes[0] = 1;
  if (channels.areValuesAlone()) {
    addPiece(0, values, slopes);
    return;
  }
  const FeatureBins& bins = channels.features[position];
  if (channels.hasPresence)
    values.back() = 1;
  addPiece(0, values, slopes);
  for (std::size_t b = 0; b < bins.count(); ++b) {
    values[0] = bins.knots[b];
    slopes[b + 1] = 1 / (bins.knots[b + 1] - bins.knots[b]);
    addPiece(bins.knots[b], values, slopes);
    values[b + 1] = 1;
    slopes[b + 1] = 0;
  }
  if (bins.count() > 0) {
    values[0] = bins.knots.back();
    addPiece(bins.knots.back(), values, slopes);
  }
  if (!channels.takesMissing())
    return;
  const float missing = std::numeric_limits<float>::quiet_NaN();
  channels.encode(position, &missing, 1, values.data(), 1);
  slopes[0] = 0;
  addPiece(0, values, slopes);
}

/// `values`: of the channels at the origin; `slopes`: theirs.
void CurveWalk::addPiece(float origin, const std::vector<float>& values, const std::vector<float>& slopes) {
  const CurveNetwork::Convolution& first = mNetwork.convolutions.front();
  const PositionRange& outputs = mUnreached.reached(1);
  Piece piece;
  piece.origin = origin;
  piece.offsets.resize(widthOf(outputs) * first.outputs);
  piece.slopes.resize(widthOf(outputs) * first.outputs);
  for (int q = outputs.first; q <= outputs.last; ++q) {
    const std::size_t tap = mPosition + first.taps / 2 - static_cast<std::size_t>(q);
    const float* weights = first.weights.data() + tap * first.inputs * first.outputs;
    const std::size_t place = static_cast<std::size_t>(q - outputs.first) * first.outputs;
    for (std::size_t unit = 0; unit < first.outputs; ++unit) {
      double offset = 0;
      double slope = 0;
      for (std::size_t c = 0; c < values.size(); ++c) {
        const auto weight = static_cast<double>(weights[c * first.outputs + unit]);
        offset += static_cast<double>(values[c]) * weight;
        slope += static_cast<double>(slopes[c]) * weight;
      }
      piece.offsets.data()[place + unit] = static_cast<float>(offset);
      piece.slopes.data()[place + unit] = static_cast<float>(slope);
    }
  }
  mPieces.push_back(std::move(piece));
}

/// A knot belongs to the piece on its left, as in shareBelow().
std::size_t CurveWalk::pieceOf(float point) const {
  const InputChannels& channels = mNetwork.inputChannels;
  if (channels.areValuesAlone())
    return 0;
  if (channels.takesMissing() && std::isnan(point))
    return mPieces.size() - 1;
  const FeatureBins& bins = channels.features[mPosition];
  if (bins.count() == 0)
    return 0;
  return static_cast<std::size_t>(std::lower_bound(bins.knots.begin(), bins.knots.end(), point) -
                                  bins.knots.begin());
}

void CurveWalk::follow(std::size_t row, const std::vector<float>& points, float* logits, float* slopes) {
  for (std::size_t first = 0; first < points.size();) {
    const std::size_t piece = pieceOf(points[first]);
    const bool isMissing = mNetwork.inputChannels.takesMissing() && std::isnan(points[first]);
    mPoints.clear();
    for (std::size_t k = first; k < points.size() && pieceOf(points[k]) == piece; ++k)
      mPoints.push_back(isMissing ? 0.0F : points[k] - mPieces[piece].origin);
    followPiece(row, piece, mPoints, logits + first, slopes != nullptr ? slopes + first : nullptr);
    first += mPoints.size();
  }
}

void CurveWalk::followPiece(std::size_t row, std::size_t piece, const std::vector<float>& points,
                            float* logits, float* slopes) {
  startLines(row, piece, points);
  for (std::size_t first = 0; first < points.size(); first += stretchPoints) {
    const std::size_t count = std::min(stretchPoints, points.size() - first);
    walkLines(points, first, count, slopes != nullptr);
    for (std::size_t layer = 2; layer < mNetwork.convolutions.size(); ++layer)
      convolve(layer, row, count, slopes != nullptr);
    if (mNetwork.pooling != Pooling::None)
      pool(row, count, slopes != nullptr);
    finish(row, count, logits + first, slopes != nullptr ? slopes + first : nullptr);
  }
}

/// The lines at the first grid point of a piece, and the kinks to come.
void CurveWalk::startLines(std::size_t row, std::size_t piece, const std::vector<float>& points) {
  const std::size_t inputs = widthOf(mUnreached.reached(1)) * mNetwork.convolutions[0].outputs;
  mInputOffsets.resize(inputs);
  for (std::size_t unit = 0; unit < inputs; ++unit)
    mInputOffsets.data()[unit] = mUnreached.constants(0, row)[unit] + mPieces[piece].offsets.data()[unit];
  mInputSlopes = mPieces[piece].slopes.data();
  const std::size_t units = lineUnits();
  mOffsets.resize(units);
  mSlopes.resize(units);
  mKinks.resize(std::max(mKinks.size(), points.size()));
  if (lineLayer() == 0) {
    std::copy_n(mInputOffsets.data(), units, mOffsets.data());
    std::copy_n(mInputSlopes, units, mSlopes.data());
    return;
  }
  std::copy_n(mUnreached.constants(1, row), units, mOffsets.data());
  std::fill_n(mSlopes.data(), units, 0.0);
  for (std::vector<std::size_t>& kinked : mKinks)
    kinked.clear();
  mActive.resize(inputs);
  kernels<CurveKernels>().countActive(mInputOffsets.data(), mInputSlopes, inputs, points.data(),
                                      points.size(), mActive.data());
  for (std::size_t unit = 0; unit < inputs; ++unit) {
    const auto active = static_cast<std::size_t>(mActive.data()[unit]);
    const bool isRising = mInputSlopes[unit] > 0;
    if (active == points.size() || (active > 0 && !isRising))
      switchUnit(unit, 1);
    if (active > 0 && active < points.size())
      mKinks[isRising ? points.size() - active : active].push_back(unit);
  }
}

/// Evaluates the lines of a stretch of points, from kink to kink.
void CurveWalk::walkLines(const std::vector<float>& points, std::size_t first, std::size_t count,
                          bool withSlopes) {
  const std::size_t units = lineUnits();
  Reached& reached = mReached[0];
  reached.values.resize(count * units);
  reached.derivatives.resize(withSlopes ? count * units : 0);
  for (std::size_t done = 0; done < count;) {
    for (const std::size_t unit : mKinks[first + done])
      switchUnit(unit, mInputSlopes[unit] > 0 ? 1 : -1);
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
void CurveWalk::switchUnit(std::size_t unit, double sign) {
  const CurveNetwork::Convolution& second = mNetwork.convolutions[1];
  const int position = mUnreached.reached(1).first + static_cast<int>(unit / second.inputs);
  const int leftmost = position - static_cast<int>(second.taps / 2);
  const int first = std::max(leftmost, mUnreached.all().first);
  const int last = std::min(leftmost + static_cast<int>(second.taps) - 1, mUnreached.all().last);
  const std::size_t place = static_cast<std::size_t>(first - mUnreached.reached(2).first) * second.outputs;
  const std::size_t tap = unit % second.inputs * second.taps + static_cast<std::size_t>(first - leftmost);
  kernels<CurveKernels>().addLine(
      mOffsets.data() + place, mSlopes.data() + place, mNetwork.spread.data() + tap * second.outputs,
      static_cast<std::size_t>(last - first + 1) * second.outputs,
      sign * static_cast<double>(mInputOffsets.data()[unit]), sign * static_cast<double>(mInputSlopes[unit]));
}

/// A further convolution, at every grid point.
void CurveWalk::convolve(std::size_t layer, std::size_t row, std::size_t count, bool withSlopes) {
  const CurveNetwork::Convolution& convolution = mNetwork.convolutions[layer];
  const std::size_t channels = convolution.outputs;
  const PositionRange& inputs = mUnreached.reached(layer);
  const PositionRange& outputs = mUnreached.reached(layer + 1);
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
  const PositionRange& inputs = mUnreached.reached(mNetwork.convolutions.size());
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
