#include "engine/network/lane_kernels.h"

#include "engine/network/float_blocks.h"

namespace prospectivity {

static_assert(lanes == blockFloats);

namespace {

// Sums that stay in registers: 16 of the 32 of AVX-512, 8 of the 16 of other machines.
constexpr std::size_t outputsTogether = strip / registersOfBlock;
constexpr std::size_t columnsTogether = registersOfBlock == 1 ? 2 : 1;

/// multiplyBlocks() for `Columns` neighbouring columns, which share a load of the weights.
template <std::size_t Columns>
__attribute__((always_inline)) inline void multiplyColumns(const float* weights, std::size_t inputs,
                                                           std::size_t outputs, const float* in, float* out) {
  const auto* from = reinterpret_cast<const Register*>(in);
  for (std::size_t o = 0; o < outputs; o += outputsTogether) {
    const float* row = weights + o / strip * strip * inputs + o % strip;
    Register sums[Columns][outputsTogether][registersOfBlock] = {};
    for (std::size_t i = 0; i < inputs; ++i, row += strip) {
      Register x[Columns][registersOfBlock];
#pragma GCC unroll 2
      for (std::size_t c = 0; c < Columns; ++c)
#pragma GCC unroll 4
        for (std::size_t part = 0; part < registersOfBlock; ++part)
          x[c][part] = from[(c * inputs + i) * registersOfBlock + part];
#pragma GCC unroll 8
      for (std::size_t k = 0; k < outputsTogether; ++k)
#pragma GCC unroll 2
        for (std::size_t c = 0; c < Columns; ++c)
#pragma GCC unroll 4
          for (std::size_t part = 0; part < registersOfBlock; ++part)
            sums[c][k][part] += row[k] * x[c][part];
    }
    auto* target = reinterpret_cast<Register*>(out);
#pragma GCC unroll 2
    for (std::size_t c = 0; c < Columns; ++c)
#pragma GCC unroll 8
      for (std::size_t k = 0; k < outputsTogether; ++k)
#pragma GCC unroll 4
        for (std::size_t part = 0; part < registersOfBlock; ++part)
          target[(c * outputs + o + k) * registersOfBlock + part] = sums[c][k][part];
  }
}

void multiplyBlocks(const float* weights, std::size_t inputs, std::size_t outputs, const float* in,
                    std::size_t columns, float* out) {
  std::size_t column = 0;
  for (; column + columnsTogether <= columns; column += columnsTogether)
    multiplyColumns<columnsTogether>(weights, inputs, outputs, in + column * inputs * lanes,
                                     out + column * outputs * lanes);
  for (; column < columns; ++column)
    multiplyColumns<1>(weights, inputs, outputs, in + column * inputs * lanes,
                       out + column * outputs * lanes);
}

void sumTaps(const float* const* taps, std::size_t count, const float* bias, std::size_t channels,
             float* out) {
  const Register zero = {};
  if (count == 3) { // the usual kernel
    const Register* left = registers(taps[0]);
    const Register* middle = registers(taps[1]);
    const Register* right = registers(taps[2]);
    for (std::size_t c = 0; c < channels; ++c)
#pragma GCC unroll 4
      for (std::size_t part = 0; part < registersOfBlock; ++part) {
        const std::size_t at = c * registersOfBlock + part;
        registers(out)[at] = larger(left[at] + middle[at] + right[at] + bias[c], zero);
      }
    return;
  }
  for (std::size_t c = 0; c < channels; ++c)
    for (std::size_t part = 0; part < registersOfBlock; ++part) {
      Register sum = zero + bias[c];
      for (std::size_t t = 0; t < count; ++t)
        sum += registers(taps[t])[c * registersOfBlock + part];
      registers(out)[c * registersOfBlock + part] = larger(sum, zero);
    }
}

/// poolDot() of two positions; `pool` takes a register of each.
template <typename Pool>
__attribute__((always_inline)) inline void dot(const float* a, const float* b, const float* weights,
                                               std::size_t channels, float* out, Pool pool) {
  Register sums[registersOfBlock];
#pragma GCC unroll 4
  for (std::size_t part = 0; part < registersOfBlock; ++part)
    sums[part] = registers(out)[part];
  for (std::size_t c = 0; c < channels; ++c)
#pragma GCC unroll 4
    for (std::size_t part = 0; part < registersOfBlock; ++part) {
      const std::size_t at = c * registersOfBlock + part;
      sums[part] += weights[c] * pool(registers(a)[at], registers(b)[at]);
    }
#pragma GCC unroll 4
  for (std::size_t part = 0; part < registersOfBlock; ++part)
    registers(out)[part] = sums[part];
}

void poolDot(const float* a, const float* b, PairPooling pooling, const float* weights, std::size_t channels,
             float* out) {
  if (b == nullptr)
    dot(
        a, a, weights, channels, out,
        [](Register first, Register) __attribute__((always_inline)) { return first; });
  else if (pooling == PairPooling::Max)
    dot(
        a, b, weights, channels, out,
        [](Register first, Register second) __attribute__((always_inline)) { return larger(first, second); });
  else
    dot(
        a, b, weights, channels, out, [](Register first, Register second) __attribute__((always_inline)) {
          return 0.5F * (first + second);
        });
}

void poolPair(const float* a, const float* b, PairPooling pooling, std::size_t channels, float* out) {
  for (std::size_t i = 0; i < channels * registersOfBlock; ++i)
    registers(out)[i] = pooling == PairPooling::Max ? larger(registers(a)[i], registers(b)[i])
                                                    : 0.5F * (registers(a)[i] + registers(b)[i]);
}

void addFloats(const float* a, const float* b, std::size_t count, float* out) {
  for (std::size_t i = 0; i < count / registerFloats; ++i)
    registers(out)[i] = registers(a)[i] + registers(b)[i];
}

void addRelu(const float* a, const float* b, std::size_t count, float* out) {
  const Register zero = {};
  for (std::size_t i = 0; i < count / registerFloats; ++i)
    registers(out)[i] = larger(registers(a)[i] + registers(b)[i], zero);
}

void addReluDot(const float* a, const float* b, const float* weights, std::size_t units, float bias,
                float* out) {
  const Register zero = {};
  for (std::size_t part = 0; part < registersOfBlock; ++part) {
    const auto active = [&](std::size_t h) __attribute__((always_inline)) {
      const std::size_t at = h * registersOfBlock + part;
      return larger(registers(a)[at] + registers(b)[at], zero);
    };
    Register even = zero + bias;
    Register odd = zero;
    std::size_t h = 0;
    for (; h + 2 <= units; h += 2) {
      even += weights[h] * active(h);
      odd += weights[h + 1] * active(h + 1);
    }
    if (h < units)
      even += weights[h] * active(h);
    registers(out)[part] = even + odd;
  }
}

void joinStates(const float* low, std::size_t lowMask, const float* high, unsigned shift, std::size_t states,
                float* out) {
  for (std::size_t s = 0; s < states; ++s)
#pragma GCC unroll 4
    for (std::size_t part = 0; part < registersOfBlock; ++part)
      registers(out)[s * registersOfBlock + part] = registers(low)[(s & lowMask) * registersOfBlock + part] +
                                                    registers(high)[(s >> shift) * registersOfBlock + part];
}

void addWeighted(const float* values, const float* weight, std::size_t states, float* sums) {
  for (std::size_t s = 0; s < states; ++s)
#pragma GCC unroll 4
    for (std::size_t part = 0; part < registersOfBlock; ++part) {
      const std::size_t at = s * registersOfBlock + part;
      registers(sums)[at] += registers(weight)[part] * registers(values)[at];
    }
}

// e^x as 2^n e^r with |r| <= ln(2) / 2 (Cody & Waite 1980), the rest by its series to the sixth power:
// the first term left out is below 2e-8. |x| at most 87.
__attribute__((always_inline)) inline Register exponential(Register x) {
  constexpr float rounding = 12582912.0F; // 1.5 * 2^23: adding it rounds to a whole number
  const Register shifted = x * 1.44269504F + rounding;
  const Register n = shifted - rounding;
  const Register r = (x - n * 0.693145752F) - n * 1.42860677e-6F;
  Register e = r * (1.0F / 720) + 1.0F / 120;
  e = e * r + 1.0F / 24;
  e = e * r + 1.0F / 6;
  e = e * r + 0.5F;
  e = e * r + 1.0F;
  e = e * r + 1.0F;
  const IntRegister exponent =
      (reinterpret_cast<const IntRegister&>(shifted) << 23) +
      reinterpret_cast<const IntRegister&>(e); // the whole number sits in the low bits
  return reinterpret_cast<const Register&>(exponent);
}

void addSigmoids(const float* low, std::size_t lowMask, const float* high, unsigned shift, float scale,
                 const float* weight, std::size_t states, float* sums) {
  const Register limit = Register{} + 87.0F;
  for (std::size_t s = 0; s < states; ++s)
#pragma GCC unroll 4
    for (std::size_t part = 0; part < registersOfBlock; ++part) {
      Register x = -scale * (registers(low)[(s & lowMask) * registersOfBlock + part] +
                             registers(high)[(s >> shift) * registersOfBlock + part]);
      x = x < limit ? x : limit;
      x = x > -limit ? x : -limit;
      registers(sums)[s * registersOfBlock + part] += registers(weight)[part] / (1.0F + exponential(x));
    }
}

void exponentials(const float* values, std::size_t blocks, float scale, float* out, float* largest) {
  for (std::size_t part = 0; part < registersOfBlock; ++part) {
    Register most = {};
    Register none = {}; // 0, or NaN once a value is no number
    for (std::size_t i = 0; i < blocks; ++i) {
      const Register x = -scale * registers(values)[i * registersOfBlock + part];
      most = larger(most, larger(x, -x));
      none += x * 0.0F;
      registers(out)[i * registersOfBlock + part] = exponential(x);
    }
    registers(largest)[part] += most + none;
  }
}

void multiplyStates(const float* low, std::size_t lowMask, const float* high, unsigned shift,
                    std::size_t states, float* out) {
  for (std::size_t s = 0; s < states; ++s)
#pragma GCC unroll 4
    for (std::size_t part = 0; part < registersOfBlock; ++part)
      registers(out)[s * registersOfBlock + part] = registers(low)[(s & lowMask) * registersOfBlock + part] *
                                                    registers(high)[(s >> shift) * registersOfBlock + part];
}

void multiplyChosen(const float* low, std::size_t lowMask, const float* high, unsigned shift,
                    const unsigned* from, std::size_t states, float* products) {
  for (std::size_t s = 0; s < states; ++s) {
    const std::size_t chosen = from[s];
#pragma GCC unroll 4
    for (std::size_t part = 0; part < registersOfBlock; ++part)
      registers(products)[s * registersOfBlock + part] *=
          registers(low)[(chosen & lowMask) * registersOfBlock + part] *
          registers(high)[(chosen >> shift) * registersOfBlock + part];
  }
}

// Two fractions share a division, which takes longest.
void addReciprocals(const float* const* low, std::size_t lowMask, const float* const* high, unsigned shift,
                    const float* const* weights, std::size_t states, float* sums) {
  for (std::size_t s = 0; s < states; ++s)
#pragma GCC unroll 4
    for (std::size_t part = 0; part < registersOfBlock; ++part) {
      const std::size_t atLow = (s & lowMask) * registersOfBlock + part;
      const std::size_t atHigh = (s >> shift) * registersOfBlock + part;
      const Register a = registers(low[0])[atLow] * registers(high[0])[atHigh] + 1.0F;
      const Register b = registers(low[1])[atLow] * registers(high[1])[atHigh] + 1.0F;
      registers(sums)[s * registersOfBlock + part] +=
          (registers(weights[0])[part] * b + registers(weights[1])[part] * a) / (a * b);
    }
}

} // namespace

template <InstructionSet> LaneKernels LaneKernels::compiled() {
  return {prospectivity::multiplyBlocks, prospectivity::sumTaps,       prospectivity::poolDot,
          prospectivity::poolPair,       prospectivity::addFloats,     prospectivity::addRelu,
          prospectivity::addReluDot,     prospectivity::joinStates,    prospectivity::addWeighted,
          prospectivity::addSigmoids,    prospectivity::exponentials,  prospectivity::multiplyStates,
          prospectivity::multiplyChosen, prospectivity::addReciprocals};
}
template LaneKernels LaneKernels::compiled<InstructionSet::PROSPECTIVITY_INSTRUCTION_SET>();

} // namespace prospectivity
