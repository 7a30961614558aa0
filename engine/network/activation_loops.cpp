#include "engine/network/activation_loops.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace prospectivity {

namespace {

float* rowOf(const MatrixView& view, int row) {
  return view.data + static_cast<std::ptrdiff_t>(row) * view.stride;
}

/// The inputs of a pooled position, the same one where the last window holds a single position.
struct PooledPair {
  std::ptrdiff_t first = 0;
  std::ptrdiff_t second = 0;
};

/// Calls with the pair's places inside of `from` and the output's place in `to`.
template <typename Body>
void forEachPair(Pooling pooling, const ActivationPlane& from, const ActivationPlane& to, const Body& body) {
  const int step = pooling == Pooling::None ? 1 : 2;
  for (int c = 0; c < from.channels; ++c)
    for (int p = 0; p < to.positions; ++p) {
      const std::ptrdiff_t first = static_cast<std::ptrdiff_t>(c) * from.stride() + p * step * from.samples;
      const bool isAlone = step == 1 || 2 * p + 1 >= from.positions;
      body(PooledPair{first, isAlone ? first : first + from.samples},
           static_cast<std::ptrdiff_t>(c * to.positions + p) * to.samples);
    }
}

} // namespace

void addBiasAndClip(const MatrixView& view, const std::vector<float>& bias) {
  for (int row = 0; row < view.rows; ++row) {
    float* values = rowOf(view, row);
    const float shift = bias[static_cast<std::size_t>(row)];
    for (int i = 0; i < view.columns; ++i)
      values[i] = std::max(values[i] + shift, 0.0F);
  }
}

void dropOut(const MatrixView& view, double share, float keep, Random& random) {
  const auto threshold = static_cast<std::uint32_t>(share * 65536);
  const float scales[2] = {keep, 0.0F};
  for (int row = 0; row < view.rows; ++row) {
    float* values = rowOf(view, row);
    int i = 0;
    for (; i + 4 <= view.columns; i += 4) { // four decisions from each random word
      const std::uint64_t word = random.bits();
      values[i] *= scales[(word & 0xffff) < threshold];
      values[i + 1] *= scales[((word >> 16) & 0xffff) < threshold];
      values[i + 2] *= scales[((word >> 32) & 0xffff) < threshold];
      values[i + 3] *= scales[(word >> 48) < threshold];
    }
    for (std::uint64_t word = i < view.columns ? random.bits() : 0; i < view.columns; ++i, word >>= 16)
      values[i] *= scales[(word & 0xffff) < threshold];
  }
}

void passSlopes(ActivationPlane& plane, float keep) {
  const MatrixView values = plane.inside(plane.values);
  const MatrixView slopes = plane.inside(plane.slopes);
  for (int row = 0; row < values.rows; ++row) {
    const float* value = rowOf(values, row);
    float* slope = rowOf(slopes, row);
    for (int i = 0; i < values.columns; ++i)
      slope[i] *= value[i] > 0 ? keep : 0.0F;
  }
}

void sumRows(const MatrixView& view, std::vector<float>& sums) {
  for (int row = 0; row < view.rows; ++row) {
    const float* values = rowOf(view, row);
    float partial[8] = {}; // side by side, for vector registers
    int i = 0;
    for (; i + 8 <= view.columns; i += 8)
      for (int k = 0; k < 8; ++k)
        partial[k] += values[i + k];
    for (; i < view.columns; ++i)
      partial[0] += values[i];
    sums[static_cast<std::size_t>(row)] = ((partial[0] + partial[1]) + (partial[2] + partial[3])) +
                                          ((partial[4] + partial[5]) + (partial[6] + partial[7]));
  }
}

void poolPositions(Pooling pooling, ActivationPlane& from, ActivationPlane& to) {
  const float* values = from.inside(from.values).data;
  forEachPair(pooling, from, to, [&](const PooledPair& pair, std::ptrdiff_t place) {
    const float* a = values + pair.first;
    const float* b = values + pair.second;
    float* out = to.values.data() + place;
    for (int s = 0; s < to.samples; ++s)
      out[s] = pooling == Pooling::Average ? (a[s] + b[s]) / 2 : std::max(a[s], b[s]);
  });
}

void unpoolSlopes(Pooling pooling, ActivationPlane& from, const ActivationPlane& to) {
  const float* values = from.inside(from.values).data;
  float* slopes = from.inside(from.slopes).data;
  forEachPair(pooling, from, to, [&](const PooledPair& pair, std::ptrdiff_t place) {
    const float* slope = to.slopes.data() + place;
    const float* a = values + pair.first;
    const float* b = values + pair.second;
    float* slopeA = slopes + pair.first;
    float* slopeB = slopes + pair.second;
    if (pair.first == pair.second) {
      std::copy_n(slope, to.samples, slopeA);
    } else if (pooling == Pooling::Average) {
      for (int s = 0; s < to.samples; ++s)
        slopeA[s] = slopeB[s] = slope[s] / 2;
    } else {
      for (int s = 0; s < to.samples; ++s)
        slopeA[s] = slope[s] * (a[s] >= b[s] ? 1.0F : 0.0F);
      for (int s = 0; s < to.samples; ++s)
        slopeB[s] = slope[s] * (a[s] >= b[s] ? 0.0F : 1.0F);
    }
  });
}

} // namespace prospectivity
