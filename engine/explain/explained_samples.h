#pragma once

#include "engine/explain/presence_share.h"
#include "engine/explain/shapley_values.h"
#include "engine/model/players.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// Samples with their Shapley values, as the charts show them. `samples.values` has one column per player,
/// and NaN where a value is missing.
struct ExplainedSamples {
  SampleTable samples;
  ShapleyValues shapley;
  OutputSpace space = OutputSpace::Logit;
  bool hasLabels = true;
  /// Classes of each player as in LayerPlayers; none where values are measured.
  std::vector<std::vector<std::string>> classes;
  std::optional<PresenceShare> presence = {}; ///< of a model that takes missing values
  std::optional<OutputSpace> exactSpace = {}; ///< exactSpace() of values that were sampled

  /// Whether what each member of the model alone gives is known.
  bool hasMembers() const { return shapley.ofMembers.size() > 1; }

  double valueAt(std::size_t row, std::size_t feature) const;
  double shapleyAt(std::size_t row, std::size_t feature) const;

  bool isMissing(std::size_t row, std::size_t feature) const;

  /// How many samples lack a value of a feature.
  std::size_t missing(std::size_t feature) const;

  /// The name of the class, or the number as it was measured with its unit (MeasuredValues); "missing".
  std::string valueText(std::size_t row, std::size_t feature) const;

  std::string unit() const;
};

bool isCategorical(const ExplainedSamples& explained, std::size_t player);

/// Whether the values of a player are classes, so that none is higher than another: isCategorical(), or a
/// feature of codes.
bool isOfClasses(const ExplainedSamples& explained, std::size_t player);

/// Features from the largest effect on average to the smallest.
std::vector<std::size_t> featuresByWeight(const ExplainedSamples& explained);

/// Names of features in the given order.
std::vector<std::string> namesOf(const ExplainedSamples& explained, const std::vector<std::size_t>& order);

/// Rows to draw: all, or evenly spread over the predictions when there are more than `most`.
std::vector<std::size_t> rowsToDraw(const ExplainedSamples& explained, std::size_t most);

} // namespace prospectivity
