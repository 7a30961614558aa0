#include "engine/network/row_network.h"

#include "engine/network/channel_kernels.h"

#include <algorithm>

namespace prospectivity {

namespace {

LaneBlocks blocksFor(std::size_t count) {
  return LaneBlocks((count + lanes - 1) / lanes);
}

} // namespace

bool RowNetwork::suits(const Network& network) {
  if (!seesFeaturesInTurn(network))
    return false;
  const std::vector<const NetworkLayer*> convolutions = network.convolutions();
  const bool areShort = std::all_of(convolutions.begin(), convolutions.end(), [](const NetworkLayer* layer) {
    return layer->taps() == static_cast<int>(taps);
  });
  return areShort && convolutions.size() == 2 && network.dense().size() == 1 &&
         convolutions.front()->output.channels <= static_cast<int>(ChannelKernels::mostInputs);
}

RowNetwork::RowNetwork(const ModelMember& member) {
  const Network& network = member.network;
  const NetworkLayer& first = *network.convolutions()[0];
  const NetworkLayer& second = *network.convolutions()[1];
  const NetworkLayer& last = *network.dense().front();
  features = static_cast<std::size_t>(network.shape.features);
  mChannels = static_cast<std::size_t>(first.input.channels);
  const auto inputs = static_cast<std::size_t>(second.input.channels);
  const auto filters = static_cast<std::size_t>(second.output.channels);
  inner = padToBlock(inputs);
  outer = padToBlock(filters);

  mFirstWeights = blocksFor(taps * mChannels * inner);
  mFirstBias = blocksFor(inner);
  for (std::size_t o = 0; o < inputs; ++o) {
    for (std::size_t c = 0; c < mChannels; ++c)
      for (std::size_t tap = 0; tap < taps; ++tap)
        floats(mFirstWeights)[(tap * mChannels + c) * inner + o] =
            first.weight[(o * mChannels + c) * taps + tap];
    floats(mFirstBias)[o] = first.bias[o];
  }
  weights = blocksFor(inner * taps * outer);
  start = blocksFor(taps * outer);
  for (std::size_t o = 0; o < filters; ++o) {
    for (std::size_t c = 0; c < inputs; ++c)
      for (std::size_t tap = 0; tap < taps; ++tap)
        floats(weights)[(c * taps + tap) * outer + o] = second.weight[(o * inputs + c) * taps + tap];
    floats(start)[outer + o] = second.bias[o];
  }
  nothing = blocksFor(taps * outer);

  const Pooling pooling = network.shape.pooling;
  const std::size_t step = pooling == Pooling::None ? 1 : 2;
  const std::size_t pooled = (features + step - 1) / step;
  for (std::size_t p = 0; p < features;) {
    Output output;
    output.position = static_cast<int>(p);
    output.isPair = pooling == Pooling::Max && p + 1 < features;
    const std::size_t together = output.isPair ? 2 : 1;
    const bool isHalf = pooling == Pooling::Average && p / step * step + 1 < features;
    output.head = blocksFor(outer);
    for (std::size_t c = 0; c < filters; ++c)
      floats(output.head)[c] = (isHalf ? 0.5F : 1.0F) * last.weight[c * pooled + p / step];
    const int end = output.position + static_cast<int>(together) + 1;
    output.field = {std::max(0, output.position - 2), std::min(static_cast<int>(features) - 1, end)};
    for (int position = output.field.first; position <= output.field.last; ++position)
      output.states |= 1U << (position - output.position + 2);
    outputs.push_back(std::move(output));
    p += together;
  }
}

void RowNetwork::give(const float* seen, LaneBlocks& parts) const {
  parts.resize((features * taps + 1) * inner / lanes);
  for (std::size_t p = 0; p < features; ++p)
    for (std::size_t tap = 0; tap < taps; ++tap) {
      float* part = floats(parts) + (p * taps + tap) * inner;
      if (tap == taps / 2)
        std::copy_n(floats(mFirstBias), inner, part);
      else
        std::fill_n(part, inner, 0.0F);
      for (std::size_t c = 0; c < mChannels; ++c) {
        const float value = seen[p * mChannels + c];
        const float* row = floats(mFirstWeights) + (tap * mChannels + c) * inner;
        for (std::size_t o = 0; o < inner; ++o)
          part[o] += value * row[o];
      }
    }
}

MixedState RowNetwork::state(std::size_t position, unsigned bits, float* product) const {
  const std::size_t none = features * taps * inner; // zeros behind the parts
  const auto place = [&](std::size_t at, std::size_t tap) { return (at * taps + tap) * inner; };
  const auto whose = [&](unsigned bit) { return static_cast<unsigned char>(bits >> bit & 1); };
  return {{position > 0 ? place(position - 1, 0) : none, place(position, 1),
           position + 1 < features ? place(position + 1, 2) : none},
          {whose(0), whose(1), whose(2)},
          product};
}

void RowNetwork::multiply(const LaneBlocks& parts, LaneBlocks& products) const {
  products.resize(features * taps * outer / lanes);
  const float* both[2] = {floats(parts), floats(parts)};
  for (std::size_t p = 0; p < features; ++p) {
    const MixedState own = state(p, 0, floats(products) + p * taps * outer);
    kernels<ChannelKernels>().multiplyMixed(both, &own, 1, inner, floats(weights), floats(start),
                                            taps * outer);
  }
}

void RowNetwork::addRow(const float* seen) {
  mSeen.emplace_back(seen, seen + (hasCurves() ? features : 0));
  mParts.emplace_back();
  give(seen, mParts.back());
  mProducts.emplace_back();
  multiply(mParts.back(), mProducts.back());
}

} // namespace prospectivity
