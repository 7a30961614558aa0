#include "engine/train/best_layer.h"

#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace prospectivity {

namespace {

constexpr double justBelowTheCut = -std::numeric_limits<double>::min();

/// Pairs of which one lacks the layer count half.
double aucOfLayer(const Matrix& values, Eigen::Index layer, const std::vector<int>& labels) {
  const std::vector<double> all(values.col(layer).begin(), values.col(layer).end());
  if (!values.col(layer).hasNaN())
    return rocAuc(labels, all);
  std::vector<double> known;
  std::vector<int> own;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!std::isnan(all[i])) {
      known.push_back(all[i]);
      own.push_back(labels[i]);
    }
  const auto pairs = [](const std::vector<int>& of) {
    const auto deposits = static_cast<double>(std::count(of.begin(), of.end(), 1));
    return deposits * (static_cast<double>(of.size()) - deposits);
  };
  if (pairs(own) == 0)
    return 0.5;
  return 0.5 + (rocAuc(own, known) - 0.5) * pairs(own) / pairs(labels);
}

/// Where to cut so that most are on their right side, with deposits at or above the cut. Balanced: each class
/// counts one half, as the network's class weights have it.
double bestCut(const std::vector<double>& scores, const std::vector<int>& labels) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
  const auto positives = static_cast<double>(std::count(labels.begin(), labels.end(), 1));
  const double negatives = static_cast<double>(labels.size()) - positives;
  double right = 0.5; // everything called a deposit
  double best = right;
  double cut = scores[order.front()];
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    right += labels[order[i]] == 1 ? -0.5 / positives : 0.5 / negatives;
    if (scores[order[i]] != scores[order[i + 1]] && right > best + 1e-12) {
      best = right;
      cut = (scores[order[i]] + scores[order[i + 1]]) / 2;
    }
  }
  return cut;
}

} // namespace

BestLayer BestLayer::fit(const Matrix& values, const std::vector<int>& labels) {
  BestLayer best;
  double distance = -1;
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    const double auc = aucOfLayer(values, j, labels);
    if (std::abs(auc - 0.5) > distance) {
      distance = std::abs(auc - 0.5);
      best.feature = static_cast<std::size_t>(j);
      best.highIsFavourable = auc >= 0.5;
    }
  }
  best.threshold = 0;
  std::vector<double> scores;
  std::vector<int> own;
  const std::vector<double> all = best.scores(values);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!std::isnan(values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(best.feature)))) {
      scores.push_back(all[i]);
      own.push_back(labels[i]);
    }
  best.threshold = scores.empty() ? 0 : bestCut(scores, own);
  return best;
}

std::vector<double> BestLayer::scores(const Matrix& values) const {
  std::vector<double> result;
  for (const double value : values.col(static_cast<Eigen::Index>(feature)))
    result.push_back(std::isnan(value) ? justBelowTheCut : (highIsFavourable ? value : -value) - threshold);
  return result;
}

} // namespace prospectivity
