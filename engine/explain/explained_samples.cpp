#include "engine/explain/explained_samples.h"

#include "engine/core/for_reader.h"
#include "engine/core/measured_values.h"
#include "engine/core/number_format.h"
#include "engine/core/statistics.h"
#include "engine/explain/shapley_summary.h"
#include "engine/report/report.h"

#include <cmath>

namespace prospectivity {

double ExplainedSamples::valueAt(std::size_t row, std::size_t feature) const {
  return samples.values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(feature));
}

double ExplainedSamples::shapleyAt(std::size_t row, std::size_t feature) const {
  return shapley.values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(feature));
}

bool ExplainedSamples::isMissing(std::size_t row, std::size_t feature) const {
  return std::isnan(valueAt(row, feature));
}

std::size_t ExplainedSamples::missing(std::size_t feature) const {
  std::size_t count = 0;
  for (std::size_t row = 0; row < samples.size(); ++row)
    count += isMissing(row, feature) ? 1 : 0;
  return count;
}

std::string ExplainedSamples::valueText(std::size_t row, std::size_t feature) const {
  if (isMissing(row, feature))
    return forReader("missing");
  const double value = valueAt(row, feature);
  const FeatureDescription description =
      samples.descriptions.empty() ? FeatureDescription() : samples.descriptions[feature];
  if (const std::string name = description.className(value); !name.empty())
    return name;
  if (isCategorical(*this, feature))
    return classes[feature].at(static_cast<std::size_t>(value) - 1);
  const MeasuredValues measured = measuredValues(description);
  const bool hasUnit = measured.areInUnit && !measured.unit.empty();
  return formatNumber(measured.told(value), 4) + (hasUnit ? " " + measured.unit : "");
}

std::string ExplainedSamples::unit() const {
  return space == OutputSpace::Logit ? forReader("log-odds") : forReader("score");
}

bool isCategorical(const ExplainedSamples& explained, std::size_t player) {
  return player < explained.classes.size() && !explained.classes[player].empty();
}

bool isOfClasses(const ExplainedSamples& explained, std::size_t player) {
  const std::vector<FeatureDescription>& descriptions = explained.samples.descriptions;
  const bool areCodes = !descriptions.empty() && descriptions[player].kind == FeatureKind::Codes;
  return areCodes || isCategorical(explained, player);
}

std::vector<std::size_t> featuresByWeight(const ExplainedSamples& explained) {
  return ranking(meanAbsolute(explained.shapley.values));
}

std::vector<std::string> namesOf(const ExplainedSamples& explained, const std::vector<std::size_t>& order) {
  std::vector<std::string> names;
  names.reserve(order.size());
  for (const std::size_t feature : order)
    names.push_back(explained.samples.features[feature]);
  return names;
}

std::vector<std::size_t> rowsToDraw(const ExplainedSamples& explained, std::size_t most) {
  std::vector<std::size_t> order = ranking(explained.shapley.prediction);
  if (order.size() <= most)
    return order;
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < most; ++i)
    result.push_back(order[i * (order.size() - 1) / (most - 1)]);
  return result;
}

} // namespace prospectivity
