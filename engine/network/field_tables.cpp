#include "engine/network/field_tables.h"

#include <algorithm>
#include <utility>

namespace prospectivity {

namespace {

/// The state of `inner` when the field around it is in state `state`.
std::size_t innerState(std::size_t state, const PositionRange& outer, const PositionRange& inner) {
  return (state >> (inner.first - outer.first)) & (inner.states() - 1);
}

/// The position that a tap of a convolution meets; -1 where the padding is.
int meets(std::size_t position, std::size_t tap, std::size_t taps, std::size_t features) {
  const int met = static_cast<int>(position + tap) - static_cast<int>(taps / 2);
  return met >= 0 && met < static_cast<int>(features) ? met : -1;
}

/// Room for `count` blocks; what is there stays, since filling it anew would cost as much as the sums.
void makeRoom(LaneBlocks& blocks, std::size_t count) {
  if (blocks.size() < count)
    blocks.resize(count);
}

} // namespace

FieldTables::FieldTables(const ReceptiveFields& fields, const RowNetwork* rows)
    : mFields(fields), mRows(rows), mActivations(fields.features), mProducts(fields.features) {
  const std::vector<PositionRange>& pooled = fields.pooledFields;
  for (const PositionRange& field : pooled) {
    const bool isInner = std::any_of(pooled.begin(), pooled.end(), [&](const PositionRange& other) {
      return other.holds(field) && other.width() > field.width();
    });
    const bool isKnown = std::any_of(mTables.begin(), mTables.end(),
                                     [&](const FieldTable& table) { return table.field.holds(field); });
    if (!isInner && !isKnown)
      mTables.push_back({field, LaneBlocks(field.states() * fields.units)});
  }
  for (const PositionRange& field : pooled)
    mTableOf.push_back(tableWith(field));
  if (mRows != nullptr) {
    mProductsOfRows.emplace(*mRows);
    mTaken.resize(mProductsOfRows->size()); // as many rows as a block has lanes
    mPartsOfRows.resize(mProductsOfRows->size());
  }
}

/// The first whose field holds this one.
std::size_t FieldTables::tableWith(const PositionRange& field) const {
  std::size_t table = 0;
  while (!mTables[table].field.holds(field))
    ++table;
  return table;
}

void FieldTables::start(std::vector<float> sample) {
  mSample = std::move(sample);
  if (mProductsOfRows)
    mProductsOfRows->start(mSample.data());
}

std::vector<FieldGame> FieldTables::games(const std::vector<LaneBlocks>& background,
                                          const LaneBlocks& weights, const Progress& progress) {
  if (mProductsOfRows)
    return gamesOfRows(progress);
  std::vector<FieldGame> games;
  for (const FieldTable& table : mTables)
    games.push_back({table.field, std::vector<double>(table.field.states(), 0.0)});
  for (std::size_t group = 0; group < background.size(); ++group) {
    progress.check();
    tabulate(group, background[group]);
    for (std::size_t t = 0; t < games.size(); ++t)
      for (std::size_t s = 0; s < games[t].values.size(); ++s)
        for (std::size_t lane = 0; lane < lanes; ++lane)
          games[t].values[s] += static_cast<double>(mTables[t].values[s].lane[lane]) *
                                static_cast<double>(weights[group].lane[lane]);
  }
  return games;
}

/// Sums of as many background samples as a group has stay in single precision.
std::vector<FieldGame> FieldTables::gamesOfRows(const Progress& progress) {
  std::vector<FieldGame> games;
  for (const RowNetwork::Output& output : mRows->outputs)
    games.push_back({output.field, std::vector<double>(output.field.states(), 0.0)});
  for (std::size_t first = 0; first < mRows->rows(); first += lanes) {
    progress.check();
    for (std::size_t row = first; row < std::min(first + lanes, mRows->rows()); ++row)
      mProductsOfRows->add(row);
    mProductsOfRows->take(floats(mTaken));
    for (std::size_t o = 0; o < games.size(); ++o)
      for (std::size_t s = 0; s < games[o].values.size(); ++s)
        games[o].values[s] += static_cast<double>(floats(mTaken)[mProductsOfRows->place(o) + s]);
  }
  return games;
}

void FieldTables::tabulateRows(std::size_t group) {
  const std::size_t first = group * lanes;
  const std::size_t count = std::min(lanes, mRows->rows() - first);
  const std::size_t size = mProductsOfRows->size();
  float* taken = floats(mTaken);
  for (std::size_t lane = 0; lane < count; ++lane) {
    mProductsOfRows->add(first + lane);
    mProductsOfRows->take(taken + lane * size);
  }
  for (std::size_t lane = count; lane < lanes;
       ++lane) // hold the last sample again, as the background's blocks do
    std::copy_n(taken + (count - 1) * size, size, taken + lane * size);
  kernels<ChannelKernels>().turnRows(taken, size, size, floats(mPartsOfRows));
  clearTables();
  for (std::size_t o = 0; o < mRows->outputs.size(); ++o) {
    const PositionRange& field = mRows->outputs[o].field;
    addPart(field, mPartsOfRows.data() + mProductsOfRows->place(o), tableWith(field));
  }
}

void FieldTables::tabulate(std::size_t group, const LaneBlocks& background) {
  if (mProductsOfRows)
    return tabulateRows(group);
  const float* sample = mSample.data();
  const auto channels = static_cast<std::size_t>(mFields.channels.count());
  for (std::size_t p = 0; p < mFields.features; ++p) {
    makeRoom(mActivations[p], 2 * channels);
    for (std::size_t c = 0; c < channels; ++c) {
      mActivations[p][c] = background[p * channels + c];
      std::fill_n(mActivations[p][channels + c].lane, lanes, sample[p * channels + c]);
    }
  }
  for (std::size_t layer = 0; layer < mFields.convolutions.size(); ++layer) {
    multiply(layer);
    if (layer + 1 < mFields.convolutions.size())
      for (std::size_t p = 0; p < mFields.features; ++p)
        activate(layer, p, mActivations[p]);
  }
  clearTables();
  for (std::size_t p = 0; p < mFields.pooledFields.size(); ++p)
    addPooled(p);
}

void FieldTables::clearTables() {
  for (std::size_t t = 0; t < mTables.size(); ++t) {
    LaneBlocks& values = mTables[t].values;
    std::fill(values.begin(), values.end(), LaneBlock{});
    if (t == 0)
      for (std::size_t i = 0; i < values.size(); ++i)
        std::fill_n(values[i].lane, lanes, mFields.unitBias[i % mFields.units]);
  }
}

/// Each input position's part in the convolution's outputs, once per state and tap.
void FieldTables::multiply(std::size_t layer) {
  const ReceptiveFields::Convolution& convolution = mFields.convolutions[layer];
  const std::size_t tapWeights = convolution.inChannels * convolution.outChannels;
  for (std::size_t p = 0; p < mFields.features; ++p) {
    const std::size_t states = convolution.fields[p].states();
    mProducts[p].resize(convolution.taps);
    for (std::size_t tap = 0; tap < convolution.taps; ++tap) {
      if (meets(p, convolution.taps - 1 - tap, convolution.taps, mFields.features) < 0)
        continue; // no output has this position under this tap
      makeRoom(mProducts[p][tap], states * convolution.outChannels);
      kernels<LaneKernels>().multiplyBlocks(&convolution.weights[tap * tapWeights], convolution.inChannels,
                                            convolution.outChannels, floats(mActivations[p]), states,
                                            floats(mProducts[p][tap]));
    }
  }
}

/// The convolution's output at a position, in every state of its field.
void FieldTables::activate(std::size_t layer, std::size_t position, LaneBlocks& out) const {
  const ReceptiveFields::Convolution& convolution = mFields.convolutions[layer];
  const bool isLast = layer + 1 == mFields.convolutions.size();
  const PositionRange field =
      isLast ? mFields.outputFields[position] : mFields.convolutions[layer + 1].fields[position];
  makeRoom(out, field.states() * convolution.outChannels);
  std::vector<const float*> taps(convolution.taps);
  for (std::size_t state = 0; state < field.states(); ++state) {
    std::size_t count = 0;
    for (std::size_t tap = 0; tap < convolution.taps; ++tap) {
      const int met = meets(position, tap, convolution.taps, mFields.features);
      if (met < 0)
        continue;
      const auto input = static_cast<std::size_t>(met);
      const std::size_t inner = innerState(state, field, convolution.fields[input]);
      taps[count++] = mProducts[input][tap][inner * convolution.outChannels].lane;
    }
    kernels<LaneKernels>().sumTaps(taps.data(), count, convolution.bias.data(), convolution.outChannels,
                                   out[state * convolution.outChannels].lane);
  }
}

/// Adds what a pooled position gives to the units to the table whose field holds its own.
void FieldTables::addPooled(std::size_t pooled) {
  const std::size_t layer = mFields.convolutions.size() - 1;
  const std::size_t channels = mFields.convolutions[layer].outChannels;
  const std::size_t units = mFields.units;
  const std::size_t step = mFields.pooling == Pooling::None ? 1 : 2;
  const std::size_t first = pooled * step;
  const bool isPair = step == 2 && first + 1 < mFields.features;
  activate(layer, first, mPair[0]);
  if (isPair)
    activate(layer, first + 1, mPair[1]);

  const PairPooling pooling = mFields.pooling == Pooling::Max ? PairPooling::Max : PairPooling::Mean;
  const PositionRange field = mFields.pooledFields[pooled];
  const float* weights = mFields.head[pooled].data();
  mPart.assign(field.states() * units, LaneBlock{});
  makeRoom(mPooled, channels);
  for (std::size_t state = 0; state < field.states(); ++state) {
    const float* a = mPair[0][innerState(state, field, mFields.outputFields[first]) * channels].lane;
    const float* b = isPair
                         ? mPair[1][innerState(state, field, mFields.outputFields[first + 1]) * channels].lane
                         : nullptr;
    if (units == 1) {
      kernels<LaneKernels>().poolDot(a, b, pooling, weights, channels, mPart[state].lane);
      continue;
    }
    if (b != nullptr)
      kernels<LaneKernels>().poolPair(a, b, pooling, channels, floats(mPooled));
    kernels<LaneKernels>().multiplyBlocks(weights, channels, units, b != nullptr ? floats(mPooled) : a, 1,
                                          mPart[state * units].lane);
  }

  addPart(field, mPart.data(), mTableOf[pooled]);
}

/// Adds a part by the states of a field to a table whose field holds it.
void FieldTables::addPart(const PositionRange& field, const LaneBlock* part, std::size_t table) {
  const std::size_t units = mFields.units;
  for (std::size_t state = 0; state < mTables[table].field.states(); ++state) {
    float* entry = mTables[table].values[state * units].lane;
    kernels<LaneKernels>().addFloats(entry, part[innerState(state, mTables[table].field, field) * units].lane,
                                     units * lanes, entry);
  }
}

} // namespace prospectivity
