#include "engine/samples/class_columns.h"

#include "engine/core/feature_layers.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t mostCodes = 20;
constexpr std::size_t rowsPerCode = 4;
constexpr double rounding = 1e-6; // of a sum of shares

bool isIndicator(const Matrix& values, Eigen::Index column) {
  const auto& own = values.col(column).array();
  return ((own == 0) || (own == 1) || own.isNaN()).all();
}

bool isCodes(const Matrix& values, Eigen::Index column) {
  std::set<double> codes;
  std::size_t known = 0;
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    const double value = values(row, column);
    if (!std::isfinite(value))
      continue;
    ++known;
    if (value != std::floor(value))
      return false;
    codes.insert(value);
    if (codes.size() > mostCodes)
      return false;
  }
  return codes.size() > 1 && rowsPerCode * codes.size() <= known;
}

} // namespace

std::vector<std::vector<int>> classColumns(const SampleTable& samples) {
  const std::vector<std::string>& features = samples.features;
  std::vector<std::vector<int>> groups;
  std::map<std::string, std::size_t> groupOf;
  for (std::size_t j = 0; j < features.size(); ++j) {
    const auto column = static_cast<Eigen::Index>(j);
    const std::string layer = layerOfClass(
        features[j], samples.descriptions.empty() ? FeatureDescription() : samples.descriptions[j]);
    const bool isClass = !layer.empty() && isIndicator(samples.values, column) &&
                         std::find(features.begin(), features.end(), layer) == features.end();
    const bool isDescribed =
        !samples.descriptions.empty() && samples.descriptions[j].kind == FeatureKind::Codes;
    const bool areClasses = samples.classes ? samples.classes->count(features[j]) > 0
                                            : isClass || isCodes(samples.values, column);
    if (!isDescribed && !areClasses)
      continue;
    const auto [place, isNew] = groupOf.emplace(isClass ? layer + '=' : features[j], groups.size());
    if (isNew)
      groups.emplace_back();
    groups[place->second].push_back(static_cast<int>(j));
  }
  return groups;
}

void describeNamedLikeClasses(SampleTable& samples) {
  std::map<std::string, std::vector<std::size_t>> layers;
  for (std::size_t j = 0; j < samples.features.size(); ++j)
    if (const std::string layer = layerOfClass(samples.features[j]);
        !layer.empty() &&
        (samples.descriptions.empty() || samples.descriptions[j].kind == FeatureKind::Unknown))
      layers[layer].push_back(j);
  for (const auto& [layer, columns] : layers) {
    bool areShares = true; // of one whole: of classes, one is 1 and the others are 0
    for (Eigen::Index row = 0; areShares && row < samples.values.rows(); ++row) {
      double sum = 0;
      for (const std::size_t column : columns) {
        const double value = samples.values(row, static_cast<Eigen::Index>(column));
        areShares = areShares && !(value < 0);
        sum += std::isnan(value) ? 0 : value;
      }
      areShares = areShares && sum <= 1 + rounding;
    }
    if (areShares)
      continue;
    samples.descriptions.resize(samples.features.size());
    for (const std::size_t column : columns)
      samples.descriptions[column].kind = FeatureKind::Quantity;
  }
}

void judgeClasses(SampleTable& samples) {
  samples.classes.reset();
  std::vector<std::size_t> observed;
  for (std::size_t row = 0; row < samples.size(); ++row)
    if (samples.isObserved(row))
      observed.push_back(row);
  std::set<std::string> names;
  for (const std::vector<int>& columns : classColumns(samples.rows(observed)))
    for (const int column : columns)
      names.insert(samples.features[static_cast<std::size_t>(column)]);
  samples.classes = std::move(names);
}

std::string featureOfCell(const std::string& column) {
  const std::size_t open = column.rfind('[');
  if (open == std::string::npos || column.back() != ']' ||
      column.find_first_not_of("-0123456789,", open + 1) != column.size() - 1 ||
      column.find(',', open) == std::string::npos)
    return column;
  return column.substr(0, open);
}

} // namespace prospectivity
