#include "engine/samples/equal_samples.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace prospectivity {

namespace {

bool isMeasured(const SampleTable& table, std::size_t row) {
  const auto values = table.values.row(static_cast<Eigen::Index>(row));
  return std::any_of(values.begin(), values.end(),
                     [](double value) { return !std::isnan(value) && value != std::round(value); });
}

/// Joins the groups of observed samples at one point.
void joinPlaces(const SampleTable& table, std::vector<std::size_t>& groups) {
  std::map<std::pair<double, double>, std::size_t> first;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const Point& point = table.points[row];
    if (!table.isObserved(row) || !std::isfinite(point.x) || !std::isfinite(point.y))
      continue;
    const std::size_t known = first.emplace(std::pair(point.x, point.y), row).first->second;
    const std::size_t least = std::min(groups[known], groups[row]);
    const std::size_t other = std::max(groups[known], groups[row]);
    if (least != other)
      std::replace(groups.begin(), groups.end(), other, least);
  }
}

/// Observed samples whose group has been met before, in their own set or in every set.
std::size_t copiesIn(const SampleTable& table, const std::vector<std::size_t>& groups) {
  std::set<std::pair<std::size_t, int>> met; // -1: in any set
  std::size_t copies = 0;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (!table.isObserved(row))
      continue;
    const std::size_t group = groups[row];
    const int set = table.setOf(row);
    copies += met.count({group, set == 0 ? -1 : set}) > 0 || met.count({group, 0}) > 0 ? 1 : 0;
    met.insert({group, set});
    met.insert({group, -1});
  }
  return copies;
}

} // namespace

EqualSamples equalSamples(const SampleTable& table) {
  EqualSamples result;
  result.groups.resize(table.size());
  std::iota(result.groups.begin(), result.groups.end(), std::size_t{0});
  std::map<std::vector<double>, std::size_t> first;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const bool anywhere = isMeasured(table, row);
    if (!table.isObserved(row) || (!anywhere && !std::isfinite(table.points[row].x)))
      continue;
    const auto values = table.values.row(static_cast<Eigen::Index>(row));
    std::vector<double> key(values.begin(), values.end());
    // NaN has no place in an order; no value is infinite.
    std::replace_if(
        key.begin(), key.end(), [](double value) { return std::isnan(value); },
        std::numeric_limits<double>::infinity());
    if (!anywhere) {
      key.push_back(table.points[row].x);
      key.push_back(table.points[row].y);
    }
    result.groups[row] = first.emplace(std::move(key), row).first->second;
  }
  if (!table.sets.empty())
    joinPlaces(table, result.groups);
  result.copies = copiesIn(table, result.groups);
  std::set<std::size_t> distinct(result.groups.begin(), result.groups.end());
  if (distinct.size() == table.size())
    result.groups.clear();
  return result;
}

} // namespace prospectivity
