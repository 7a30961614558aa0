#include "engine/network/filter_weights.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

constexpr Eigen::Index blockSamples = 64;

float scaledAt(const ModelMember& member, const InputLayout& layout, const float* values, std::size_t feature,
               int row, int column) {
  return member.scaling.scaled(feature, values[layout.at(feature, row, column)]);
}

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

void addVectorActivations(const ModelMember& member, const float* row, Sums& sums) {
  const InputLayout layout = member.network.shape.layout();
  Matrix values(1, static_cast<Eigen::Index>(member.order.size()));
  for (std::size_t p = 0; p < member.order.size(); ++p)
    values(0, static_cast<Eigen::Index>(p)) =
        static_cast<double>(scaledAt(member, layout, row, static_cast<std::size_t>(member.order[p]), 0, 0));
  std::size_t place = 0;
  for (const NetworkLayer* layer : member.network.convolutions()) {
    values = convolve(*layer, values);
    for (std::size_t p = 0; p < member.order.size(); ++p)
      sums[place].col(member.order[p]) += values.col(static_cast<Eigen::Index>(p));
    ++place;
  }
}

/// The first convolution of a windowed network, one feature's kernel at a time.
void addWindowActivations(const ModelMember& member, const float* row, Sums& sums) {
  const NetworkLayer& layer = *member.network.convolutions().front();
  const InputLayout layout = member.network.shape.layout();
  const int places = layer.output.columns;
  for (int f = 0; f < layer.output.channels; ++f)
    for (int i = 0; i < layer.input.channels; ++i) {
      const auto feature = static_cast<std::size_t>(member.order[static_cast<std::size_t>(i)]);
      double sum = 0;
      for (int r = 0; r < layer.kernelRows; ++r)
        for (int t = 0; t < layer.kernelColumns; ++t) {
          const auto place = static_cast<std::size_t>(
              ((f * layer.input.channels + i) * layer.kernelRows + r) * layer.kernelColumns + t);
          double met = 0;
          for (int y = 0; y < places; ++y)
            for (int x = 0; x < places; ++x)
              met += static_cast<double>(scaledAt(member, layout, row, feature, y + r, x + t));
          sum += static_cast<double>(layer.weight[place]) * met;
        }
      sums[0](f, static_cast<Eigen::Index>(feature)) += sum / (places * places);
    }
}

bool isWindowed(const NetworkModel& model) {
  return model.members.front().network.shape.window > 1;
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
      for (Eigen::Index i = first; i < std::min(first + blockSamples, inputs.rows()); ++i) {
        Sums& own = sums[2 * block + static_cast<std::size_t>(labels[static_cast<std::size_t>(i)])];
        if (isWindowed(model))
          addWindowActivations(member, inputs.row(i).data(), own);
        else
          addVectorActivations(member, inputs.row(i).data(), own);
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
