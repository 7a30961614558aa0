#include "engine/network/curve_kernels.h"

#include "engine/network/float_blocks.h"

namespace prospectivity {

static_assert(unitLanes == blockFloats);

namespace {

constexpr std::size_t doubleLanes = registerFloats / 2;

typedef double Doubles __attribute__((vector_size(doubleLanes * sizeof(double)), may_alias));
typedef long Longs __attribute__((vector_size(doubleLanes * sizeof(long)), may_alias));
typedef double LooseDoubles
    __attribute__((vector_size(doubleLanes * sizeof(double)), aligned(sizeof(double)), may_alias));
typedef float HalfRegister __attribute__((vector_size(doubleLanes * sizeof(float)), may_alias));
typedef float LooseHalf
    __attribute__((vector_size(doubleLanes * sizeof(float)), aligned(sizeof(float)), may_alias));

/// As many doubles in single precision as a register holds.
__attribute__((always_inline)) inline void toSingle(const double* doubles, Register& floats) {
  alignas(Register) float singles[registerFloats];
  for (std::size_t lane = 0; lane < registerFloats; ++lane)
    singles[lane] = static_cast<float>(doubles[lane]);
  floats = *registers(singles);
}

/// addProducts() for `Rows` rows, which share a load of the weights.
template <std::size_t Rows>
__attribute__((always_inline)) inline void
addProductsOfRows(const float* in, std::size_t inStride, const float* weights, std::size_t inputs,
                  std::size_t outputs, float* out, std::size_t outStride) {
  constexpr std::size_t together = registersOfBlock == 1 ? 1 : 2; // registers of each row: 6 or 12 sums
  for (std::size_t o = 0; o < outputs; o += together * registerFloats) {
    Register sums[Rows][together];
#pragma GCC unroll 6
    for (std::size_t r = 0; r < Rows; ++r)
#pragma GCC unroll 2
      for (std::size_t part = 0; part < together; ++part)
        sums[r][part] = registers(out + r * outStride + o)[part];
    for (std::size_t i = 0; i < inputs; ++i) {
      const Register* weight = registers(weights + i * outputs + o);
#pragma GCC unroll 6
      for (std::size_t r = 0; r < Rows; ++r)
#pragma GCC unroll 2
        for (std::size_t part = 0; part < together; ++part)
          sums[r][part] += in[r * inStride + i] * weight[part];
    }
#pragma GCC unroll 6
    for (std::size_t r = 0; r < Rows; ++r)
#pragma GCC unroll 2
      for (std::size_t part = 0; part < together; ++part)
        registers(out + r * outStride + o)[part] = sums[r][part];
  }
}

void addProducts(const float* in, std::size_t inStride, std::size_t rows, const float* weights,
                 std::size_t inputs, std::size_t outputs, float* out, std::size_t outStride) {
  constexpr std::size_t together = 6;
  std::size_t row = 0;
  for (; row + together <= rows; row += together)
    addProductsOfRows<together>(in + row * inStride, inStride, weights, inputs, outputs,
                                out + row * outStride, outStride);
  for (; row < rows; ++row)
    addProductsOfRows<1>(in + row * inStride, inStride, weights, inputs, outputs, out + row * outStride,
                         outStride);
}

void addDots(const float* in, std::size_t stride, std::size_t rows, const float* weights, std::size_t inputs,
             float* out) {
  for (std::size_t row = 0; row < rows; ++row) {
    Register sums[registersOfBlock] = {};
    for (std::size_t i = 0; i < inputs; i += unitLanes)
#pragma GCC unroll 4
      for (std::size_t part = 0; part < registersOfBlock; ++part)
        sums[part] += registers(in + row * stride + i)[part] * registers(weights + i)[part];
    float total = 0;
    for (std::size_t part = 0; part < registersOfBlock; ++part)
      for (std::size_t lane = 0; lane < registerFloats; ++lane)
        total += sums[part][lane];
    out[row] += total;
  }
}

void countActive(const float* offsets, const float* slopes, std::size_t units, const float* points,
                 std::size_t count, int* counts) {
  const Register zero = {};
  for (std::size_t u = 0; u < units / registerFloats; ++u) {
    const Register offset = registers(offsets)[u];
    const Register slope = registers(slopes)[u];
    IntRegister active = {};
    for (std::size_t k = 0; k < count; ++k)
      active -= offset + slope * points[k] > zero; // true is -1
    reinterpret_cast<IntRegister*>(counts)[u] = active;
  }
}

void addLine(double* offsets, double* slopes, const double* weights, std::size_t units, double offset,
             double slope) {
  for (std::size_t u = 0; u < units / doubleLanes; ++u) {
    const Doubles weight = reinterpret_cast<const Doubles*>(weights)[u];
    reinterpret_cast<Doubles*>(offsets)[u] += offset * weight;
    reinterpret_cast<Doubles*>(slopes)[u] += slope * weight;
  }
}

void evaluateLines(const double* offsets, const double* slopes, std::size_t units, const float* points,
                   std::size_t count, float* values, float* derivatives) {
  const Register zero = {};
  for (std::size_t u = 0; u < units; u += registerFloats) {
    Register offset;
    Register slope;
    toSingle(offsets + u, offset);
    toSingle(slopes + u, slope);
    for (std::size_t k = 0; k < count; ++k) {
      const Register sum = offset + slope * points[k];
      *registers(values + k * units + u) = sum > zero ? sum : zero;
      if (derivatives != nullptr)
        *registers(derivatives + k * units + u) = sum > zero ? slope : zero;
    }
  }
}

void addAndClip(const float* constants, std::size_t units, std::size_t rows, float* values,
                float* derivatives) {
  const Register zero = {};
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t u = 0; u < units; u += registerFloats) {
      Register& value = *registers(values + row * units + u);
      const Register sum = value + *registers(constants + u);
      value = sum > zero ? sum : zero;
      if (derivatives != nullptr) {
        Register& derivative = *registers(derivatives + row * units + u);
        derivative = sum > zero ? derivative : zero;
      }
    }
}

void poolRows(const PoolingPosition& a, const PoolingPosition& b, CurvePooling pooling, std::size_t channels,
              std::size_t rows, float* values, float* derivatives, std::size_t outStride) {
  const Register zero = {};
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t c = 0; c < channels; c += registerFloats) {
      const Register first = *registers(a.values + row * a.stride + c);
      const Register second = *registers(b.values + row * b.stride + c);
      Register& value = *registers(values + row * outStride + c);
      value = pooling == CurvePooling::Max ? (first >= second ? first : second) : 0.5F * (first + second);
      if (derivatives == nullptr)
        continue;
      const Register before = a.stride == 0 ? zero : *registers(a.derivatives + row * a.stride + c);
      const Register behind = b.stride == 0 ? zero : *registers(b.derivatives + row * b.stride + c);
      *registers(derivatives + row * outStride + c) =
          pooling == CurvePooling::Max ? (first >= second ? before : behind) : 0.5F * (before + behind);
    }
}

// e^-x as 2^n e^r with |r| <= ln(2) / 2 (Cody & Waite 1980), e^r by its series to the twelfth power: the
// first term left out is below 2e-16.
void sigmoids(const float* logits, std::size_t count, double* out) {
  constexpr double rounding = 6755399441055744.0; // 1.5 * 2^52: adding it rounds to a whole number
  const Doubles limit = Doubles{} + 700.0;
  for (std::size_t first = 0; first < count; first += doubleLanes) {
    const std::size_t left = count - first;
    HalfRegister logit = {};
    if (left >= doubleLanes)
      logit = *reinterpret_cast<const LooseHalf*>(logits + first);
    else
      for (std::size_t i = 0; i < left; ++i)
        logit[i] = logits[first + i];
    Doubles x = -__builtin_convertvector(logit, Doubles);
    x = x < limit ? x : limit;
    x = x > -limit ? x : -limit;
    const Doubles shifted = x * 1.4426950408889634 + rounding;
    const Doubles n = shifted - rounding;
    const Doubles r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
    Doubles e = r * (1.0 / 479001600) + 1.0 / 39916800;
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
    const Longs power = (reinterpret_cast<const Longs&>(shifted) << 52) +
                        reinterpret_cast<const Longs&>(e); // the whole number sits in the low bits
    const Doubles result = 1.0 / (1.0 + reinterpret_cast<const Doubles&>(power));
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
