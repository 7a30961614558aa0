#include "engine/reference/evidence_weights.h"

#include "engine/model/predictor.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace prospectivity {

namespace {

constexpr double half = 0.5; ///< added to each cell of a table of class and label

/// A bound between two neighbouring values: above the lower one, not above the upper one.
float boundBetween(float lower, float upper) {
  const float middle = lower / 2 + upper / 2;
  return middle > lower ? middle : upper;
}

/// Bounds of classes of about equal numbers.
std::vector<float> quantileBounds(std::vector<float> values, int classes) {
  std::sort(values.begin(), values.end());
  std::vector<float> distinct = values;
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  std::vector<float> bounds;
  if (distinct.size() <= static_cast<std::size_t>(classes)) {
    for (std::size_t i = 1; i < distinct.size(); ++i)
      bounds.push_back(boundBetween(distinct[i - 1], distinct[i]));
    return bounds;
  }
  const auto count = static_cast<std::ptrdiff_t>(values.size());
  for (int k = 1; k < classes; ++k) {
    std::ptrdiff_t place = std::lround(static_cast<double>(count) * k / classes);
    place = std::clamp<std::ptrdiff_t>(place, 1, count - 1);
    const float value = values[static_cast<std::size_t>(place)];
    if (values[static_cast<std::size_t>(place - 1)] == value) {
      const std::ptrdiff_t start = std::lower_bound(values.begin(), values.end(), value) - values.begin();
      const std::ptrdiff_t end = std::upper_bound(values.begin(), values.end(), value) - values.begin();
      const bool isStartNearer = place - start <= end - place;
      place = (isStartNearer && start > 0) || end == count ? start : end;
    }
    bounds.push_back(
        boundBetween(values[static_cast<std::size_t>(place - 1)], values[static_cast<std::size_t>(place)]));
  }
  bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
  return bounds;
}

EvidenceCounts countsOf(const std::vector<EvidenceCounts>& classes) {
  EvidenceCounts all;
  for (const EvidenceCounts& each : classes) {
    all.deposits += each.deposits;
    all.others += each.others;
  }
  return all;
}

} // namespace

double ClassWeights::studentized() const {
  return contrast() / std::sqrt(insideVariance + outsideVariance);
}

ClassWeights weightsOf(const EvidenceCounts& inClass, const EvidenceCounts& all) {
  const double deposits = static_cast<double>(inClass.deposits) + half;
  const double others = static_cast<double>(inClass.others) + half;
  const double otherDeposits = static_cast<double>(all.deposits - inClass.deposits) + half;
  const double otherOthers = static_cast<double>(all.others - inClass.others) + half;
  const double odds = (deposits + otherDeposits) / (others + otherOthers);
  return {std::log(deposits / others / odds), std::log(otherDeposits / otherOthers / odds),
          1 / deposits + 1 / others, 1 / otherDeposits + 1 / otherOthers};
}

std::size_t LayerWeights::classOf(float value) const {
  const auto above = std::upper_bound(bounds.begin(), bounds.end(), value);
  const auto place = static_cast<std::size_t>(above - bounds.begin());
  if (!isCoded)
    return place;
  return place > 0 && bounds[place - 1] == value ? place - 1 : noClass;
}

double LayerWeights::weightOf(float value) const {
  const std::size_t found = classOf(value);
  return found == noClass ? 0 : weights[found];
}

void LayerWeights::weigh() {
  weights.assign(classes.size(), 0.0);
  if (classes.size() < 2)
    return;
  const EvidenceCounts all = countsOf(classes);
  for (std::size_t k = 0; k < classes.size(); ++k)
    weights[k] = weightsOf(classes[k], all).inside;
  if (isOneOfClasses)
    weights.front() = 0;
}

EvidenceWeights EvidenceWeights::fit(const FloatMatrix& values, const std::vector<int>& labels,
                                     const std::vector<bool>& isCoded, int classesPerLayer,
                                     const std::vector<bool>& isOneOfClasses) {
  EvidenceWeights result;
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    LayerWeights layer;
    std::vector<float> column(values.col(j).begin(), values.col(j).end());
    layer.isCoded = isCoded[static_cast<std::size_t>(j)];
    layer.isOneOfClasses = !isOneOfClasses.empty() && isOneOfClasses[static_cast<std::size_t>(j)];
    if (layer.isCoded) {
      std::sort(column.begin(), column.end());
      column.erase(std::unique(column.begin(), column.end()), column.end());
      layer.bounds = std::move(column);
      layer.classes.resize(layer.bounds.size());
    } else {
      layer.bounds = quantileBounds(std::move(column), classesPerLayer);
      layer.classes.resize(layer.bounds.size() + 1);
    }
    for (Eigen::Index i = 0; i < values.rows(); ++i) {
      EvidenceCounts& counts = layer.classes[layer.classOf(values(i, j))];
      ++(labels[static_cast<std::size_t>(i)] == 1 ? counts.deposits : counts.others);
    }
    layer.weigh();
    result.layers.push_back(std::move(layer));
  }
  return result;
}

double EvidenceWeights::logit(const float* row) const {
  double sum = 0;
  for (std::size_t j = 0; j < layers.size(); ++j)
    sum += layers[j].weightOf(row[j]);
  return sum;
}

IndependenceTest testIndependence(const EvidenceWeights& weights, const FloatMatrix& rows,
                                  const std::vector<int>& labels) {
  IndependenceTest test;
  test.deposits = static_cast<std::size_t>(std::count(labels.begin(), labels.end(), 1));
  const auto deposits = static_cast<double>(test.deposits);
  const auto others = static_cast<double>(labels.size() - test.deposits);
  std::map<std::vector<std::size_t>, std::size_t> conditions; // classes in all layers -> samples
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    std::vector<std::size_t> classes;
    for (std::size_t j = 0; j < weights.layers.size(); ++j)
      classes.push_back(weights.layers[j].classOf(rows(i, static_cast<Eigen::Index>(j))));
    ++conditions[classes];
  }
  double variance = 0;
  for (const auto& [classes, count] : conditions) {
    double logit = std::log(deposits / others);
    double logitVariance = 1 / deposits + 1 / others;
    for (std::size_t j = 0; j < classes.size(); ++j) {
      const LayerWeights& layer = weights.layers[j];
      if (classes[j] == LayerWeights::noClass || layer.classes.size() < 2 ||
          (layer.isOneOfClasses && classes[j] == 0))
        continue;
      logit += layer.weights[classes[j]];
      logitVariance += weightsOf(layer.classes[classes[j]], countsOf(layer.classes)).insideVariance;
    }
    const double probability = sigmoid(logit);
    const double slope = static_cast<double>(count) * probability * (1 - probability);
    test.expected += static_cast<double>(count) * probability;
    variance += slope * slope * logitVariance;
  }
  test.standardDeviation = std::sqrt(variance);
  test.z = (test.expected - deposits) / test.standardDeviation;
  test.p = std::erfc(test.z / std::sqrt(2.0)) / 2;
  return test;
}

} // namespace prospectivity
