#pragma once

#include "engine/core/matrix.h"
#include "engine/explain/shapley_values.h"
#include "engine/model/coalition_game.h"
#include "engine/model/model.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

namespace prospectivity {

/// A predictor that is a formula, so that what explains it is known.
class Formula : public Predictor {
 public:
  Formula(std::size_t features, std::function<double(const float*)> logit)
      : mFeatures(features), mLogit(std::move(logit)) {}

  std::size_t featureCount() const override { return mFeatures; }
  void logits(const float* rows, std::size_t count, float* logits) const override {
    for (std::size_t i = 0; i < count; ++i)
      logits[i] = static_cast<float>(mLogit(rows + i * mFeatures));
  }

 private:
  std::size_t mFeatures;
  std::function<double(const float*)> mLogit;
};

/// v(S) straight from the definition: mean over the background of f(x_S, b_rest).
inline double coalitionValue(const Predictor& predictor, const FloatMatrix& background,
                             const Players& players, OutputSpace space, const float* sample,
                             std::size_t mask) {
  double sum = 0;
  for (Eigen::Index b = 0; b < background.rows(); ++b) {
    std::vector<float> row(background.row(b).data(), background.row(b).data() + background.cols());
    for (std::size_t j = 0; j < players.count(); ++j)
      if ((mask >> j) & 1)
        for (const int column : players.columns[j])
          row[static_cast<std::size_t>(column)] = sample[column];
    float logit = 0;
    predictor.logits(row.data(), 1, &logit);
    sum += space == OutputSpace::Logit ? static_cast<double>(logit) : sigmoid(static_cast<double>(logit));
  }
  return sum / static_cast<double>(background.rows());
}

/// Shapley values as the mean contribution over every order of the players: another road than coalitions.
inline std::vector<double> shapleyByOrders(const Predictor& predictor, const FloatMatrix& background,
                                           const Players& players, OutputSpace space, const float* sample) {
  std::vector<double> value(std::size_t{1} << players.count());
  for (std::size_t mask = 0; mask < value.size(); ++mask)
    value[mask] = coalitionValue(predictor, background, players, space, sample, mask);
  std::vector<std::size_t> order(players.count());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<double> sum(order.size(), 0.0);
  double orders = 0;
  do {
    std::size_t mask = 0;
    for (const std::size_t j : order) {
      sum[j] += value[mask | (std::size_t{1} << j)] - value[mask];
      mask |= std::size_t{1} << j;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& total : sum)
    total /= orders;
  return sum;
}

/// Shapley interaction index of two players as the mean over every order in which they join as one, of what
/// both give beyond what each gives: another road than coalitions.
inline double interactionByOrders(const Predictor& predictor, const FloatMatrix& background,
                                  const Players& players, OutputSpace space, const float* sample,
                                  std::size_t one, std::size_t other) {
  std::vector<double> value(std::size_t{1} << players.count());
  for (std::size_t mask = 0; mask < value.size(); ++mask)
    value[mask] = coalitionValue(predictor, background, players, space, sample, mask);
  const std::size_t a = std::size_t{1} << one;
  const std::size_t b = std::size_t{1} << other;
  std::vector<std::size_t> order; // `one` stands for both
  for (std::size_t j = 0; j < players.count(); ++j)
    if (j != other)
      order.push_back(j);
  double sum = 0;
  double orders = 0;
  do {
    std::size_t before = 0;
    for (auto player = order.begin(); *player != one; ++player)
      before |= std::size_t{1} << *player;
    sum += value[before | a | b] - value[before | a] - value[before | b] + value[before];
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  return sum / orders;
}

} // namespace prospectivity
