#include "engine/network/filter_weights.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace prospectivity {

namespace {

constexpr Eigen::Index blockSamples = 64;

/// [channel][position] after ReLU.
Matrix convolve(const NetworkLayer& layer, const Matrix& input) {
  Matrix output(layer.output.channels, input.cols());
  for (Eigen::Index o = 0; o < output.rows(); ++o) {
    output.row(o).setConstant(static_cast<double>(layer.bias[static_cast<std::size_t>(o)]));
    for (Eigen::Index i = 0; i < input.rows(); ++i)
      for (int tap = 0; tap < layer.kernelColumns; ++tap) {
        const auto place =
            static_cast<std::size_t>((o * layer.input.channels + i) * layer.kernelColumns + tap);
        const auto weight = static_cast<double>(layer.weight[place]);
        const Eigen::Index shift = tap - layer.padding;
        const Eigen::Index first = std::max<Eigen::Index>(0, -shift);
        const Eigen::Index count = input.cols() - std::abs(shift);
        if (count > 0)
          output.row(o).segment(first, count) += weight * input.row(i).segment(first + shift, count);
      }
  }
  return output.cwiseMax(0.0);
}

/// Sums over samples of one class: [filter][feature] for each convolution.
using Sums = std::vector<Matrix>;

/// `seen`: a row as the first layer takes it.
void addVectorActivations(const ModelMember& member, const float* seen, Sums& sums) {
  const NetworkShape& shape = member.network.shape;
  Matrix values = Eigen::Map<const FloatMatrix>(seen, shape.channels(), shape.features).cast<double>();
  std::size_t place = 0;
  for (const NetworkLayer* layer : member.network.convolutions()) {
    values = convolve(*layer, values);
    for (std::size_t p = 0; p < member.order.size(); ++p)
      sums[place].col(member.order[p]) += values.col(static_cast<Eigen::Index>(p));
    ++place;
  }
}

/// The first convolution of a windowed network, one feature's kernel at a time: all its channels together.
void addWindowActivations(const ModelMember& member, const float* seen, Sums& sums) {
  const NetworkLayer& layer = *member.network.convolutions().front();
  const MapSize& input = layer.input;
  const int places = layer.output.columns;
  for (int f = 0; f < layer.output.channels; ++f)
    for (int i = 0; i < input.channels; ++i) {
      const int feature = member.order[static_cast<std::size_t>(i / member.network.shape.channels())];
      double sum = 0;
      for (int r = 0; r < layer.kernelRows; ++r)
        for (int t = 0; t < layer.kernelColumns; ++t) {
          const auto place = static_cast<std::size_t>(
              ((f * input.channels + i) * layer.kernelRows + r) * layer.kernelColumns + t);
          double met = 0;
          for (int y = 0; y < places; ++y)
            for (int x = 0; x < places; ++x)
              met += static_cast<double>(seen[(i * input.rows + y + r) * input.columns + x + t]);
          sum += static_cast<double>(layer.weight[place]) * met;
        }
      sums[0](f, feature) += sum / (places * places);
    }
}

bool isWindowed(const NetworkModel& model) {
  return model.members.front().network.shape.window > 1;
}

/// What a filter of the first convolution weighs the channels of the feature at a position with: in the
/// middle of the kernel along the features; over the whole kernel in a window.
std::vector<double> weightsOfFeature(const NetworkLayer& layer, const NetworkShape& shape, int filter,
                                     int position) {
  std::vector<double> weights;
  for (int c = 0; c < shape.channels(); ++c) {
    const int channel = shape.window > 1 ? position * shape.channels() + c : c;
    const float* taps = layer.weight.data() +
                        static_cast<std::ptrdiff_t>(filter * layer.input.channels + channel) * layer.taps();
    if (shape.window > 1)
      weights.push_back(std::accumulate(taps, taps + layer.taps(), 0.0));
    else
      weights.push_back(static_cast<double>(taps[layer.taps() / 2]));
  }
  return weights;
}

Sums emptySums(const ModelMember& member) {
  Sums sums;
  for (const NetworkLayer* layer : member.network.convolutions())
    sums.push_back(Matrix::Zero(layer->output.channels, static_cast<Eigen::Index>(member.order.size())));
  if (member.network.shape.window > 1)
    sums.resize(1);
  return sums;
}

} // namespace

std::vector<FilterWeight> filterWeights(const NetworkModel& model) {
  std::vector<FilterWeight> result;
  for (std::size_t m = 0; m < model.members.size(); ++m) {
    const std::vector<const NetworkLayer*> layers = model.members[m].network.convolutions();
    for (std::size_t l = 0; l < layers.size(); ++l) {
      const NetworkLayer& layer = *layers[l];
      std::size_t next = 0;
      for (int f = 0; f < layer.output.channels; ++f)
        for (int i = 0; i < layer.input.channels; ++i)
          for (int r = 0; r < layer.kernelRows; ++r)
            for (int t = 0; t < layer.kernelColumns; ++t)
              result.push_back({m, l, f, i, r, t, static_cast<double>(layer.weight[next++])});
    }
  }
  return result;
}

std::string inputChannelName(const NetworkShape& shape, int channel) {
  if (channel == 0)
    return "value";
  return channel <= shape.thresholds ? "threshold " + std::to_string(channel) : "presence";
}

std::vector<FilterStep> filterSteps(const NetworkModel& model) {
  std::vector<FilterStep> steps;
  for (std::size_t m = 0; m < model.members.size(); ++m) {
    const ModelMember& member = model.members[m];
    const NetworkShape& shape = member.network.shape;
    if (shape.thresholds == 0)
      continue;
    const NetworkLayer& layer = *member.network.convolutions().front();
    for (int f = 0; f < layer.output.channels; ++f)
      for (std::size_t j = 0; j < model.features.size(); ++j) {
        const auto position = static_cast<int>(
            std::find(member.order.begin(), member.order.end(), static_cast<int>(j)) - member.order.begin());
        const std::vector<double> weights = weightsOfFeature(layer, shape, f, position);
        const std::vector<float>& knots = member.channels.features[j].knots;
        const FeatureScale scale = member.scaling.of(j);
        const auto original = [&](float knot) {
          return static_cast<double>(knot) * static_cast<double>(scale.scale) +
                 static_cast<double>(scale.center);
        };
        double thresholds = 0;
        for (std::size_t b = 0; b + 1 < knots.size(); ++b) {
          FilterStep step{m, f, j, static_cast<int>(b), original(knots[b]), original(knots[b + 1])};
          step.byValue = weights[0] * (static_cast<double>(knots[b + 1]) - static_cast<double>(knots[b]));
          step.byThreshold = weights[b + 1];
          thresholds += step.byThreshold;
          step.level = weights[0] * static_cast<double>(knots[b + 1]) + thresholds +
                       (shape.hasPresence ? weights.back() : 0);
          steps.push_back(step);
        }
      }
  }
  return steps;
}

std::vector<FilterExcitation> filterExcitations(const NetworkModel& model, const FloatMatrix& inputs,
                                                const std::vector<int>& labels, const Progress& progress) {
  double count[2] = {0, 0};
  for (const int label : labels)
    ++count[label];
  const Eigen::Index blocks = (inputs.rows() + blockSamples - 1) / blockSamples;
  std::vector<FilterExcitation> result;
  for (std::size_t m = 0; m < model.members.size(); ++m) {
    const ModelMember& member = model.members[m];
    std::vector<Sums> sums(static_cast<std::size_t>(2 * blocks), emptySums(member));
    parallelFor(static_cast<std::size_t>(blocks), 0, [&](std::size_t block) {
      progress.check();
      const Eigen::Index first = static_cast<Eigen::Index>(block) * blockSamples;
      const Eigen::Index samples = std::min(blockSamples, inputs.rows() - first);
      const FloatMatrix seen = member.asSeen(inputs.middleRows(first, samples).cast<double>());
      for (Eigen::Index i = 0; i < samples; ++i) {
        Sums& own = sums[2 * block + static_cast<std::size_t>(labels[static_cast<std::size_t>(first + i)])];
        if (isWindowed(model))
          addWindowActivations(member, seen.row(i).data(), own);
        else
          addVectorActivations(member, seen.row(i).data(), own);
      }
    });
    Sums total[2] = {emptySums(member), emptySums(member)};
    for (std::size_t part = 0; part < sums.size(); ++part)
      for (std::size_t l = 0; l < sums[part].size(); ++l)
        total[part % 2][l] += sums[part][l];
    for (std::size_t l = 0; l < total[0].size(); ++l)
      for (Eigen::Index f = 0; f < total[0][l].rows(); ++f)
        for (Eigen::Index j = 0; j < total[0][l].cols(); ++j)
          result.push_back({m, l, static_cast<int>(f), static_cast<std::size_t>(j),
                            total[1][l](f, j) / count[1], total[0][l](f, j) / count[0]});
    progress.fraction(static_cast<double>(m + 1) / static_cast<double>(model.members.size()));
  }
  return result;
}

std::vector<FeatureExcitation> rankExcitations(const NetworkModel& model,
                                               const std::vector<FilterExcitation>& excitations) {
  const std::size_t layer = isWindowed(model) ? 0 : model.members.front().network.convolutions().size() - 1;
  std::vector<FeatureExcitation> result(model.features.size());
  for (std::size_t j = 0; j < result.size(); ++j)
    result[j].feature = j;
  const double share = 1.0 / static_cast<double>(model.members.size());
  for (const FilterExcitation& excitation : excitations)
    if (excitation.convolution == layer) {
      result[excitation.feature].strength += share * std::abs(excitation.difference());
      result[excitation.feature].balance += share * excitation.difference();
    }
  std::stable_sort(result.begin(), result.end(), [](const FeatureExcitation& a, const FeatureExcitation& b) {
    return a.strength > b.strength;
  });
  return result;
}

} // namespace prospectivity
