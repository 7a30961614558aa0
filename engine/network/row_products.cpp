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
      mOfPosition(network.features + 2) {
  mOfPosition.front().fill(floats(network.nothing));
  mOfPosition.back().fill(floats(network.nothing));
  for (std::size_t p = 0; p < network.features; ++p) {
    const unsigned present = presentAt(p, network.features);
    for (unsigned state = 1; state < present; ++state) {
      if ((state & ~present) != 0)
        continue;
      float* product = floats(mMixed) + (p * states + state) * RowNetwork::taps * network.outer;
      mOfPosition[p + 1][state] = product;
      const unsigned others = present & ~state;
      if (network.hasCurves() && (others & (others - 1)) == 0) {
        mCurveStates.push_back(network.state(p, state, product));
        mOpenTaps.push_back(static_cast<std::size_t>(__builtin_ctz(others)));
        mCurves.push_back({nullptr, nullptr, p + mOpenTaps.back() - 1, product});
      } else {
        mStates.push_back(network.state(p, state, product));
      }
    }
  }
  const std::size_t linesOfOne = (lanes + 1) * 2 * RowNetwork::taps * network.outer;
  mKnots.resize(mCurves.size());
  mLines.resize(mCurves.size() * linesOfOne / lanes);
  for (std::size_t c = 0; c < mCurves.size(); ++c) {
    mCurves[c].knots = mKnots[c].lane;
    mCurves[c].lines = floats(mLines) + c * linesOfOne;
  }
  mPlaces.push_back(0);
  for (const RowNetwork::Output& output : network.outputs) {
    mSums.emplace_back(64); // states of six positions, or of fewer with room to take a whole block of them
    mPlaces.push_back(mPlaces.back() + std::max(output.field.states(), lanes));
  }
}

void RowProducts::start(const float* seen) {
  mNetwork.give(seen, mParts);
  mNetwork.multiply(mParts, mProducts);
  for (std::size_t p = 0; p < mNetwork.features; ++p)
    mOfPosition[p + 1][presentAt(p, mNetwork.features)] =
        floats(mProducts) + p * RowNetwork::taps * mNetwork.outer;
  makeCurves();
  mAreFresh = true;
}

/// The value of the background sample meets the tap under which it lies; the others' parts are constant.
void RowProducts::makeCurves() {
  const std::size_t linesOfOne = (lanes + 1) * 2 * RowNetwork::taps * mNetwork.outer;
  for (std::size_t c = 0; c < mCurves.size(); ++c) {
    const MixedState& state = mCurveStates[c];
    const std::size_t tap = mOpenTaps[c];
    LaneBlock constant;
    for (std::size_t i = 0; i < lanes; ++i) {
      constant.lane[i] = mNetwork.constant(tap)[i];
      for (std::size_t k = 0; k < RowNetwork::taps; ++k)
        if (k != tap)
          constant.lane[i] += floats(mParts)[state.part[k] + i];
    }
    kernels<ChannelKernels>().makeCurve(constant.lane, mNetwork.slope(tap), floats(mNetwork.weights),
                                        floats(mNetwork.start), RowNetwork::taps * mNetwork.outer,
                                        mKnots[c].lane, floats(mLines) + c * linesOfOne);
  }
}

/// The products of all positions in all states.
void RowProducts::multiply(std::size_t row) {
  const float* both[2] = {mNetwork.parts(row), floats(mParts)};
  for (std::size_t first = 0; first < mStates.size(); first += ChannelKernels::mostStates)
    kernels<ChannelKernels>().multiplyMixed(
        both, &mStates[first], std::min(ChannelKernels::mostStates, mStates.size() - first), mNetwork.inner,
        floats(mNetwork.weights), floats(mNetwork.start), RowNetwork::taps * mNetwork.outer);
  kernels<ChannelKernels>().followCurves(mCurves.data(), mCurves.size(), mNetwork.seen(row),
                                         RowNetwork::taps * mNetwork.outer);
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
  if (row + 1 < mNetwork.rows()) { // it comes from further away than the second cache, above all in ensembles
    const float* parts = mNetwork.parts(row + 1);
    for (std::size_t i = 0; i < mNetwork.features * RowNetwork::taps * mNetwork.inner; i += lanes)
      __builtin_prefetch(parts + i);
    const float* products = mNetwork.product(row + 1, 0);
    for (std::size_t i = 0; i < mNetwork.features * RowNetwork::taps * mNetwork.outer; i += lanes)
      __builtin_prefetch(products + i, 0, 2);
  }
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

void RowProducts::take(float* sums) {
  for (std::size_t o = 0; o < mSums.size(); ++o) {
    const RowNetwork::Output& output = mNetwork.outputs[o];
    const int missing = output.field.first - (output.position - 2);
    kernels<ChannelKernels>().sumBlocks(floats(mSums[o]), mPlaces[o + 1] - mPlaces[o],
                                        std::size_t{1} << missing, false, sums + mPlaces[o]);
  }
  mAreFresh = true;
}

} // namespace prospectivity
