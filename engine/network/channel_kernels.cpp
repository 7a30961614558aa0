#include "engine/network/channel_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace prospectivity {

namespace {

/// Bit i: whether lane i is above 0.
__attribute__((always_inline)) inline unsigned long long activeLanes(Register values) {
#if defined(__AVX512F__)
  return _mm512_cmp_ps_mask(reinterpret_cast<__m512&>(values), _mm512_setzero_ps(), _CMP_GT_OQ);
#elif defined(__AVX__)
  const __m256 above = _mm256_cmp_ps(reinterpret_cast<__m256&>(values), _mm256_setzero_ps(), _CMP_GT_OQ);
  return static_cast<unsigned>(_mm256_movemask_ps(above));
#elif defined(__x86_64__)
  return static_cast<unsigned>(
      _mm_movemask_ps(_mm_cmpgt_ps(reinterpret_cast<__m128&>(values), _mm_setzero_ps())));
#else
  unsigned long long active = 0;
  for (std::size_t lane = 0; lane < registerFloats; ++lane)
    active |= static_cast<unsigned long long>(values[lane] > 0) << lane;
  return active;
#endif
}

template <std::size_t Value> struct Count { static constexpr std::size_t value = Value; };

/// What a sum over the active inputs takes, and where it goes.
struct ActiveInputs {
  const float* values;
  unsigned long long active; ///< bit i: value i is above 0
  float* product;
};

/// `Registers` registers of a product, from `done` outputs on.
template <std::size_t Registers>
__attribute__((always_inline)) inline void sumActive(const ActiveInputs& inputs, const float* weights,
                                                     const float* start, std::size_t outputs,
                                                     std::size_t done) {
  Register sums[Registers];
#pragma GCC unroll 12
  for (std::size_t r = 0; r < Registers; ++r)
    sums[r] = registers(start + done)[r];
  for (unsigned long long left = inputs.active; left != 0; left &= left - 1) {
    const auto i = static_cast<std::size_t>(__builtin_ctzll(left));
    const float value = inputs.values[i];
    const float* row = weights + i * outputs + done;
#pragma GCC unroll 12
    for (std::size_t r = 0; r < Registers; ++r)
      sums[r] += value * registers(row)[r];
  }
#pragma GCC unroll 12
  for (std::size_t r = 0; r < Registers; ++r)
    registers(inputs.product + done)[r] = sums[r];
}

void multiplyMixed(const float* const* both, const MixedState* states, std::size_t count, std::size_t inputs,
                   const float* weights, const float* start, std::size_t outputs) {
  constexpr std::size_t most = ChannelKernels::mostStates;
  alignas(64) float values[most * ChannelKernels::mostInputs];
  ActiveInputs mixed[most];
  unsigned char amounts[most];
  unsigned places[ChannelKernels::mostInputs + 2] = {};
  for (std::size_t k = 0; k < count; ++k) {
    const MixedState& state = states[k];
    const Register* left = registers(both[state.whose[0]] + state.part[0]);
    const Register* middle = registers(both[state.whose[1]] + state.part[1]);
    const Register* right = registers(both[state.whose[2]] + state.part[2]);
    float* own = values + k * inputs;
    unsigned long long active = 0;
    for (std::size_t i = 0; i < inputs / registerFloats; ++i) {
      const Register sum = left[i] + middle[i] + right[i];
      registers(own)[i] = sum;
      active |= activeLanes(sum) << (i * registerFloats);
    }
    mixed[k] = {own, active, state.product};
    amounts[k] = static_cast<unsigned char>(__builtin_popcountll(active));
    ++places[amounts[k] + 1];
  }
  // Those of equally many active inputs follow each other, so that the length of the loop is foreseen.
  for (std::size_t i = 1; i <= inputs; ++i)
    places[i] += places[i - 1];
  ActiveInputs sorted[most];
  for (std::size_t k = 0; k < count; ++k)
    sorted[places[amounts[k]]++] = mixed[k];
  std::size_t done = 0;
  const auto some = [&](auto together) __attribute__((always_inline)) {
    constexpr std::size_t width = decltype(together)::value;
    for (; done + width * registerFloats <= outputs; done += width * registerFloats)
      for (std::size_t k = 0; k < count; ++k)
        sumActive<width>(sorted[k], weights, start, outputs, done);
  };
  some(Count<12>());
  some(Count<6>());
  some(Count<3>());
  some(Count<1>());
}

void makeCurve(const float* constant, const float* slope, const float* weights, const float* start,
               std::size_t outputs, float* knots, float* lines) {
  std::size_t order[blockFloats]; // of those that change, by their knots
  std::size_t count = 0;
  for (std::size_t i = 0; i < blockFloats; ++i) {
    if (!(slope[i] > 0 || slope[i] < 0) || !(constant[i] == constant[i]))
      continue;
    const float knot = -constant[i] / slope[i];
    std::size_t place = count++;
    for (; place > 0 && knots[place - 1] > knot; --place) {
      knots[place] = knots[place - 1];
      order[place] = order[place - 1];
    }
    knots[place] = knot;
    order[place] = i;
  }
  for (std::size_t k = count; k < blockFloats; ++k)
    knots[k] = __builtin_inff();
  // What falls is active in front of its knot, what rises behind it. Each changes by all, of which one by 0.
  struct Change {
    const float* weights;
    float level;
    float rise;
  };
  Change falling[blockFloats];
  Change rising[blockFloats];
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t i = order[k];
    const float falls = slope[i] < 0 ? 1.0F : 0.0F;
    const float rises = 1.0F - falls;
    falling[k] = {weights + i * outputs, falls * constant[i], falls * slope[i]};
    rising[k] = {weights + i * outputs, rises * constant[i], rises * slope[i]};
  }
  for (std::size_t o = 0; o < outputs; o += registerFloats) {
    Register level = *registers(start + o);
    for (std::size_t i = 0; i < blockFloats; ++i)
      if (slope[i] == 0 && constant[i] > 0)
        level += constant[i] * *registers(weights + i * outputs + o);
    Register rise = {};
    Register levels[blockFloats + 1]; // without what rises
    Register rises[blockFloats + 1];
    levels[count] = level;
    rises[count] = rise;
    for (std::size_t k = count; k-- > 0;) {
      const Register weight = *registers(falling[k].weights + o);
      levels[k] = level += falling[k].level * weight;
      rises[k] = rise += falling[k].rise * weight;
    }
    level = rise = Register{};
    for (std::size_t k = 0;; ++k) {
      float* line = lines + 2 * k * outputs + o;
      *registers(line) = levels[k] + level;
      *registers(line + outputs) = rises[k] + rise;
      if (k == count)
        break;
      const Register weight = *registers(rising[k].weights + o);
      level += rising[k].level * weight;
      rise += rising[k].rise * weight;
    }
  }
}

void followCurves(const CurveState* curves, std::size_t count, const float* values, std::size_t outputs) {
  for (std::size_t c = 0; c < count; ++c) {
    const float value = values[curves[c].value];
    std::size_t line = 0;
#pragma GCC unroll 4
    for (std::size_t part = 0; part < registersOfBlock; ++part)
      line += static_cast<std::size_t>(
          __builtin_popcountll(activeLanes(Register{} + value - registers(curves[c].knots)[part])));
    const float* level = curves[c].lines + 2 * line * outputs;
    const float* rise = level + outputs;
    for (std::size_t o = 0; o < outputs; o += registerFloats)
      *registers(curves[c].product + o) = *registers(level + o) + value * *registers(rise + o);
  }
}

template <std::size_t Count>
__attribute__((always_inline)) inline void
addPositionOf(ChannelKernels::Products left, ChannelKernels::Products middle, ChannelKernels::Products right,
              const float* head, std::size_t channels, unsigned states, float one, bool areFresh,
              float* sums) {
  const Register zero = Register{} + (one - 1.0F);
  const std::size_t count = Count > 0 ? Count : channels / registerFloats;
  for (unsigned inner = 0; inner < 8; ++inner) { // the three in the middle
    if ((inner << 1 & ~states) != 0)
      continue;
    const Register* own = registers(middle[inner] + channels);
    const Register* low[2];
    const Register* high[2];
    for (std::size_t side = 0; side < 2; ++side) {
      low[side] = registers(left[side | (inner & 3) << 1]);
      high[side] = registers(right[inner >> 1 | side << 2] + 2 * channels);
    }
    float* target = sums + (inner << 1) * blockFloats;
    Register total[2][2];
#pragma GCC unroll 2
    for (std::size_t h = 0; h < 2; ++h)
#pragma GCC unroll 2
      for (std::size_t l = 0; l < 2; ++l)
        total[h][l] = areFresh ? Register{} : *registers(target + (h << 4 | l) * blockFloats);
#pragma GCC unroll 4
    for (std::size_t c = 0; c < count; ++c) {
      const Register weight = registers(head)[c];
#pragma GCC unroll 2
      for (std::size_t l = 0; l < 2; ++l) {
        const Register part = one * own[c] + low[l][c];
#pragma GCC unroll 2
        for (std::size_t h = 0; h < 2; ++h)
          total[h][l] += weight * larger(part + high[h][c], zero);
      }
    }
#pragma GCC unroll 2
    for (std::size_t h = 0; h < 2; ++h)
#pragma GCC unroll 2
      for (std::size_t l = 0; l < 2; ++l)
        *registers(target + (h << 4 | l) * blockFloats) = total[h][l];
  }
}

void addPosition(ChannelKernels::Products left, ChannelKernels::Products middle,
                 ChannelKernels::Products right, const float* head, std::size_t channels, unsigned states,
                 float one, bool areFresh, float* sums) {
  if (channels == 2 * blockFloats)
    addPositionOf<2 * registersOfBlock>(left, middle, right, head, channels, states, one, areFresh, sums);
  else
    addPositionOf<0>(left, middle, right, head, channels, states, one, areFresh, sums);
}

/// `Fourths`: 2, or 1 where there is no fourth of the positions in the middle.
template <std::size_t Count, unsigned Fourths>
__attribute__((always_inline)) inline void
addPairOf(ChannelKernels::Products left, ChannelKernels::Products first, ChannelKernels::Products second,
          ChannelKernels::Products right, const float* head, std::size_t channels, unsigned states, float one,
          bool areFresh, float* sums) {
  const Register zero = Register{} + (one - 1.0F);
  const std::size_t count = Count > 0 ? Count : channels / registerFloats;
  for (unsigned inner = 0; inner < 8; ++inner) { // the first three of the four in the middle
    if ((inner << 1 & ~states) != 0)
      continue;
    const Register* ofFirst = registers(first[inner]);
    const Register* ofSecond[2]; // by the fourth
    const Register* low[2];
    const Register* high[2][2];
    for (unsigned side = 0; side < 2; ++side) {
      low[side] = registers(left[side | (inner & 3) << 1]);
      ofSecond[side] = registers(second[inner >> 1 | side << 2]);
      for (unsigned fourth = 0; fourth < Fourths; ++fourth)
        high[fourth][side] = registers(right[inner >> 2 | fourth << 1 | side << 2] + 2 * channels);
    }
    float* target = sums + (inner << 1) * blockFloats;
    Register total[2][2][2];
#pragma GCC unroll 2
    for (unsigned h = 0; h < 2; ++h)
#pragma GCC unroll 2
      for (unsigned fourth = 0; fourth < Fourths; ++fourth)
#pragma GCC unroll 2
        for (unsigned l = 0; l < 2; ++l)
          total[h][fourth][l] =
              areFresh ? Register{} : *registers(target + (h << 5 | fourth << 4 | l) * blockFloats);
#pragma GCC unroll 4
    for (std::size_t c = 0; c < count; ++c) {
      const Register weight = registers(head)[c];
      const Register ownMiddle = ofFirst[count + c];
      const Register ownFirst = ofFirst[c];
      Register below[2];
#pragma GCC unroll 2
      for (unsigned l = 0; l < 2; ++l)
        below[l] = one * low[l][c] + ownMiddle;
#pragma GCC unroll 2
      for (unsigned fourth = 0; fourth < Fourths; ++fourth) {
        const Register a = ofSecond[fourth][2 * count + c];
        const Register b = one * ofSecond[fourth][count + c] + ownFirst;
        const Register firsts[2] = {larger(below[0] + a, zero), larger(below[1] + a, zero)};
#pragma GCC unroll 2
        for (unsigned h = 0; h < 2; ++h) {
          const Register other = one * high[fourth][h][c] + b;
#pragma GCC unroll 2
          for (unsigned l = 0; l < 2; ++l)
            total[h][fourth][l] += weight * larger(other, firsts[l]);
        }
      }
    }
#pragma GCC unroll 2
    for (unsigned h = 0; h < 2; ++h)
#pragma GCC unroll 2
      for (unsigned fourth = 0; fourth < Fourths; ++fourth)
#pragma GCC unroll 2
        for (unsigned l = 0; l < 2; ++l)
          *registers(target + (h << 5 | fourth << 4 | l) * blockFloats) = total[h][fourth][l];
  }
}

void addPair(ChannelKernels::Products left, ChannelKernels::Products first, ChannelKernels::Products second,
             ChannelKernels::Products right, const float* head, std::size_t channels, unsigned states,
             float one, bool areFresh, float* sums) {
  constexpr std::size_t usual = 2 * registersOfBlock;
  const bool hasFourth = (states & 1U << 4) != 0;
  if (channels == 2 * blockFloats && hasFourth)
    addPairOf<usual, 2>(left, first, second, right, head, channels, states, one, areFresh, sums);
  else if (channels == 2 * blockFloats)
    addPairOf<usual, 1>(left, first, second, right, head, channels, states, one, areFresh, sums);
  else if (hasFourth)
    addPairOf<0, 2>(left, first, second, right, head, channels, states, one, areFresh, sums);
  else
    addPairOf<0, 1>(left, first, second, right, head, channels, states, one, areFresh, sums);
}

template <int... Lanes> struct LaneList {};
#if defined(__AVX512F__)
using AllLanes = LaneList<0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15>;
#elif defined(__AVX__)
using AllLanes = LaneList<0, 1, 2, 3, 4, 5, 6, 7>;
#else
using AllLanes = LaneList<0, 1, 2, 3>;
#endif

/// Of each two groups of `Group` lanes of a, and then of b, the first or the second.
template <int Group, int Which, int... Lanes>
__attribute__((always_inline)) inline Register halves(Register a, Register b, LaneList<Lanes...>) {
  constexpr int width = static_cast<int>(registerFloats);
  constexpr auto from = [](int lane) {
    const int group = lane / (2 * Group) * 2 * Group + Which * Group + lane % Group;
    return lane % (2 * Group) < Group ? group : width + group;
  };
  return __builtin_shufflevector(a, b, from(Lanes)...); // the one that GCC and clang both have
}

/// Sums of `Group` neighbouring lanes each become those of twice as many, a's beside b's.
template <int Group> __attribute__((always_inline)) inline Register joined(Register a, Register b) {
  return halves<Group, 0>(a, b, AllLanes()) + halves<Group, 1>(a, b, AllLanes());
}

/// Lane i: sum of the lanes of the register in block `first` + i.
template <int Group>
__attribute__((always_inline)) inline Register summed(const Register* values, std::size_t first) {
  if constexpr (Group == 1)
    return values[first];
  else
    return joined<Group / 2>(summed<Group / 2>(values, first), summed<Group / 2>(values, first + Group / 2));
}

void sumBlocks(const float* values, std::size_t blocks, std::size_t step, bool areWhole, float* out) {
  Register whole[registerFloats];
  for (std::size_t first = 0; first < blocks; first += registerFloats) {
#pragma GCC unroll 16
    for (std::size_t i = 0; i < registerFloats; ++i) {
      const Register* block = registers(values + (first + i) * step * blockFloats);
      whole[i] = block[0];
      if (areWhole)
#pragma GCC unroll 3
        for (std::size_t part = 1; part < registersOfBlock; ++part)
          whole[i] += block[part];
    }
    *registers(out + first) = summed<static_cast<int>(registerFloats)>(whole, 0);
  }
}

/// A step of turning a square of registers: between those that are `Group` apart.
template <int Group> __attribute__((always_inline)) inline void turn(Register* square) {
  constexpr std::size_t group = Group;
#pragma GCC unroll 16
  for (std::size_t i = 0; i < registerFloats; ++i)
    if ((i & group) == 0) {
      const Register a = square[i];
      const Register b = square[i + group];
      square[i] = halves<Group, 0>(a, b, AllLanes());
      square[i + group] = halves<Group, 1>(a, b, AllLanes());
    }
  if constexpr (2 * group < registerFloats)
    turn<2 * Group>(square);
}

void turnRows(const float* rows, std::size_t stride, std::size_t columns, float* blocks) {
  Register square[registerFloats];
  for (std::size_t column = 0; column < columns; column += registerFloats)
    for (std::size_t row = 0; row < blockFloats; row += registerFloats) {
#pragma GCC unroll 16
      for (std::size_t i = 0; i < registerFloats; ++i)
        square[i] = *registers(rows + (row + i) * stride + column);
      turn<1>(square);
#pragma GCC unroll 16
      for (std::size_t i = 0; i < registerFloats; ++i)
        *registers(blocks + (column + i) * blockFloats + row) = square[i];
    }
}

} // namespace

template <InstructionSet> ChannelKernels ChannelKernels::compiled() {
  return {prospectivity::multiplyMixed, prospectivity::makeCurve, prospectivity::followCurves,
          prospectivity::addPosition,   prospectivity::addPair,   prospectivity::sumBlocks,
          prospectivity::turnRows};
}
template ChannelKernels ChannelKernels::compiled<InstructionSet::PROSPECTIVITY_INSTRUCTION_SET>();

} // namespace prospectivity
