#include "engine/network/coalition_logits.h"

#include <algorithm>

namespace prospectivity {

CoalitionLogits::CoalitionLogits(const ReceptiveFields& fields)
    : mFields(fields), mZero(fields.units, LaneBlock{}) {
  std::size_t widest = fields.units;
  for (const ReceptiveFields::Dense& dense : fields.tail)
    widest = std::max(widest, dense.outputs);
  mLayer[0].resize(widest);
  mLayer[1].resize(widest);
  if (fields.tail.empty())
    return;
  const ReceptiveFields::Dense& last = fields.tail.back();
  for (std::size_t i = 0; i < last.inputs; ++i)
    mLastWeights.push_back(last.weights[i * strip]);
}

CoalitionLogits::Halves CoalitionLogits::all(const std::vector<FieldTable>& tables) {
  return mFields.units == 1 && mFields.tail.empty() ? allOfSum(tables) : allOfHidden(tables);
}

/// The tables are joined from the first position on: after each, the sums over the coalitions of the
/// positions so far. The last join is left to the caller, who needs each sum once.
CoalitionLogits::Halves CoalitionLogits::allOfSum(const std::vector<FieldTable>& tables) {
  const float* low = floats(mZero);
  std::size_t lowMask = 0;
  for (std::size_t t = 0; t + 1 < tables.size(); ++t) {
    const std::size_t states = std::size_t{1} << (tables[t].field.last + 1);
    LaneBlocks& joined = mJoined[t % 2];
    joined.resize(std::max(joined.size(), states));
    kernels<LaneKernels>().joinStates(low, lowMask, floats(tables[t].values),
                                      static_cast<unsigned>(tables[t].field.first), states, floats(joined));
    low = floats(joined);
    lowMask = states - 1;
  }
  return {low, lowMask, floats(tables.back().values), static_cast<unsigned>(tables.back().field.first)};
}

/// Counts through the coalitions; the sum of the tables from t on changes only when a position at or above
/// the first of table t does.
CoalitionLogits::Halves CoalitionLogits::allOfHidden(const std::vector<FieldTable>& tables) {
  const std::size_t units = mFields.units;
  const std::size_t coalitions = std::size_t{1} << mFields.features;
  mSums.resize((tables.size() + 1) * units);
  std::copy(mZero.begin(), mZero.end(), mSums.end() - static_cast<std::ptrdiff_t>(units));
  mJoined[0].resize(coalitions);
  const auto entry = [&](std::size_t t, std::size_t coalition) {
    const PositionRange& field = tables[t].field;
    return tables[t].state((coalition >> field.first) & (field.states() - 1), units);
  };
  for (std::size_t s = 0; s < coalitions; ++s) {
    for (std::size_t t = tables.size(); t-- > 1;)
      if ((s & ((std::size_t{1} << tables[t].field.first) - 1)) == 0)
        kernels<LaneKernels>().addFloats(mSums[(t + 1) * units].lane, entry(t, s), units * lanes,
                                         mSums[t * units].lane);
    finish(mSums[units].lane, entry(0, s), mJoined[0][s].lane);
  }
  return {floats(mJoined[0]), coalitions - 1, floats(mZero), static_cast<unsigned>(mFields.features)};
}

/// The layers behind the first hidden one, whose units before the ReLU are a + b.
void CoalitionLogits::finish(const float* a, const float* b, float* logit) {
  const ReceptiveFields::Dense& last = mFields.tail.back();
  if (mFields.tail.size() == 1) {
    kernels<LaneKernels>().addReluDot(a, b, mLastWeights.data(), mFields.units, last.bias[0], logit);
    return;
  }
  kernels<LaneKernels>().addRelu(a, b, mFields.units * lanes, floats(mLayer[0]));
  for (std::size_t l = 0; l + 1 < mFields.tail.size(); ++l) {
    const ReceptiveFields::Dense& dense = mFields.tail[l];
    kernels<LaneKernels>().multiplyBlocks(dense.weights.data(), dense.inputs, dense.outputs,
                                          floats(mLayer[0]), 1, floats(mLayer[1]));
    const float* sums = floats(mLayer[1]);
    kernels<LaneKernels>().sumTaps(&sums, 1, dense.bias.data(), dense.outputs, floats(mLayer[0]));
  }
  std::fill_n(logit, lanes, last.bias[0]);
  kernels<LaneKernels>().poolDot(floats(mLayer[0]), nullptr, PairPooling::Max, mLastWeights.data(),
                                 last.inputs, logit);
}

void CoalitionLogits::one(const std::vector<FieldTable>& tables, const std::vector<char>& present,
                          float* logit) {
  const std::size_t units = mFields.units;
  mSums.assign(units, LaneBlock{});
  for (const FieldTable& table : tables) {
    std::size_t state = 0;
    for (int p = table.field.last; p >= table.field.first; --p)
      state = 2 * state + (present[static_cast<std::size_t>(p)] != 0 ? 1 : 0);
    kernels<LaneKernels>().addFloats(floats(mSums), table.state(state, units), units * lanes, floats(mSums));
  }
  if (mFields.tail.empty())
    std::copy_n(floats(mSums), lanes, logit);
  else
    finish(floats(mSums), floats(mZero), logit);
}

} // namespace prospectivity
