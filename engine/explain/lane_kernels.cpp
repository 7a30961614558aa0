#include "engine/explain/lane_kernels.h"

#include "engine/explain/float_blocks.h"

namespace prospectivity {

static_assert(lanes == blockFloats);

namespace {

void multiplyBlocks(const float* weights, std::size_t inputs, std::size_t outputs, const float* in,
                    std::size_t columns, float* out) {
  constexpr std::size_t together = 2; // columns that share a load of the weights
  for (std::size_t column = 0; column < columns; column += together) {
    const bool single = column + 1 == columns;
    const Block* first = blocks(in) + column * inputs;
    const Block* second = single ? first : first + inputs;
    for (std::size_t o = 0; o < outputs; o += strip) {
      const float* row = weights + o * inputs;
      Block a[strip] = {};
      Block b[strip] = {};
      for (std::size_t i = 0; i < inputs; ++i, row += strip) {
        const Block x = first[i];
        const Block y = second[i];
#pragma GCC unroll 8
        for (std::size_t k = 0; k < strip; ++k) {
          a[k] += row[k] * x;
          b[k] += row[k] * y;
        }
      }
      Block* target = blocks(out) + column * outputs + o;
#pragma GCC unroll 8
      for (std::size_t k = 0; k < strip; ++k)
        target[k] = a[k];
      if (single)
        continue;
#pragma GCC unroll 8
      for (std::size_t k = 0; k < strip; ++k)
        target[outputs + k] = b[k];
    }
  }
}

void sumTaps(const float* const* taps, std::size_t count, const float* bias, std::size_t channels,
             float* out) {
  const Block zero = {};
  if (count == 3) { // the usual kernel
    const Block* left = blocks(taps[0]);
    const Block* middle = blocks(taps[1]);
    const Block* right = blocks(taps[2]);
    for (std::size_t c = 0; c < channels; ++c) {
      const Block sum = left[c] + middle[c] + right[c] + bias[c];
      blocks(out)[c] = sum > zero ? sum : zero;
    }
    return;
  }
  for (std::size_t c = 0; c < channels; ++c) {
    Block sum = zero + bias[c];
    for (std::size_t t = 0; t < count; ++t)
      sum += blocks(taps[t])[c];
    blocks(out)[c] = sum > zero ? sum : zero;
  }
}

void poolDot(const float* a, const float* b, PairPooling pooling, const float* weights, std::size_t channels,
             float* out) {
  Block sum = *blocks(out);
  if (b == nullptr) {
    for (std::size_t c = 0; c < channels; ++c)
      sum += weights[c] * blocks(a)[c];
  } else if (pooling == PairPooling::Max) {
    for (std::size_t c = 0; c < channels; ++c)
      sum += weights[c] * (blocks(a)[c] > blocks(b)[c] ? blocks(a)[c] : blocks(b)[c]);
  } else {
    for (std::size_t c = 0; c < channels; ++c)
      sum += weights[c] * (0.5F * (blocks(a)[c] + blocks(b)[c]));
  }
  *blocks(out) = sum;
}

void poolPair(const float* a, const float* b, PairPooling pooling, std::size_t channels, float* out) {
  for (std::size_t c = 0; c < channels; ++c)
    blocks(out)[c] = pooling == PairPooling::Max ? (blocks(a)[c] > blocks(b)[c] ? blocks(a)[c] : blocks(b)[c])
                                                 : 0.5F * (blocks(a)[c] + blocks(b)[c]);
}

void addFloats(const float* a, const float* b, std::size_t count, float* out) {
  for (std::size_t i = 0; i < count / lanes; ++i)
    blocks(out)[i] = blocks(a)[i] + blocks(b)[i];
}

void addRelu(const float* a, const float* b, std::size_t count, float* out) {
  const Block zero = {};
  for (std::size_t i = 0; i < count / lanes; ++i) {
    const Block sum = blocks(a)[i] + blocks(b)[i];
    blocks(out)[i] = sum > zero ? sum : zero;
  }
}

void addReluDot(const float* a, const float* b, const float* weights, std::size_t units, float bias,
                float* out) {
  const Block zero = {};
  Block even = zero + bias;
  Block odd = zero;
  std::size_t h = 0;
  for (; h + 2 <= units; h += 2) {
    const Block first = blocks(a)[h] + blocks(b)[h];
    const Block second = blocks(a)[h + 1] + blocks(b)[h + 1];
    even += weights[h] * (first > zero ? first : zero);
    odd += weights[h + 1] * (second > zero ? second : zero);
  }
  if (h < units) {
    const Block last = blocks(a)[h] + blocks(b)[h];
    even += weights[h] * (last > zero ? last : zero);
  }
  *blocks(out) = even + odd;
}

void joinStates(const float* low, std::size_t lowMask, const float* high, unsigned shift, std::size_t states,
                float* out) {
  for (std::size_t s = 0; s < states; ++s)
    blocks(out)[s] = blocks(low)[s & lowMask] + blocks(high)[s >> shift];
}

void addWeighted(const float* values, const float* weight, std::size_t states, float* sums) {
  const Block share = *blocks(weight);
  for (std::size_t s = 0; s < states; ++s)
    blocks(sums)[s] += share * blocks(values)[s];
}

// e^-x as 2^n e^r with |r| <= ln(2) / 2 (Cody & Waite 1980), the rest by its series to the sixth power:
// the first term left out is below 2e-8.
void addSigmoids(const float* low, std::size_t lowMask, const float* high, unsigned shift, float scale,
                 const float* weight, std::size_t states, float* sums) {
  constexpr float rounding = 12582912.0F; // 1.5 * 2^23: adding it rounds to a whole number
  const Block share = *blocks(weight);
  const Block limit = Block{} + 87.0F;
  for (std::size_t s = 0; s < states; ++s) {
    Block x = -scale * (blocks(low)[s & lowMask] + blocks(high)[s >> shift]);
    x = x < limit ? x : limit;
    x = x > -limit ? x : -limit;
    const Block shifted = x * 1.44269504F + rounding;
    const Block n = shifted - rounding;
    const Block r = (x - n * 0.693145752F) - n * 1.42860677e-6F;
    Block e = r * (1.0F / 720) + 1.0F / 120;
    e = e * r + 1.0F / 24;
    e = e * r + 1.0F / 6;
    e = e * r + 0.5F;
    e = e * r + 1.0F;
    e = e * r + 1.0F;
    const IntBlock exponent = (reinterpret_cast<const IntBlock&>(shifted) << 23) +
                              reinterpret_cast<const IntBlock&>(e); // the whole number sits in the low bits
    blocks(sums)[s] += share / (1.0F + reinterpret_cast<const Block&>(exponent));
  }
}

} // namespace

template <InstructionSet> LaneKernels LaneKernels::compiled() {
  return {prospectivity::multiplyBlocks, prospectivity::sumTaps,    prospectivity::poolDot,
          prospectivity::poolPair,       prospectivity::addFloats,  prospectivity::addRelu,
          prospectivity::addReluDot,     prospectivity::joinStates, prospectivity::addWeighted,
          prospectivity::addSigmoids};
}
template LaneKernels LaneKernels::compiled<InstructionSet::PROSPECTIVITY_INSTRUCTION_SET>();

} // namespace prospectivity
