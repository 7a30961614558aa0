#include "engine/samples/code_doubts.h"

#include "engine/core/code_signs.h"
#include "engine/samples/class_columns.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t fewestCodes = 21;
constexpr std::size_t mostCodes = 500;
constexpr std::size_t rowsPerCode = 4;
constexpr std::size_t fewestFew = 3;
constexpr std::size_t fewestRows = 10;     ///< of fewer, any numbers are few
constexpr double rowsPerFew = 1.5;         ///< on average; numbers that hardly come back are no codes
constexpr double leastShared = 0.25;       ///< of neighbours; samples lie farther apart than cells
constexpr double timesUsual = 2;           ///< the distance of neighbours by the median of the nearest ones
constexpr std::size_t mostCompared = 1000; ///< rows whose neighbours are looked for among as many

/// Three frequencies side by side that hold fewer say nothing.
constexpr double fewestInThree = 20;
constexpr std::size_t fewestThrees = 12;
constexpr double unevenByError = 3;   ///< median of squared bends by their variance; 0.45 for a smooth one
constexpr double unevenByShare = 0.3; ///< median of bends by the frequencies themselves

struct Row {
  Point place;
  double value;
};

/// The first one of each place: samples of one cell share its number, however many they are.
std::vector<Row> knownRows(const SampleTable& table, Eigen::Index column) {
  std::vector<Row> rows;
  std::set<std::pair<double, double>> places;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double value = table.values(static_cast<Eigen::Index>(i), column);
    const Point& place = table.points[i];
    const bool hasPlace = std::isfinite(place.x) && std::isfinite(place.y);
    if (table.isObserved(i) && std::isfinite(value) &&
        (!hasPlace || places.insert({place.x, place.y}).second))
      rows.push_back({place, value});
  }
  return rows;
}

/// How often each number stands there, when all are whole and not very many; else none.
std::map<double, std::size_t> wholeNumbers(const std::vector<Row>& rows) {
  std::map<double, std::size_t> counts;
  for (const Row& row : rows) {
    if (row.value != std::floor(row.value))
      return {};
    ++counts[row.value];
    if (counts.size() > mostCodes)
      return {};
  }
  return counts;
}

/// So few numbers that classColumns() took them for codes, had each of them rows enough.
bool areFewInFewRows(const std::map<double, std::size_t>& counts, std::size_t rows) {
  return rows >= fewestRows && counts.size() >= fewestFew && counts.size() < fewestCodes &&
         rowsPerFew * static_cast<double>(counts.size()) <= static_cast<double>(rows);
}

double medianOf(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double squaredDistance(const Row& a, const Row& b) {
  const double x = a.place.x - b.place.x;
  const double y = a.place.y - b.place.y;
  return x * x + y * y;
}

/// The nearest of the others that is farther than a squared distance; null where there is none.
const Row* nearestBeyond(const std::vector<Row>& rows, const Row& row, double squared) {
  const Row* nearest = nullptr;
  double least = std::numeric_limits<double>::infinity();
  for (const Row& other : rows)
    if (const double distance = squaredDistance(row, other);
        &other != &row && distance > squared && distance < least) {
      least = distance;
      nearest = &other;
    }
  return nearest;
}

/// Compares each sample with the nearest one that is clearly farther than samples usually are from each
/// other: where they lie in groups, those of a group share the cell of a coarse layer.
bool lieAsCodes(const std::vector<Row>& known, const std::map<double, std::size_t>& counts) {
  std::vector<Row> rows;
  const std::size_t step = (known.size() + mostCompared - 1) / mostCompared;
  for (std::size_t i = 0; i < known.size(); i += step)
    if (std::isfinite(known[i].place.x) && std::isfinite(known[i].place.y))
      rows.push_back(known[i]);
  std::vector<double> nearest;
  for (const Row& row : rows)
    if (const Row* other = nearestBeyond(rows, row, 0))
      nearest.push_back(squaredDistance(row, *other));
  if (nearest.empty())
    return false;
  const double beyond = timesUsual * timesUsual * medianOf(std::move(nearest));
  CodeSigns signs(counts);
  for (const Row& row : rows)
    if (const Row* other = nearestBeyond(rows, row, beyond))
      signs.addNeighbours(row.value, other->value);
  return signs.areCodes(leastShared);
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

/// Of columns with few numbers in few rows: a table of assays has many, and one sentence is read.
struct FewNumbers {
  std::vector<std::string> names;
  std::size_t numbers = 0; ///< of the first one
  std::size_t rows = 0;

  std::optional<Sentence> doubt(const std::string& parameter) const {
    if (names.empty())
      return std::nullopt;
    if (names.size() == 1)
      return Sentence(
          "%1: the field '%2' holds %3 whole numbers in %4 samples, too few of each to tell classes from a "
          "measurement, and is taken for a quantity, of which augmentation makes numbers in between: does "
          "it measure something? If not, leave it out of %5, or build a stack with its layer in %6.",
          parameter, names.front(), numbers, rows, Subject::Features, Subject::Categorical);
    std::string all;
    for (const std::string& name : names)
      all += (all.empty() ? "'" : ", '") + name + "'";
    return Sentence(
        "%1: the fields %2 hold few whole numbers, in too few samples each to tell classes from a "
        "measurement, and are taken for quantities, of which augmentation makes numbers in between: do they "
        "measure something? Leave those that do not out of %3, or build a stack with their layers in %4.",
        parameter, all, Subject::Features, Subject::Categorical);
  }
};

} // namespace

std::vector<Sentence> codeDoubts(const SampleTable& table, const std::string& parameter) {
  std::set<int> told;
  for (const std::vector<int>& columns : classColumns(table))
    told.insert(columns.begin(), columns.end());
  std::vector<Sentence> doubts;
  FewNumbers few;
  for (std::size_t j = 0; j < table.features.size(); ++j) {
    const bool isDescribed =
        !table.descriptions.empty() && table.descriptions[j].kind != FeatureKind::Unknown;
    if (isDescribed || told.count(static_cast<int>(j)) > 0)
      continue;
    const std::vector<Row> rows = knownRows(table, static_cast<Eigen::Index>(j));
    const std::map<double, std::size_t> counts = wholeNumbers(rows);
    if (areFewInFewRows(counts, rows.size())) {
      if (few.names.empty()) {
        few.numbers = counts.size();
        few.rows = rows.size();
      }
      few.names.push_back(table.features[j]);
      continue;
    }
    if (counts.size() < fewestCodes || 2 * counts.size() > rows.size())
      continue;
    if (lieAsCodes(rows, counts) ||
        (rowsPerCode * counts.size() <= rows.size() && areUnevenlyFrequent(counts)))
      doubts.push_back(
          {"%1: the field '%2' holds %3 whole numbers that are shared as codes of map units are, "
           "and is taken for a quantity, of which augmentation makes numbers in between: does it "
           "measure something? If not, leave it out of %4, or build a stack with its layer in %5.",
           parameter, table.features[j], counts.size(), Subject::Features, Subject::Categorical});
  }
  if (const std::optional<Sentence> doubt = few.doubt(parameter))
    doubts.push_back(*doubt);
  return doubts;
}

std::vector<Sentence> mergedCodes(const SampleTable& table, const std::string& parameter) {
  constexpr double largestExact = 1 << 24; // that float32 tells from its neighbours
  constexpr std::size_t rowsPerMergedCode = 2;
  std::vector<Sentence> doubts;
  for (std::size_t j = 0; j < table.features.size(); ++j) {
    std::vector<double> known;
    double largest = 0;
    bool areWhole = true;
    for (const double value : table.values.col(static_cast<Eigen::Index>(j))) {
      if (!std::isfinite(value))
        continue;
      areWhole = areWhole && value == std::floor(value);
      if (!areWhole)
        break;
      largest = std::max(largest, std::abs(value));
      known.push_back(value);
    }
    if (!areWhole || largest <= largestExact)
      continue;
    const std::set<double> codes(known.begin(), known.end());
    std::set<float> held;
    for (const double code : codes)
      held.insert(static_cast<float>(code));
    if (held.size() < codes.size() && rowsPerMergedCode * codes.size() <= known.size())
      doubts.push_back(
          {"%1: the field '%2' holds %3 different whole numbers, of which a model tells %4 apart, since "
           "its numbers have 24 bits: if they are codes, number them anew.",
           parameter, table.features[j], codes.size(), held.size()});
  }
  return doubts;
}

} // namespace prospectivity
