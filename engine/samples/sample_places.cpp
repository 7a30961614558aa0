#include "engine/samples/sample_places.h"

#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t fewestSamples = 20;
constexpr double farAway = 10; // times the extent of most samples
constexpr double mostFar = 0.05;
constexpr std::size_t mostNamed = 5;

bool hasPlace(const Point& point) {
  return std::isfinite(point.x) && std::isfinite(point.y);
}

/// The middle of the samples along an axis, and the extent of nine tenths of them.
std::pair<double, double> middleAndExtent(const std::vector<double>& places) {
  return {quantile(places, 0.5), quantile(places, 0.95) - quantile(places, 0.05)};
}

} // namespace

std::vector<std::size_t> rowsWithPlace(const SampleTable& table) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.size(); ++row)
    if (hasPlace(table.points[row]))
      rows.push_back(row);
  return rows;
}

std::optional<Sentence> doubtOfFarPlaces(const SampleTable& table) {
  std::vector<std::size_t> rows;
  std::vector<double> xs;
  std::vector<double> ys;
  for (const std::size_t row : rowsWithPlace(table))
    if (table.isObserved(row)) {
      rows.push_back(row);
      xs.push_back(table.points[row].x);
      ys.push_back(table.points[row].y);
    }
  if (rows.size() < fewestSamples)
    return std::nullopt;
  const auto [x, width] = middleAndExtent(xs);
  const auto [y, height] = middleAndExtent(ys);
  const double reach = farAway * std::max(width, height);
  std::size_t far = 0;
  std::string names;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!(reach > 0) || (std::abs(xs[i] - x) <= reach && std::abs(ys[i] - y) <= reach))
      continue;
    if (++far <= mostNamed)
      names += (far == 1 ? "" : ", ") + std::to_string(table.ids[rows[i]]);
  }
  if (far == 0 || static_cast<double>(far) > mostFar * static_cast<double>(rows.size()))
    return std::nullopt;
  return Sentence(
      "%1 of %2 samples lie very far from all others (sample %3%4), and blocks that are laid over all "
      "of them hold the others in few: check their coordinates, or leave them out.",
      far, rows.size(), names, far > mostNamed ? ", ..." : "");
}

} // namespace prospectivity
