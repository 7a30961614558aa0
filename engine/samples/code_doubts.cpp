#include "engine/samples/code_doubts.h"

#include "engine/core/code_signs.h"
#include "engine/samples/class_columns.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <set>

namespace prospectivity {

namespace {

constexpr std::size_t fewestCodes = 21;
constexpr std::size_t mostCodes = 500;
constexpr std::size_t rowsPerCode = 4;
constexpr double leastShared = 0.25;       ///< of nearest neighbours; samples lie farther apart than cells
constexpr std::size_t mostCompared = 5000; ///< rows whose neighbours are looked for among as many

/// Three frequencies side by side that hold fewer say nothing.
constexpr double fewestInThree = 20;
constexpr std::size_t fewestThrees = 12;
constexpr double unevenByError = 3;    ///< median of squared bends by their variance; 0.45 for a smooth one
constexpr double unevenByShare = 0.25; ///< median of bends by the frequencies themselves

struct Row {
  std::size_t index;
  double value;
};

std::vector<Row> knownRows(const SampleTable& table, Eigen::Index column) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double value = table.values(static_cast<Eigen::Index>(i), column);
    if (table.isObserved(i) && std::isfinite(value))
      rows.push_back({i, value});
  }
  return rows;
}

/// How often each number stands there, when all are whole and neither few nor very many; else none.
std::map<double, std::size_t> wholeNumbers(const std::vector<Row>& rows) {
  std::map<double, std::size_t> counts;
  for (const Row& row : rows) {
    if (row.value != std::floor(row.value))
      return {};
    ++counts[row.value];
    if (counts.size() > mostCodes)
      return {};
  }
  if (counts.size() < fewestCodes || 2 * counts.size() > rows.size())
    return {};
  return counts;
}

bool haveEqualFeatures(const SampleTable& table, std::size_t one, std::size_t other) {
  for (Eigen::Index j = 0; j < table.values.cols(); ++j) {
    const double a = table.values(static_cast<Eigen::Index>(one), j);
    const double b = table.values(static_cast<Eigen::Index>(other), j);
    if (a != b && !(std::isnan(a) && std::isnan(b)))
      return false;
  }
  return true;
}

/// Each sample with the nearest one that is not of the same cell, which would share every number.
bool lieAsCodes(const SampleTable& table, const std::vector<Row>& rows,
                const std::map<double, std::size_t>& counts) {
  CodeSigns signs(counts);
  const std::size_t step = (rows.size() + mostCompared - 1) / mostCompared;
  for (std::size_t i = 0; i < rows.size(); i += step) {
    const Point& place = table.points[rows[i].index];
    double least = std::numeric_limits<double>::infinity();
    const Row* nearest = nullptr;
    for (const Row& other : rows) {
      const Point& there = table.points[other.index];
      const double distance = std::hypot(there.x - place.x, there.y - place.y);
      if (distance < least && !haveEqualFeatures(table, rows[i].index, other.index)) {
        least = distance;
        nearest = &other;
      }
    }
    if (nearest != nullptr)
      signs.addNeighbours(rows[i].value, nearest->value);
  }
  return signs.areCodes(leastShared);
}

double medianOf(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Round numbers are more frequent than their neighbours where people estimate, and are compared among
/// themselves.
int roundness(double number) {
  return std::fmod(number, 10) == 0 ? 2 : std::fmod(number, 5) == 0 ? 1 : 0;
}

bool areUnevenlyFrequent(const std::map<double, std::size_t>& counts) {
  std::vector<double> frequencies[3];
  for (const auto& [number, times] : counts)
    frequencies[roundness(number)].push_back(static_cast<double>(times));
  std::vector<double> byError;
  std::vector<double> byShare;
  for (const std::vector<double>& run : frequencies)
    for (std::size_t i = 1; i + 1 < run.size(); ++i) {
      const double all = run[i - 1] + 2 * run[i] + run[i + 1];
      if (run[i - 1] + run[i] + run[i + 1] < fewestInThree)
        continue;
      const double bend = run[i - 1] - 2 * run[i] + run[i + 1];
      byError.push_back(bend * bend / (run[i - 1] + 4 * run[i] + run[i + 1]));
      byShare.push_back(std::abs(bend) / all);
    }
  return byError.size() >= fewestThrees && medianOf(byError) >= unevenByError &&
         medianOf(byShare) >= unevenByShare;
}

} // namespace

std::vector<Sentence> codeDoubts(const SampleTable& table, const std::string& parameter) {
  std::set<int> told;
  for (const std::vector<int>& columns : classColumns(table))
    told.insert(columns.begin(), columns.end());
  std::vector<Sentence> doubts;
  for (std::size_t j = 0; j < table.features.size(); ++j) {
    const bool isDescribed =
        !table.descriptions.empty() && table.descriptions[j].kind != FeatureKind::Unknown;
    if (isDescribed || told.count(static_cast<int>(j)) > 0)
      continue;
    const std::vector<Row> rows = knownRows(table, static_cast<Eigen::Index>(j));
    const std::map<double, std::size_t> counts = wholeNumbers(rows);
    if (counts.empty())
      continue;
    if (lieAsCodes(table, rows, counts) ||
        (rowsPerCode * counts.size() <= rows.size() && areUnevenlyFrequent(counts)))
      doubts.push_back(
          {"%1: the field '%2' holds %3 whole numbers that are shared as codes of map units are, "
           "and is taken for a quantity, of which augmentation makes numbers in between: does it "
           "measure something? If not, leave it out of %4, or build a stack with its layer in %5.",
           parameter, table.features[j], counts.size(), Subject::Features, Subject::Categorical});
  }
  return doubts;
}

} // namespace prospectivity
