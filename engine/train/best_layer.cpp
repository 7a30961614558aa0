#include "engine/train/best_layer.h"

#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prospectivity {

namespace {

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
    const double auc = rocAuc(labels, std::vector<double>(values.col(j).begin(), values.col(j).end()));
    if (std::abs(auc - 0.5) > distance) {
      distance = std::abs(auc - 0.5);
      best.feature = static_cast<std::size_t>(j);
      best.highIsFavourable = auc >= 0.5;
    }
  }
  best.threshold = 0;
  best.threshold = bestCut(best.scores(values), labels);
  return best;
}

std::vector<double> BestLayer::scores(const Matrix& values) const {
  std::vector<double> result;
  for (const double value : values.col(static_cast<Eigen::Index>(feature)))
    result.push_back((highIsFavourable ? value : -value) - threshold);
  return result;
}

} // namespace prospectivity
