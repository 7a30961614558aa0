#include "engine/explain/curve_kernels.h"

#include "engine/explain/float_blocks.h"

namespace prospectivity {

static_assert(unitLanes == blockFloats);

namespace {

constexpr std::size_t doubleLanes = unitLanes / 2;

typedef double DoubleBlock __attribute__((vector_size(doubleLanes * sizeof(double)), may_alias));
typedef long LongBlock __attribute__((vector_size(doubleLanes * sizeof(long)), may_alias));
typedef float HalfBlock __attribute__((vector_size(doubleLanes * sizeof(float)), may_alias));
typedef float LooseHalf
    __attribute__((vector_size(doubleLanes * sizeof(float)), aligned(sizeof(float)), may_alias));
typedef double LooseDoubles
    __attribute__((vector_size(doubleLanes * sizeof(double)), aligned(sizeof(double)), may_alias));

/// A block in single precision; always inlined, so that it is compiled for its caller's instruction set.
__attribute__((always_inline)) inline void toSingle(const double* doubles, Block& floats) {
  const auto* halves = reinterpret_cast<const DoubleBlock*>(doubles);
  floats = __builtin_shufflevector(__builtin_convertvector(halves[0], HalfBlock),
                                   __builtin_convertvector(halves[1], HalfBlock), 0, 1, 2, 3, 4, 5, 6, 7, 8,
                                   9, 10, 11, 12, 13, 14, 15);
}

void addProducts(const float* in, std::size_t inStride, std::size_t rows, const float* weights,
                 std::size_t inputs, std::size_t outputs, float* out, std::size_t outStride) {
  constexpr std::size_t together = 6; // rows that share a load of the weights
  std::size_t row = 0;
  for (; row + together <= rows; row += together)
    for (std::size_t o = 0; o < outputs; o += unitLanes) {
      Block sums[together];
#pragma GCC unroll 6
      for (std::size_t r = 0; r < together; ++r)
        sums[r] = *blocks(out + (row + r) * outStride + o);
      const float* from = in + row * inStride;
      for (std::size_t i = 0; i < inputs; ++i) {
        const Block weight = *blocks(weights + i * outputs + o);
#pragma GCC unroll 6
        for (std::size_t r = 0; r < together; ++r)
          sums[r] += from[r * inStride + i] * weight;
      }
#pragma GCC unroll 6
      for (std::size_t r = 0; r < together; ++r)
        *blocks(out + (row + r) * outStride + o) = sums[r];
    }
  for (; row < rows; ++row)
    for (std::size_t o = 0; o < outputs; o += unitLanes) {
      Block sum = *blocks(out + row * outStride + o);
      for (std::size_t i = 0; i < inputs; ++i)
        sum += in[row * inStride + i] * *blocks(weights + i * outputs + o);
      *blocks(out + row * outStride + o) = sum;
    }
}

void addDots(const float* in, std::size_t stride, std::size_t rows, const float* weights, std::size_t inputs,
             float* out) {
  for (std::size_t row = 0; row < rows; ++row) {
    Block sum = {};
    for (std::size_t i = 0; i < inputs / unitLanes; ++i)
      sum += blocks(in + row * stride)[i] * blocks(weights)[i];
    float total = 0;
    for (std::size_t lane = 0; lane < unitLanes; ++lane)
      total += sum[lane];
    out[row] += total;
  }
}

void countActive(const float* offsets, const float* slopes, std::size_t units, const float* points,
                 std::size_t count, int* counts) {
  const Block zero = {};
  for (std::size_t u = 0; u < units / unitLanes; ++u) {
    const Block offset = blocks(offsets)[u];
    const Block slope = blocks(slopes)[u];
    IntBlock active = {};
    for (std::size_t k = 0; k < count; ++k)
      active -= offset + slope * points[k] > zero; // true is -1
    reinterpret_cast<IntBlock*>(counts)[u] = active;
  }
}

void addLine(double* offsets, double* slopes, const double* weights, std::size_t units, double offset,
             double slope) {
  for (std::size_t u = 0; u < units / doubleLanes; ++u) {
    const DoubleBlock weight = reinterpret_cast<const DoubleBlock*>(weights)[u];
    reinterpret_cast<DoubleBlock*>(offsets)[u] += offset * weight;
    reinterpret_cast<DoubleBlock*>(slopes)[u] += slope * weight;
  }
}

void evaluateLines(const double* offsets, const double* slopes, std::size_t units, const float* points,
                   std::size_t count, float* values, float* derivatives) {
  const Block zero = {};
  for (std::size_t u = 0; u < units; u += unitLanes) {
    Block offset;
    Block slope;
    toSingle(offsets + u, offset);
    toSingle(slopes + u, slope);
    for (std::size_t k = 0; k < count; ++k) {
      const Block sum = offset + slope * points[k];
      *blocks(values + k * units + u) = sum > zero ? sum : zero;
      if (derivatives != nullptr)
        *blocks(derivatives + k * units + u) = sum > zero ? slope : zero;
    }
  }
}

void addAndClip(const float* constants, std::size_t units, std::size_t rows, float* values,
                float* derivatives) {
  const Block zero = {};
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t u = 0; u < units; u += unitLanes) {
      Block& value = *blocks(values + row * units + u);
      const Block sum = value + *blocks(constants + u);
      value = sum > zero ? sum : zero;
      if (derivatives != nullptr) {
        Block& derivative = *blocks(derivatives + row * units + u);
        derivative = sum > zero ? derivative : zero;
      }
    }
}

void poolRows(const PoolingPosition& a, const PoolingPosition& b, CurvePooling pooling, std::size_t channels,
              std::size_t rows, float* values, float* derivatives, std::size_t outStride) {
  const Block zero = {};
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t c = 0; c < channels; c += unitLanes) {
      const Block first = *blocks(a.values + row * a.stride + c);
      const Block second = *blocks(b.values + row * b.stride + c);
      Block& value = *blocks(values + row * outStride + c);
      value = pooling == CurvePooling::Max ? (first >= second ? first : second) : 0.5F * (first + second);
      if (derivatives == nullptr)
        continue;
      const Block before = a.stride == 0 ? zero : *blocks(a.derivatives + row * a.stride + c);
      const Block behind = b.stride == 0 ? zero : *blocks(b.derivatives + row * b.stride + c);
      *blocks(derivatives + row * outStride + c) =
          pooling == CurvePooling::Max ? (first >= second ? before : behind) : 0.5F * (before + behind);
    }
}

// e^-x as 2^n e^r with |r| <= ln(2) / 2 (Cody & Waite 1980), e^r by its series to the twelfth power: the
// first term left out is below 2e-16.
void sigmoids(const float* logits, std::size_t count, double* out) {
  constexpr double rounding = 6755399441055744.0; // 1.5 * 2^52: adding it rounds to a whole number
  const DoubleBlock limit = DoubleBlock{} + 700.0;
  for (std::size_t first = 0; first < count; first += doubleLanes) {
    const std::size_t left = count - first;
    HalfBlock logit = {};
    if (left >= doubleLanes)
      logit = *reinterpret_cast<const LooseHalf*>(logits + first);
    else
      for (std::size_t i = 0; i < left; ++i)
        logit[i] = logits[first + i];
    DoubleBlock x = -__builtin_convertvector(logit, DoubleBlock);
    x = x < limit ? x : limit;
    x = x > -limit ? x : -limit;
    const DoubleBlock shifted = x * 1.4426950408889634 + rounding;
    const DoubleBlock n = shifted - rounding;
    const DoubleBlock r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
    DoubleBlock e = r * (1.0 / 479001600) + 1.0 / 39916800;
    e = e * r + 1.0 / 3628800;
    e = e * r + 1.0 / 362880;
    e = e * r + 1.0 / 40320;
    e = e * r + 1.0 / 5040;
    e = e * r + 1.0 / 720;
    e = e * r + 1.0 / 120;
    e = e * r + 1.0 / 24;
    e = e * r + 1.0 / 6;
    e = e * r + 0.5;
    e = e * r + 1.0;
    e = e * r + 1.0;
    const LongBlock power = (reinterpret_cast<const LongBlock&>(shifted) << 52) +
                            reinterpret_cast<const LongBlock&>(e); // the whole number sits in the low bits
    const DoubleBlock result = 1.0 / (1.0 + reinterpret_cast<const DoubleBlock&>(power));
    if (left >= doubleLanes)
      *reinterpret_cast<LooseDoubles*>(out + first) = result;
    else
      for (std::size_t i = 0; i < left; ++i)
        out[first + i] = result[i];
  }
}

} // namespace

template <InstructionSet> CurveKernels CurveKernels::compiled() {
  return {prospectivity::addProducts, prospectivity::addDots,       prospectivity::countActive,
          prospectivity::addLine,     prospectivity::evaluateLines, prospectivity::addAndClip,
          prospectivity::poolRows,    prospectivity::sigmoids};
}
template CurveKernels CurveKernels::compiled<InstructionSet::PROSPECTIVITY_INSTRUCTION_SET>();

} // namespace prospectivity
