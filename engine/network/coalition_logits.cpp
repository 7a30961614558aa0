#include "engine/network/coalition_logits.h"

#include <algorithm>

namespace prospectivity {

CoalitionLogits::CoalitionLogits(const ReceptiveFields& fields)
    : mFields(fields), mZero(fields.units, LaneBlock{}) {
  std::fill_n(mOne.lane, lanes, 1.0F);
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
  if (mFields.units != 1 || !mFields.tail.empty())
    return allOfHidden(tables);
  return joinAll(tables, kernels<LaneKernels>().joinStates, mZero.front());
}

CoalitionLogits::Halves CoalitionLogits::allProducts(const std::vector<FieldTable>& tables) {
  return joinAll(tables, kernels<LaneKernels>().multiplyStates, mOne);
}

/// The tables are joined to two halves, of which each has few states. Joining these is left to the caller,
/// who needs each coalition once.
CoalitionLogits::Halves CoalitionLogits::joinAll(const std::vector<FieldTable>& tables, Join join,
                                                 const LaneBlock& neutral) {
  const auto features = static_cast<int>(mFields.features);
  std::size_t cut = tables.size(); // the first table of the high half; none
  std::size_t fewest = std::size_t{1} << features;
  for (std::size_t t = 1; t < tables.size(); ++t) {
    const std::size_t states = (std::size_t{1} << (tables[t - 1].field.last + 1)) +
                               (std::size_t{1} << (features - tables[t].field.first));
    if (states < fewest) {
      fewest = states;
      cut = t;
    }
  }
  const std::size_t lowMask = (std::size_t{1} << (tables[cut - 1].field.last + 1)) - 1;
  const float* low = joined(tables, 0, cut, join, mJoined);
  if (cut == tables.size())
    return {low, lowMask, neutral.lane, static_cast<unsigned>(features)};
  return {low, lowMask, joined(tables, cut, tables.size(), join, mJoined + 2),
          static_cast<unsigned>(tables[cut].field.first)};
}

/// Some neighbouring tables as one, by the states of the positions from the first of them to the last.
const float* CoalitionLogits::joined(const std::vector<FieldTable>& tables, std::size_t first,
                                     std::size_t end, Join join, LaneBlocks* room) {
  const int base = tables[first].field.first;
  const float* low = floats(tables[first].values);
  std::size_t states = tables[first].field.states();
  for (std::size_t t = first + 1; t < end; ++t) {
    const std::size_t lowMask = states - 1;
    states = std::size_t{1} << (tables[t].field.last + 1 - base);
    LaneBlocks& out = room[t % 2];
    out.resize(std::max(out.size(), states));
    join(low, lowMask, floats(tables[t].values), static_cast<unsigned>(tables[t].field.first - base), states,
         floats(out));
    low = floats(out);
  }
  return low;
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
