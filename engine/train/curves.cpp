#include "engine/train/curves.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>

namespace prospectivity {

namespace {

std::vector<std::size_t> sorted(const std::vector<double>& scores, bool descending) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return descending ? scores[a] > scores[b] : scores[a] < scores[b];
  });
  return order;
}

/// Calls `point(found deposits, found non-deposits)` after each group of equal scores, highest first.
void walk(const std::vector<int>& labels, const std::vector<double>& scores,
          const std::function<void(double, double)>& point) {
  const std::vector<std::size_t> order = sorted(scores, true);
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

Curve calibrationCurve(const std::vector<int>& labels, const std::vector<double>& probabilities, int groups) {
  const std::vector<std::size_t> order = sorted(probabilities, false);
  const std::size_t count =
      std::max<std::size_t>(1, std::min(static_cast<std::size_t>(groups), order.size() / 10));
  Curve curve;
  for (std::size_t group = 0; group < count; ++group) {
    const std::size_t begin = group * order.size() / count;
    const std::size_t end = (group + 1) * order.size() / count;
    double probability = 0;
    double deposits = 0;
    for (std::size_t i = begin; i < end; ++i) {
      probability += probabilities[order[i]];
      deposits += labels[order[i]];
    }
    if (begin == end)
      continue;
    curve.x.push_back(probability / static_cast<double>(end - begin));
    curve.y.push_back(deposits / static_cast<double>(end - begin));
  }
  return curve;
}

} // namespace prospectivity
