#pragma once

#include "engine/network/network_model.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace prospectivity {

/// A model of networks by its definition, in double precision and without any cleverness: what every pass is
/// held against. Takes nothing but the weights from the description of the layers.
class PlainNetwork : public Predictor {
 public:
  /// Values between two layers: [channel][row][column].
  struct Map {
    int rows = 0;
    int columns = 0;
    std::vector<std::vector<double>> channels;

    double at(std::size_t channel, int row, int column) const {
      const bool isInside = row >= 0 && row < rows && column >= 0 && column < columns;
      return isInside ? channels[channel][static_cast<std::size_t>(row * columns + column)] : 0;
    }
  };

  explicit PlainNetwork(const NetworkModel& model) : mModel(model) {}
  std::size_t featureCount() const override { return mModel.layout().columns(); }

  void logits(const float* rows, std::size_t count, float* logits) const override {
    for (std::size_t i = 0; i < count; ++i) {
      double sum = 0;
      for (const ModelMember& member : mModel.members)
        sum += memberLogit(member, rows + i * featureCount());
      logits[i] = static_cast<float>(sum / static_cast<double>(mModel.members.size()));
    }
  }

  /// What each convolution gives for a row, after ReLU.
  static std::vector<Map> convolved(const ModelMember& member, const float* row) {
    std::vector<Map> maps;
    Map values = seen(member, row);
    for (const NetworkLayer* layer : member.network.convolutions()) {
      values = convolve(member.network.shape, *layer, values);
      maps.push_back(values);
    }
    return maps;
  }

 private:
  /// The channels of a scaled value: itself, how far it has come through each bin, whether it is there.
  static std::vector<double> channelsOf(const NetworkShape& shape, const InputChannels& channels,
                                        std::size_t feature, double value) {
    const bool isMissing = shape.takesMissing() && std::isnan(value);
    if (isMissing)
      value = static_cast<double>(channels.features[feature].fill);
    std::vector<double> result{value};
    for (std::size_t b = 0; b < static_cast<std::size_t>(shape.thresholds); ++b) {
      const std::vector<float>& knots = channels.features[feature].knots;
      double share = 0;
      if (b + 1 < knots.size()) {
        const auto low = static_cast<double>(knots[b]);
        const auto high = static_cast<double>(knots[b + 1]);
        share = value <= low ? 0 : value >= high ? 1 : (value - low) / (high - low);
      }
      result.push_back(share);
    }
    if (shape.hasPresence)
      result.push_back(isMissing && channels.features[feature].tellsPresence ? 0 : 1);
    return result;
  }

  /// In the network's order: a map along the features for each channel, or one over its window for each
  /// channel of each feature.
  static Map seen(const ModelMember& member, const float* row) {
    const NetworkShape& shape = member.network.shape;
    const int cells = shape.window * shape.window;
    const auto channels = static_cast<std::size_t>(1 + shape.thresholds + (shape.hasPresence ? 1 : 0));
    Map map{shape.window, shape.window, {}};
    if (shape.window == 1)
      map = {1, shape.features, std::vector<std::vector<double>>(channels)};
    for (const int feature : member.order) {
      const auto j = static_cast<std::size_t>(feature);
      if (shape.window > 1)
        map.channels.resize(map.channels.size() + channels);
      for (int cell = 0; cell < cells; ++cell) {
        const float scaled =
            (row[feature * cells + cell] - member.scaling.center[j]) / member.scaling.scale[j];
        const std::vector<double> values = channelsOf(shape, member.channels, j, static_cast<double>(scaled));
        for (std::size_t c = 0; c < channels; ++c)
          map.channels[map.channels.size() - channels + c].push_back(values[c]);
      }
    }
    return map;
  }

  static Map convolve(const NetworkShape& shape, const NetworkLayer& layer, const Map& input) {
    const bool isWindowed = shape.window > 1;
    const int kernelRows = isWindowed ? shape.kernel : 1;
    const int left = isWindowed ? 0 : shape.kernel / 2;
    Map output{
        input.rows - kernelRows + 1, isWindowed ? input.columns - shape.kernel + 1 : input.columns, {}};
    std::size_t next = 0;
    for (const float bias : layer.bias) {
      const std::size_t first = next;
      output.channels.emplace_back();
      for (int row = 0; row < output.rows; ++row)
        for (int column = 0; column < output.columns; ++column) {
          double sum = static_cast<double>(bias);
          next = first;
          for (std::size_t channel = 0; channel < input.channels.size(); ++channel)
            for (int r = 0; r < kernelRows; ++r)
              for (int c = 0; c < shape.kernel; ++c)
                sum +=
                    static_cast<double>(layer.weight[next++]) * input.at(channel, row + r, column + c - left);
          output.channels.back().push_back(std::max(0.0, sum));
        }
    }
    return output;
  }

  /// Pairs along the features, the last of which may be alone; 2 x 2 cells of a window.
  static Map pool(const NetworkShape& shape, const Map& input) {
    const bool isWindowed = shape.window > 1;
    Map output{isWindowed ? input.rows / 2 : 1, isWindowed ? input.columns / 2 : (input.columns + 1) / 2, {}};
    for (std::size_t channel = 0; channel < input.channels.size(); ++channel) {
      output.channels.emplace_back();
      for (int row = 0; row < output.rows; ++row)
        for (int column = 0; column < output.columns; ++column) {
          std::vector<double> met;
          for (int y = 2 * row; y < std::min(2 * row + 2, input.rows); ++y)
            for (int x = 2 * column; x < std::min(2 * column + 2, input.columns); ++x)
              met.push_back(input.at(channel, y, x));
          double sum = 0;
          for (const double value : met)
            sum += value;
          output.channels.back().push_back(shape.pooling == Pooling::Average
                                               ? sum / static_cast<double>(met.size())
                                               : *std::max_element(met.begin(), met.end()));
        }
    }
    return output;
  }

  static double memberLogit(const ModelMember& member, const float* row) {
    const NetworkShape& shape = member.network.shape;
    Map last = convolved(member, row).back();
    if (shape.pooling != Pooling::None)
      last = pool(shape, last);
    std::vector<double> flat;
    for (const std::vector<double>& channel : last.channels)
      flat.insert(flat.end(), channel.begin(), channel.end());
    const std::vector<const NetworkLayer*> dense = member.network.dense();
    for (const NetworkLayer* layer : dense) {
      std::vector<double> next;
      for (std::size_t o = 0; o < layer->bias.size(); ++o) {
        double sum = static_cast<double>(layer->bias[o]);
        for (std::size_t i = 0; i < flat.size(); ++i)
          sum += static_cast<double>(layer->weight[o * flat.size() + i]) * flat[i];
        next.push_back(layer == dense.back() ? sum : std::max(0.0, sum));
      }
      flat = next;
    }
    return flat[0];
  }

  const NetworkModel& mModel;
};

} // namespace prospectivity
