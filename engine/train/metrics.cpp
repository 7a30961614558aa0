#include "engine/train/metrics.h"

#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace prospectivity {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

double ratio(double part, double whole, double otherwise) {
  return whole > 0 ? part / whole : otherwise;
}

double averagePrecision(const std::vector<int>& labels, const std::vector<double>& scores) {
  std::vector<std::size_t> order(labels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  const auto positives = static_cast<double>(std::count(labels.begin(), labels.end(), 1));
  if (positives == 0)
    return undefined;
  double found = 0;
  double area = 0;
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    double here = 0;
    for (; end < order.size() && scores[order[end]] == scores[order[begin]]; ++end)
      here += labels[order[end]];
    found += here;
    area += here / positives * found / static_cast<double>(end);
    begin = end;
  }
  return area;
}

} // namespace

Confusion confusion(const std::vector<int>& labels, const std::vector<double>& probabilities,
                    double threshold) {
  Confusion counts;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const bool called = probabilities[i] >= threshold;
    if (labels[i] == 1)
      ++(called ? counts.truePositives : counts.falseNegatives);
    else
      ++(called ? counts.falsePositives : counts.trueNegatives);
  }
  return counts;
}

Metrics metricsOf(const Confusion& counts) {
  const double tp = counts.truePositives;
  const double fn = counts.falseNegatives;
  const double fp = counts.falsePositives;
  const double tn = counts.trueNegatives;
  const double all = tp + fn + fp + tn;
  Metrics metrics;
  metrics.accuracy = ratio(tp + tn, all, undefined);
  metrics.precision = ratio(tp, tp + fp, 0);
  metrics.recall = ratio(tp, tp + fn, undefined);
  metrics.specificity = ratio(tn, tn + fp, undefined);
  metrics.f1 = ratio(2 * tp, 2 * tp + fp + fn, 0);
  const double byChance = ((tp + fn) * (tp + fp) + (tn + fp) * (tn + fn)) / (all * all);
  metrics.kappa = ratio(metrics.accuracy - byChance, 1 - byChance, 0);
  metrics.matthews = ratio(tp * tn - fp * fn, std::sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)), 0);
  metrics.auc = undefined;
  metrics.prAuc = undefined;
  metrics.brier = undefined;
  return metrics;
}

Metrics metricsOf(const std::vector<int>& labels, const std::vector<double>& probabilities,
                  double threshold) {
  Metrics metrics = metricsOf(confusion(labels, probabilities, threshold));
  metrics.auc = rocAuc(labels, probabilities);
  metrics.prAuc = averagePrecision(labels, probabilities);
  double squares = 0;
  for (std::size_t i = 0; i < labels.size(); ++i)
    squares += (probabilities[i] - labels[i]) * (probabilities[i] - labels[i]);
  metrics.brier = squares / static_cast<double>(labels.size());
  return metrics;
}

MetricSpread spreadOf(const std::vector<Metrics>& parts) {
  MetricSpread spread;
  for (const MetricEntry& entry : metricEntries()) {
    std::vector<double> values;
    for (const Metrics& part : parts)
      if (!std::isnan(part.*entry.value))
        values.push_back(part.*entry.value);
    spread.mean.*entry.value = values.empty() ? undefined : mean(values);
    spread.standardDeviation.*entry.value = standardDeviation(values);
  }
  return spread;
}

} // namespace prospectivity
