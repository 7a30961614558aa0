#include "engine/augment/augment.h"

#include "engine/augment/augmenter.h"
#include "engine/augment/interpolation.h"
#include "engine/core/error.h"
#include "engine/core/feature_layers.h"
#include "engine/core/statistics.h"
#include "engine/samples/class_columns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>

namespace prospectivity {

namespace {

/// Mean 0, standard deviation 1 over the known values; a constant feature is 0 everywhere. NaN stays NaN.
Matrix scaledKnown(const Matrix& values) {
  Matrix scaled = values;
  for (Eigen::Index j = 0; j < scaled.cols(); ++j) {
    const std::vector<double> known = knownValues(values.col(j));
    if (known.empty())
      continue;
    const double center = mean(known);
    const double deviation = populationDeviation(known);
    const bool isConstant = !(deviation > 1e-12 * std::abs(center));
    for (double& value : scaled.col(j))
      if (!std::isnan(value))
        value = isConstant ? 0 : (value - center) / deviation;
  }
  return scaled;
}

/// Mean 0, standard deviation 1; a constant feature is 0 everywhere.
Matrix scaledForDistances(const Matrix& values) {
  if (values.hasNaN())
    return scaledKnown(values);
  const Eigen::RowVectorXd mean = values.colwise().mean();
  Matrix scaled = values.rowwise() - mean;
  for (Eigen::Index j = 0; j < scaled.cols(); ++j) {
    const double deviation = std::sqrt(scaled.col(j).squaredNorm() /
                                       static_cast<double>(std::max<Eigen::Index>(scaled.rows(), 1)));
    if (deviation > 1e-12 * std::abs(mean(j)))
      scaled.col(j) /= deviation;
    else
      scaled.col(j).setZero();
  }
  return scaled;
}

/// How many samples to add to the non-deposits and to the deposits.
std::array<std::size_t, 2> additions(const SampleTable& observed, const AugmentOptions& options) {
  const std::array<std::size_t, 2> counts{observed.count(0), observed.count(1)};
  const std::size_t larger = std::max(counts[0], counts[1]);
  const std::size_t smallerClass = counts[1] <= counts[0] ? 1 : 0;
  const std::size_t reference = options.bothClasses ? larger : counts[smallerClass];
  if (options.targetCount > 0 && options.targetCount < reference)
    throw Error("%1 is %2, but there are %3 samples already: choose a larger number, or 0.",
                Subject::TargetCount, options.targetCount, reference);
  std::array<std::size_t, 2> added{0, 0};
  if (options.bothClasses) {
    const double growth = options.targetCount > 0
                              ? static_cast<double>(options.targetCount) / static_cast<double>(larger)
                              : 2.0;
    for (std::size_t label = 0; label < 2; ++label)
      added[label] =
          static_cast<std::size_t>(std::llround(growth * static_cast<double>(counts[label]))) - counts[label];
  } else {
    added[smallerClass] = (options.targetCount > 0 ? options.targetCount : larger) - counts[smallerClass];
  }
  return added;
}

/// The point whose place between its parents is that of the values (their share of the way, where it is
/// defined).
Point placeOf(const SampleTable& observed, const SyntheticSample& sample,
              const std::vector<std::vector<int>>& classes) {
  const Point& a = observed.points[sample.parentA];
  if (!sample.parentB)
    return a;
  const Point& b = observed.points[*sample.parentB];
  Eigen::RowVectorXd way = observed.values.row(static_cast<Eigen::Index>(*sample.parentB)) -
                           observed.values.row(static_cast<Eigen::Index>(sample.parentA));
  Eigen::RowVectorXd gone = sample.values - observed.values.row(static_cast<Eigen::Index>(sample.parentA));
  // Classes do not lie between those of the parents.
  for (const std::vector<int>& columns : classes)
    for (const int column : columns)
      way(column) = 0;
  for (Eigen::Index j = 0; j < way.size(); ++j)
    if (std::isnan(way(j)) || std::isnan(gone(j)))
      way(j) = gone(j) = 0;
  const double length = way.squaredNorm();
  const double share = length > 0 ? std::clamp(gone.dot(way) / length, 0.0, 1.0) : 0;
  return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

} // namespace

SampleTable augment(const Augmenter& method, const SampleTable& samples, const AugmentOptions& options,
                    const Progress& progress) {
  std::vector<std::size_t> observedRows;
  for (std::size_t i = 0; i < samples.size(); ++i)
    if (samples.isObserved(i))
      observedRows.push_back(i);
  const SampleTable observed = samples.rows(observedRows);
  const std::array<std::size_t, 2> added = additions(observed, options);
  const Matrix scaled = scaledForDistances(observed.values);
  const std::vector<std::vector<int>> classes = classColumns(observed);
  if (!classes.empty()) {
    std::string names;
    std::set<std::string> told; // the cells of a window are one feature
    for (const std::vector<int>& columns : classes) {
      const std::string name = featureOfCell(observed.features[static_cast<std::size_t>(columns.front())]);
      const std::string layer = layerOfClass(name);
      const std::string& own = columns.size() > 1 ? layer : name;
      if (told.insert(own).second)
        names += (names.empty() ? "'" : ", '") + own + "'";
    }
    progress.message({"Taken for classes, which are neither interpolated nor noised: %1.", names});
  }

  SampleTable result;
  result.features = samples.features;
  result.descriptions = samples.descriptions;
  result.classes = samples.classes;
  result.values.resize(static_cast<Eigen::Index>(added[0] + added[1]), observed.values.cols());
  std::int64_t nextId =
      samples.ids.empty() ? 1 : *std::max_element(samples.ids.begin(), samples.ids.end()) + 1;
  Eigen::Index row = 0;
  for (const std::size_t label : {std::size_t{1}, std::size_t{0}}) {
    if (added[label] == 0)
      continue;
    std::vector<std::size_t> own;
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < observed.size(); ++i)
      (observed.labels[i] == static_cast<int>(label) ? own : others).push_back(i);
    const Matrix distances =
        classes.empty() || own.empty() ? scaled : withClassDistances(scaled, observed.values, classes, own);
    const AugmentInput input{observed.values, distances,         observed.ids,  own,
                             others,          options.neighbors, options.noise, classes};
    const Sentence className = label == 1 ? "deposits" : "non-deposits";
    if (input.own.size() < method.samplesNeeded())
      throw Error("%1 needs at least %2 %3 and found %4: choose random oversampling or gaussian noise, or "
                  "give more samples.",
                  method.title(), method.samplesNeeded(), className, input.own.size());
    if (method.usesNeighbors() && static_cast<std::size_t>(options.neighbors) > input.own.size() - 1)
      progress.warning({"%1 is %2, but there are only %3 %4: %5 neighbours are used.", Subject::Neighbors,
                        options.neighbors, input.own.size(), className, input.own.size() - 1});
    Random random = Random(options.seed).fork(label);
    // The classes share the bar.
    const bool isOnly = added[1 - label] == 0;
    const Progress part = isOnly ? progress : progress.part(label == 1 ? 0 : 0.5, label == 1 ? 0.5 : 1);
    for (const SyntheticSample& sample : method.generate(input, added[label], random, part)) {
      result.values.row(row++) = sample.values;
      result.labels.push_back(static_cast<int>(label));
      result.ids.push_back(nextId++);
      result.origins.push_back(method.id());
      result.parentA.push_back(sample.hasParents ? std::optional(observed.ids[sample.parentA])
                                                 : std::nullopt);
      result.parentB.push_back(sample.parentB ? std::optional(observed.ids[*sample.parentB]) : std::nullopt);
      result.points.push_back(placeOf(observed, sample, classes));
    }
  }
  return result;
}

} // namespace prospectivity
