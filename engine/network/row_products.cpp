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
    : mNetwork(network), mMixed(network.features * states * RowNetwork::taps * network.outer / lanes),
      mOfPosition(network.features + 2), mTaken(64 / lanes) {
  mOfPosition.front().fill(floats(network.nothing));
  mOfPosition.back().fill(floats(network.nothing));
  for (std::size_t p = 0; p < network.features; ++p) {
    const unsigned present = presentAt(p, network.features);
    for (unsigned state = 1; state < present; ++state) {
      if ((state & ~present) != 0)
        continue;
      float* product = floats(mMixed) + (p * states + state) * RowNetwork::taps * network.outer;
      mStates.push_back(network.state(p, state, product));
      mOfPosition[p + 1][state] = product;
    }
  }
  for (const RowNetwork::Output& output : network.outputs)
    mSums.emplace_back(output.isPair ? 64 : 32);
}

void RowProducts::start(const float* seen) {
  mNetwork.give(seen, mParts);
  mNetwork.multiply(mParts, mProducts);
  for (std::size_t p = 0; p < mNetwork.features; ++p)
    mOfPosition[p + 1][presentAt(p, mNetwork.features)] =
        floats(mProducts) + p * RowNetwork::taps * mNetwork.outer;
  mAreFresh = true;
}

/// The products of all positions in all states.
void RowProducts::multiply(std::size_t row) {
  const float* both[2] = {mNetwork.parts(row), floats(mParts)};
  for (std::size_t first = 0; first < mStates.size(); first += ChannelKernels::mostStates)
    kernels<ChannelKernels>().multiplyMixed(
        both, &mStates[first], std::min(ChannelKernels::mostStates, mStates.size() - first), mNetwork.inner,
        floats(mNetwork.weights), floats(mNetwork.start), RowNetwork::taps * mNetwork.outer);
  for (std::size_t p = 0; p < mNetwork.features; ++p) {
    std::array<const float*, states>& own = mOfPosition[p + 1];
    own[0] = mNetwork.product(row, p);
    const unsigned present = presentAt(p, mNetwork.features);
    if (present + 1 < states)
      for (unsigned state = 1; state < states; ++state) // what is not there changes nothing
        own[state] = own[state & present];
  }
}

void RowProducts::add(std::size_t row) {
  multiply(row);
  for (std::size_t o = 0; o < mSums.size(); ++o) {
    const RowNetwork::Output& output = mNetwork.outputs[o];
    const auto* at = &mOfPosition[static_cast<std::size_t>(output.position)]; // the position on its left
    if (output.isPair)
      kernels<ChannelKernels>().addPair(at[0].data(), at[1].data(), at[2].data(), at[3].data(),
                                        floats(output.head), mNetwork.outer, output.states, 1.0F, mAreFresh,
                                        floats(mSums[o]));
    else
      kernels<ChannelKernels>().addPosition(at[0].data(), at[1].data(), at[2].data(), floats(output.head),
                                            mNetwork.outer, output.states, 1.0F, mAreFresh, floats(mSums[o]));
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
