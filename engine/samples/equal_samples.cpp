#include "engine/samples/equal_samples.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace prospectivity {

namespace {

bool isMeasured(const SampleTable& table, std::size_t row) {
  const auto values = table.values.row(static_cast<Eigen::Index>(row));
  return std::any_of(values.begin(), values.end(), [](double value) { return value != std::round(value); });
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
    if (!anywhere) {
      key.push_back(table.points[row].x);
      key.push_back(table.points[row].y);
    }
    const auto [place, isNew] = first.emplace(std::move(key), row);
    result.groups[row] = place->second;
    result.copies += isNew ? 0 : 1;
  }
  if (result.copies == 0)
    result.groups.clear();
  return result;
}

} // namespace prospectivity
