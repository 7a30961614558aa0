#pragma once

#include "engine/network/network_model.h"

#include <algorithm>
#include <vector>

namespace prospectivity {

/// A vector model by its definition, in double precision and without any cleverness: what the tables are
/// held against.
class PlainNetwork : public Predictor {
 public:
  explicit PlainNetwork(const NetworkModel& model) : mModel(model) {}
  std::size_t featureCount() const override { return mModel.features.size(); }

  void logits(const float* rows, std::size_t count, float* logits) const override {
    for (std::size_t i = 0; i < count; ++i) {
      double sum = 0;
      for (const ModelMember& member : mModel.members)
        sum += memberLogit(member, rows + i * featureCount());
      logits[i] = static_cast<float>(sum / static_cast<double>(mModel.members.size()));
    }
  }

 private:
  using Rows = std::vector<std::vector<double>>; // [channel][position]

  static Rows convolve(const ConvolutionLayer& layer, const Rows& input) {
    const int positions = static_cast<int>(input[0].size());
    Rows output(static_cast<std::size_t>(layer.outChannels),
                std::vector<double>(static_cast<std::size_t>(positions)));
    for (int o = 0; o < layer.outChannels; ++o)
      for (int p = 0; p < positions; ++p) {
        double sum = static_cast<double>(layer.bias[static_cast<std::size_t>(o)]);
        for (int i = 0; i < layer.inChannels; ++i)
          for (int t = 0; t < layer.kernel; ++t) {
            const int q = p + t - layer.kernel / 2;
            if (q >= 0 && q < positions)
              sum +=
                  static_cast<double>(
                      layer.weight[static_cast<std::size_t>((o * layer.inChannels + i) * layer.kernel + t)]) *
                  input[static_cast<std::size_t>(i)][static_cast<std::size_t>(q)];
          }
        output[static_cast<std::size_t>(o)][static_cast<std::size_t>(p)] = std::max(0.0, sum);
      }
    return output;
  }

  static double memberLogit(const ModelMember& member, const float* row) {
    Rows values(1);
    for (const int feature : member.order) {
      const auto j = static_cast<std::size_t>(feature);
      values[0].push_back(
          static_cast<double>((row[feature] - member.scaling.center[j]) / member.scaling.scale[j]));
    }
    for (const ConvolutionLayer& layer : member.network.convolutions)
      values = convolve(layer, values);
    std::vector<double> flat;
    const Pooling pooling = member.network.shape.pooling;
    for (const std::vector<double>& channel : values)
      for (std::size_t p = 0; p < channel.size(); p += pooling == Pooling::None ? 1 : 2) {
        const bool isPair = pooling != Pooling::None && p + 1 < channel.size();
        const double other = isPair ? channel[p + 1] : channel[p];
        flat.push_back(pooling == Pooling::Average ? (channel[p] + other) / 2 : std::max(channel[p], other));
      }
    for (std::size_t l = 0; l < member.network.dense.size(); ++l) {
      const DenseLayer& layer = member.network.dense[l];
      std::vector<double> next;
      for (int o = 0; o < layer.outputs; ++o) {
        double sum = static_cast<double>(layer.bias[static_cast<std::size_t>(o)]);
        for (int i = 0; i < layer.inputs; ++i)
          sum += static_cast<double>(layer.weight[static_cast<std::size_t>(o * layer.inputs + i)]) *
                 flat[static_cast<std::size_t>(i)];
        next.push_back(l + 1 < member.network.dense.size() ? std::max(0.0, sum) : sum);
      }
      flat = next;
    }
    return flat[0];
  }

  const NetworkModel& mModel;
};

} // namespace prospectivity
