#include "engine/network/row_products.h"

#include <algorithm>

namespace prospectivity {

namespace {

constexpr std::size_t states = 8; ///< of a position and its neighbours

/// Which of a position and its neighbours there are.
unsigned presentAt(std::size_t position, std::size_t features) {
  return (position > 0 ? 1U : 0U) | 2U | (position + 1 < features ? 4U : 0U);
}

} // namespace

RowProducts::RowProducts(const RowNetwork& network)
    : mNetwork(network), mValues(network.features * states * network.inner / lanes),
      mMixed(network.features * states * RowNetwork::taps * network.outer / lanes),
      mInputs(network.features * states), mSorted(mInputs.size()), mOfPosition(network.features + 2),
      mTaken(64 / lanes) {
  mOfPosition.front().fill(floats(network.nothing));
  mOfPosition.back().fill(floats(network.nothing));
  for (const RowNetwork::Output& output : network.outputs)
    mSums.emplace_back(output.isPair ? 64 : 32);
}

void RowProducts::start(const float* seen) {
  mNetwork.give(seen, mParts);
  mNetwork.multiplyAll(mParts, mProducts);
  mAreFresh = true;
}

/// The products of all positions in all states. Those with equally many active channels are made together.
void RowProducts::multiply(std::size_t row) {
  constexpr std::size_t taps = RowNetwork::taps;
  const std::size_t features = mNetwork.features;
  const std::size_t inner = mNetwork.inner;
  const std::size_t size = taps * mNetwork.outer;
  std::size_t count = 0;
  std::array<std::size_t, ChannelKernels::mostInputs + 2> places = {};
  for (std::size_t p = 0; p < features; ++p) {
    const auto parts = [&](std::size_t position, std::size_t tap) {
      return std::array<const float*, 2>{mNetwork.part(row, position, tap),
                                         mNetwork.partOf(mParts, position, tap)};
    };
    const float* none = floats(mNetwork.nothing);
    const auto left = p > 0 ? parts(p - 1, 0) : std::array<const float*, 2>{none, none};
    const auto middle = parts(p, 1);
    const auto right = p + 1 < features ? parts(p + 1, 2) : std::array<const float*, 2>{none, none};
    const unsigned present = presentAt(p, features);
    std::array<unsigned char, states> mixed = {};
    std::size_t mixedCount = 0;
    for (unsigned state = 1; state < present; ++state)
      if ((state & ~present) == 0)
        mixed[mixedCount++] = static_cast<unsigned char>(state);
    std::array<unsigned long long, states> active = {};
    float* values = floats(mValues) + p * states * inner;
    kernels<ChannelKernels>().activate(left.data(), middle.data(), right.data(), inner, mixed.data(),
                                       mixedCount, values, active.data());
    std::array<const float*, states>& own = mOfPosition[p + 1];
    own[0] = mNetwork.product(row, p);
    own[present] = floats(mProducts) + p * size;
    for (std::size_t k = 0; k < mixedCount; ++k) {
      float* product = floats(mMixed) + (p * states + mixed[k]) * size;
      own[mixed[k]] = product;
      mInputs[count++] = {values + k * inner, active[k], product};
      ++places[static_cast<std::size_t>(__builtin_popcountll(active[k])) + 1];
    }
    for (unsigned state = 1; state < states; ++state) // what is not there changes nothing
      if ((state & ~present) != 0)
        own[state] = own[state & present];
  }
  for (std::size_t i = 1; i < places.size(); ++i)
    places[i] += places[i - 1];
  for (std::size_t i = 0; i < count; ++i)
    mSorted[places[static_cast<std::size_t>(__builtin_popcountll(mInputs[i].active))]++] = mInputs[i];
  kernels<ChannelKernels>().multiplyActive(mSorted.data(), count, floats(mNetwork.weights),
                                           floats(mNetwork.start), size);
}

void RowProducts::add(std::size_t row) {
  multiply(row);
  for (std::size_t o = 0; o < mSums.size(); ++o) {
    const RowNetwork::Output& output = mNetwork.outputs[o];
    const auto* at = &mOfPosition[static_cast<std::size_t>(output.position)]; // the position on its left
    if (output.isPair)
      kernels<ChannelKernels>().addPair(at[0].data(), at[1].data(), at[2].data(), at[3].data(),
                                        floats(output.head), mNetwork.outer, output.states, mAreFresh,
                                        floats(mSums[o]));
    else
      kernels<ChannelKernels>().addPosition(at[0].data(), at[1].data(), at[2].data(), floats(output.head),
                                            mNetwork.outer, output.states, mAreFresh, floats(mSums[o]));
  }
  mAreFresh = false;
}

const float* RowProducts::take(std::size_t output) {
  const RowNetwork::Output& own = mNetwork.outputs[output];
  kernels<ChannelKernels>().sumBlocks(floats(mSums[output]), mSums[output].size(), floats(mTaken));
  float* taken = floats(mTaken);
  const int missing = own.field.first - (own.position - 2);
  for (std::size_t state = 1; state < own.field.states(); ++state)
    taken[state] = taken[state << missing];
  return taken;
}

} // namespace prospectivity
