#include "engine/train/curves.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>

namespace prospectivity {

namespace {

std::vector<std::size_t> byFallingScore(const std::vector<double>& scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  return order;
}

/// Calls `point(found deposits, found non-deposits)` after each group of equal scores, highest first.
void walk(const std::vector<int>& labels, const std::vector<double>& scores,
          const std::function<void(double, double)>& point) {
  const std::vector<std::size_t> order = byFallingScore(scores);
  double deposits = 0;
  double others = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    ++(labels[order[i]] == 1 ? deposits : others);
    if (i + 1 == order.size() || scores[order[i + 1]] != scores[order[i]])
      point(deposits, others);
  }
}

} // namespace

Curve rocCurve(const std::vector<int>& labels, const std::vector<double>& scores) {
  const auto positives = static_cast<double>(std::count(labels.begin(), labels.end(), 1));
  const double negatives = static_cast<double>(labels.size()) - positives;
  Curve curve{{0}, {0}};
  walk(labels, scores, [&](double deposits, double others) {
    curve.x.push_back(others / negatives);
    curve.y.push_back(deposits / positives);
  });
  return curve;
}

Curve precisionRecallCurve(const std::vector<int>& labels, const std::vector<double>& scores) {
  const auto positives = static_cast<double>(std::count(labels.begin(), labels.end(), 1));
  Curve curve;
  walk(labels, scores, [&](double deposits, double others) {
    curve.x.push_back(deposits / positives);
    curve.y.push_back(deposits / (deposits + others));
  });
  return curve;
}

} // namespace prospectivity
