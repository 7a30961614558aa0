#pragma once

#include "engine/core/feature_description.h"
#include "engine/core/grid.h"
#include "engine/core/matrix.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace prospectivity {

/// What flows between the algorithms: labelled points with one real value per evidence feature.
/// All vectors have one entry per sample, in the same order, but `sets` where it has none. Plain data.
struct SampleTable {
  std::vector<std::string> features;            ///< names of the columns of `values`
  std::vector<FeatureDescription> descriptions; ///< one per feature; none: nobody knows anything of them
  Matrix values;                 ///< samples x features, original units; NaN: missing, where it was asked for
  std::vector<int> labels;       ///< 1 deposit, 0 non-deposit
  std::vector<std::int64_t> ids; ///< sample_id, unique
  std::vector<std::string> origins;                 ///< "observed", or the augmentation method's id
  std::vector<std::optional<std::int64_t>> parentA; ///< ids of the observed parents of a synthetic sample
  std::vector<std::optional<std::int64_t>> parentB;
  std::vector<Point> points; ///< in the CRS of the layer

  /// Features that hold classes, as judgeClasses() found in the whole table: its parts are not judged anew.
  /// Nothing: nobody has judged it.
  std::optional<std::set<std::string>> classes;

  /// Which set of non-deposits each sample belongs to, from 1; 0: to every set, as deposits do. No entries:
  /// there is one set (engine/samples/negative_sets.h).
  std::vector<int> sets;

  /// Non-deposits among them were chosen for evidence unlike that of all deposits (NegativeMethod): also of
  /// those that a test holds out (doubtOfNegatives()).
  bool hasDissimilarNegatives = false;

  static constexpr const char* observedOrigin = "observed";

  std::size_t size() const { return labels.size(); }
  bool isObserved(std::size_t row) const { return origins[row] == observedOrigin; }
  int setOf(std::size_t row) const { return sets.empty() ? 0 : sets[row]; }
  std::size_t count(int label) const;

  /// The given rows, in the given order.
  SampleTable rows(const std::vector<std::size_t>& indices) const;

  /// Adds the samples of another table, which has the same features in the same order, behind these.
  void append(const SampleTable& other);
};

} // namespace prospectivity
