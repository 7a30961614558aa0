#pragma once

#include "engine/core/random.h"
#include "engine/samples/sample_table.h"
#include "engine/train/cross_validation.h"
#include "engine/train/network_learner.h"

#include <string>
#include <vector>

namespace prospectivity {

/// Observed samples, half of them deposits, whose features are pure noise plus `signal` on the first feature
/// of the deposits.
inline SampleTable noiseTable(std::size_t count, int features, std::uint64_t seed, double signal = 0) {
  Random random(seed);
  SampleTable table;
  for (int j = 0; j < features; ++j)
    table.features.push_back("layer " + std::to_string(j));
  table.values.resize(static_cast<Eigen::Index>(count), features);
  for (std::size_t i = 0; i < count; ++i) {
    const int label = static_cast<int>(i % 2);
    for (int j = 0; j < features; ++j)
      table.values(static_cast<Eigen::Index>(i), j) =
          10 + 3 * random.normal() + (j == 0 ? 3 * signal * label : 0);
    table.labels.push_back(label);
    table.ids.push_back(static_cast<std::int64_t>(100 + i));
    table.origins.push_back(SampleTable::observedOrigin);
    table.parentA.emplace_back();
    table.parentB.emplace_back();
    table.points.push_back({static_cast<double>(i), 0});
  }
  return table;
}

/// A synthetic sample half-way between two observed ones of the table.
inline void addChild(SampleTable& table, std::size_t a, std::size_t b) {
  SampleTable child = table.rows({a});
  child.values =
      (table.values.row(static_cast<Eigen::Index>(a)) + table.values.row(static_cast<Eigen::Index>(b))) / 2;
  child.ids = {static_cast<std::int64_t>(1000 + table.size())};
  child.origins = {"smote"};
  child.parentA = {table.ids[a]};
  child.parentB = {table.ids[b]};
  table.append(child);
}

/// Sample i of the observed ones is tested in fold (i / 2) % folds, so that both classes are in every fold.
/// Synthetic samples are offered to every training part.
inline std::vector<TrainingFold> plainFolds(const SampleTable& table, int folds) {
  std::vector<TrainingFold> result(static_cast<std::size_t>(folds));
  for (int k = 0; k < folds; ++k)
    result[static_cast<std::size_t>(k)].fold = k;
  for (std::size_t i = 0; i < table.size(); ++i)
    for (int k = 0; k < folds; ++k) {
      const bool tested = table.isObserved(i) && static_cast<int>(i / 2) % folds == k;
      auto& rows = result[static_cast<std::size_t>(k)];
      (tested ? rows.test : rows.training).push_back(i);
    }
  return result;
}

/// A small, fast training of one network that stops early.
inline TrainingOptions smallTraining(int features) {
  TrainingOptions options;
  options.fit.shape.features = features;
  options.fit.shape.filters = {4};
  options.fit.epochs = 20;
  options.fit.learningRate = 0.01;
  return options;
}

/// The same with all parts of the recipe: three members, cosine, mixup.
inline TrainingOptions wholeRecipe(int features) {
  TrainingOptions options = smallTraining(features);
  options.members = 3;
  options.fit.schedule = Schedule::Cosine;
  options.fit.mixup = 0.4;
  return options;
}

} // namespace prospectivity
