#include "engine/samples/class_columns.h"

#include "engine/core/feature_layers.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace prospectivity {

namespace {

constexpr std::size_t mostCodes = 20;
constexpr std::size_t rowsPerCode = 4;

bool isIndicator(const Matrix& values, Eigen::Index column) {
  const auto& own = values.col(column).array();
  return ((own == 0) || (own == 1)).all();
}

bool isCodes(const Matrix& values, Eigen::Index column) {
  std::set<double> codes;
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    const double value = values(row, column);
    if (value != std::floor(value)) // NaN too
      return false;
    codes.insert(value);
    if (codes.size() > mostCodes)
      return false;
  }
  return codes.size() > 1 && rowsPerCode * codes.size() <= static_cast<std::size_t>(values.rows());
}

} // namespace

std::vector<std::vector<int>> classColumns(const SampleTable& samples) {
  const std::vector<std::string>& features = samples.features;
  std::vector<std::vector<int>> groups;
  std::map<std::string, std::size_t> groupOf;
  for (std::size_t j = 0; j < features.size(); ++j) {
    const auto column = static_cast<Eigen::Index>(j);
    const std::string layer = layerOfClass(features[j]);
    const bool isClass = !layer.empty() && isIndicator(samples.values, column) &&
                         std::find(features.begin(), features.end(), layer) == features.end();
    const bool isDescribed =
        !samples.descriptions.empty() && samples.descriptions[j].kind == FeatureKind::Codes;
    if (!isClass && !isDescribed && !isCodes(samples.values, column))
      continue;
    const auto [place, isNew] = groupOf.emplace(isClass ? layer + '=' : features[j], groups.size());
    if (isNew)
      groups.emplace_back();
    groups[place->second].push_back(static_cast<int>(j));
  }
  return groups;
}

} // namespace prospectivity
