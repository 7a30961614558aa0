#include "engine/samples/column_kinds.h"

#include "engine/core/number_text.h"
#include "engine/core/statistics.h"

#include <Eigen/QR>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t fewestRows = 10;
constexpr double orderOfRows = 0.99;
constexpr double widestRange = 1.5; // of the number of rows: keys without large gaps
constexpr double sharedKeys = 0.02; // of the rows: some stand in a table twice
constexpr std::size_t fewestOfAClass = 5;
constexpr std::size_t fewestInClumps = 20; // rows: of fewer, ranges are narrow and gaps wide by chance
constexpr double sharedWithLabel = 0.98;
constexpr double sharedWithEachClass = 0.9;
constexpr std::size_t fewestPlaces = 20; // six coefficients are fitted to them
constexpr double varianceLeft = 1e-3;
constexpr std::size_t fewestSteps = 4;  // values of a coarse coordinate, such as the row of a map sheet
constexpr double rounding = 0.35;       // of a step: root of 1 / 12 is what rounding leaves on average
constexpr double acrossEachOther = 0.5; // cosine between the directions of two coordinates
constexpr double almostWithoutError = 0.98;
constexpr double nothing = 1e-12;        // what rounding leaves of shares that cancel
constexpr std::size_t fewestAround = 20; // rows: of fewer, one label often lies together by chance
constexpr std::size_t fewestPureRows = 6;
constexpr std::size_t rowsPerPureValue = 3;
constexpr double leastOfMetres = 1e5;   // eastings and northings of almost all ground are larger
constexpr double mostlyDistinct = 0.8;  // of the rows
constexpr std::size_t fewestOnAxis = 5; // a line through fewer says little

/// The rows of one column that count.
struct Column {
  std::vector<double> values;
  std::vector<int> labels;
  std::vector<Point> points;
};

Column columnOf(const SampleTable& table, Eigen::Index j) {
  Column column;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const double value = table.values(static_cast<Eigen::Index>(row), j);
    if (!table.isObserved(row) || !std::isfinite(value))
      continue;
    column.values.push_back(value);
    column.labels.push_back(table.labels[row]);
    column.points.push_back(table.points[row]);
  }
  return column;
}

/// The rows of a column that have a place: one sample without does not hide what the others say.
Column placed(const Column& column) {
  Column kept;
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    if (!std::isfinite(column.points[i].x) || !std::isfinite(column.points[i].y))
      continue;
    kept.values.push_back(column.values[i]);
    kept.labels.push_back(column.labels[i]);
    kept.points.push_back(column.points[i]);
  }
  return kept;
}

bool areKeys(const std::vector<double>& values) {
  const auto whole = [](double value) { return value == std::floor(value); };
  if (!std::all_of(values.begin(), values.end(), whole))
    return false;
  const std::set<double> distinct(values.begin(), values.end());
  const auto rows = static_cast<double>(values.size());
  if (rows - static_cast<double>(distinct.size()) > sharedKeys * rows)
    return false;
  if (*distinct.rbegin() - *distinct.begin() + 1 <= widestRange * rows)
    return true;
  std::vector<double> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = static_cast<double>(i);
  return std::abs(pearson(ranks(values), order)) >= orderOfRows;
}

/// Where deposits and non-deposits were numbered each for itself before they came into one table, the numbers
/// are keys in each, and the larger ones belong to the class with more rows.
bool isIdentifier(const Column& column) {
  if (areKeys(column.values))
    return true;
  std::vector<double> ofClass[2];
  for (std::size_t i = 0; i < column.values.size(); ++i)
    ofClass[column.labels[i] == 1 ? 1 : 0].push_back(column.values[i]);
  const auto [fewer, more] = std::minmax({ofClass[0].size(), ofClass[1].size()});
  return fewer >= fewestOfAClass && more >= fewestRows && areKeys(ofClass[0]) && areKeys(ofClass[1]);
}

/// How many rows have a value.
std::map<double, std::size_t> countsOf(const std::vector<double>& values) {
  std::map<double, std::size_t> counts;
  for (const double value : values)
    ++counts[value];
  return counts;
}

/// Whether one value belongs to one label and all others to the other label, in almost all rows and in both
/// labels in most: of many non-deposits, as those of several sets are, almost all share the absence of a rare
/// class with the label. Two values do so in a copy of it; so does tonnage that is 0 where nothing was found,
/// and so does a good layer that is 0 almost everywhere, such as a density with a small radius.
bool hasAValueOfOneLabel(const Column& column) {
  const std::map<double, std::size_t> values = countsOf(column.values);
  if (values.size() < 2)
    return false;
  const double common = std::max_element(values.begin(), values.end(), [](const auto& a, const auto& b) {
                          return a.second < b.second;
                        })->first;
  double counts[2] = {0, 0};
  double equal[2] = {0, 0};
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    ++counts[column.labels[i]];
    equal[column.labels[i]] += (column.values[i] == common) == (column.labels[i] == 1) ? 1 : 0;
  }
  if (counts[0] == 0 || counts[1] == 0)
    return false;
  const double all = (equal[0] + equal[1]) / (counts[0] + counts[1]);
  const double others = equal[0] / counts[0];
  const double deposits = equal[1] / counts[1];
  return (all >= sharedWithLabel && std::min(others, deposits) >= sharedWithEachClass) ||
         (1 - all >= sharedWithLabel && 1 - std::max(others, deposits) >= sharedWithEachClass);
}

/// Whether each label has a range of its own, and the gap between the two is wider than either, as it is in a
/// label with some noise on it.
bool isInTwoClumps(const Column& column) {
  std::vector<double> ofClass[2];
  for (std::size_t i = 0; i < column.values.size(); ++i)
    ofClass[column.labels[i] == 1 ? 1 : 0].push_back(column.values[i]);
  const auto [low, high] = std::minmax_element(ofClass[0].begin(), ofClass[0].end());
  const auto [lowest, highest] = std::minmax_element(ofClass[1].begin(), ofClass[1].end());
  const double gap = std::max(*lowest - *high, *low - *highest);
  return gap > 0 && gap >= std::max(*high - *low, *highest - *lowest);
}

/// A good layer may tell the labels as well as their copy does. So a column is one only where few rows cannot
/// have made it look so, and where it has two values or no value between the labels; others are asked about.
bool isLabelCopy(const Column& column) {
  const auto deposits = static_cast<std::size_t>(std::count(column.labels.begin(), column.labels.end(), 1));
  if (std::min(deposits, column.labels.size() - deposits) < fewestOfAClass)
    return false;
  if (countsOf(column.values).size() == 2)
    return hasAValueOfOneLabel(column);
  return column.values.size() >= fewestInClumps && isInTwoClumps(column);
}

/// What rounding leaves of the variance of a column, per row: of one with few values much.
double varianceOfSteps(const std::vector<double>& values) {
  const std::set<double> distinct(values.begin(), values.end());
  if (distinct.size() < fewestSteps)
    return 0;
  double step = std::numeric_limits<double>::infinity();
  for (auto value = std::next(distinct.begin()); value != distinct.end(); ++value)
    step = std::min(step, *value - *std::prev(value));
  return rounding * step * rounding * step;
}

/// Whether each value holds one stretch of an axis of the map, as rows and columns of map sheets do. Classes
/// that were measured have no straight limits.
bool areStepsOfAnAxis(const Column& column) {
  for (const auto axis : {&Point::x, &Point::y}) {
    std::vector<std::pair<double, double>> along; // places with their values
    for (std::size_t i = 0; i < column.values.size(); ++i)
      along.emplace_back(column.points[i].*axis, column.values[i]);
    std::sort(along.begin(), along.end());
    const auto byValue = [](const auto& a, const auto& b) { return a.second < b.second; };
    if (std::is_sorted(along.begin(), along.end(), byValue) ||
        std::is_sorted(along.rbegin(), along.rend(), byValue))
      return true;
  }
  return false;
}

/// What may be left of the variance of a column that follows the places of the samples.
enum class Steps {
  OfAnAxis, ///< a thousandth, or what coarse steps leave where these are stretches of an axis of the map
  Any       ///< what any coarse steps leave
};

/// The direction in which a column grows that follows the places of the samples; nothing for all others.
std::optional<Eigen::Vector2d> directionOfCoordinate(const Column& all, Steps steps) {
  const Column column = placed(all);
  const auto rows = static_cast<Eigen::Index>(column.values.size());
  if (column.values.size() < fewestPlaces)
    return std::nullopt;
  Eigen::MatrixXd places(rows, 2);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const Point& point = column.points[static_cast<std::size_t>(i)];
    places.row(i) << point.x, point.y;
  }
  // Both axes in one unit, so that directions on the map stay as they are.
  places.rowwise() -= places.colwise().mean().eval();
  const double extent = places.cwiseAbs().maxCoeff();
  if (!(extent > 0))
    return std::nullopt;
  places /= extent;
  Eigen::VectorXd values = Eigen::Map<const Eigen::VectorXd>(column.values.data(), rows);
  values.array() -= values.mean();
  const double variance = values.squaredNorm();
  if (!(variance > 0))
    return std::nullopt;
  Eigen::MatrixXd terms(rows, 6);
  terms << Eigen::VectorXd::Ones(rows), places, places.array().square().matrix(),
      places.col(0).cwiseProduct(places.col(1));
  const Eigen::VectorXd coefficients = terms.colPivHouseholderQr().solve(values);
  const bool mayBeCoarse = steps == Steps::Any || areStepsOfAnAxis(column);
  const double left =
      std::max(varianceLeft * variance,
               mayBeCoarse ? static_cast<double>(rows) * varianceOfSteps(column.values) : 0.0);
  if (!((values - terms * coefficients).squaredNorm() <= left))
    return std::nullopt;
  const Eigen::Vector2d direction = coefficients.segment<2>(1);
  if (!(direction.norm() > 0))
    return std::nullopt;
  return direction.normalized();
}

/// The values between which one label lies and the other does not.
struct Interval {
  double low = 0;
  double high = 0;
  double deposits = 0; ///< shares (0 to 1) of each label that lie in it
  double others = 0;
};

/// The stretch of a column's range that separates the labels best, where it does so almost without error and
/// has values on both sides: neither high nor low values are those of deposits then, and an AUC of 0.5 may
/// hide what a network sees at once.
std::optional<Interval> separatingInterval(const Column& column) {
  double counts[2] = {0, 0};
  for (const int label : column.labels)
    ++counts[label == 1 ? 1 : 0];
  if (column.values.size() < fewestAround || std::min(counts[0], counts[1]) < fewestOfAClass)
    return std::nullopt;
  std::map<double, std::array<double, 2>> shares; // of each label, by value
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    const std::size_t label = column.labels[i] == 1 ? 1 : 0;
    shares[column.values[i]][label] += 1 / counts[label];
  }
  // The stretch whose sum is largest (Kadane's algorithm), of deposits and then of non-deposits inside.
  for (const int inside : {1, 0}) {
    const auto outside = static_cast<std::size_t>(1 - inside);
    Interval best;
    Interval current;
    double most = 0;
    double sum = 0;
    for (const auto& [value, own] : shares) {
      if (sum <= nothing) {
        sum = 0;
        current = {value, value, 0, 0};
      }
      sum += own[static_cast<std::size_t>(inside)] - own[outside];
      current.high = value;
      current.deposits += own[1];
      current.others += own[0];
      if (sum > most) {
        most = sum;
        best = current;
      }
    }
    if ((1 + most) / 2 >= almostWithoutError && best.low > shares.begin()->first &&
        best.high < shares.rbegin()->first)
      return best;
  }
  return std::nullopt;
}

/// How many values a column has, when they are few and each belongs to one label; else none.
std::size_t pureValues(const Column& column) {
  if (column.values.size() < fewestPureRows)
    return 0;
  std::map<double, int> labelOf;
  bool isOfBoth = false;
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    const auto [known, isNew] = labelOf.emplace(column.values[i], column.labels[i]);
    if (known->second != column.labels[i])
      return 0;
    isOfBoth = isOfBoth || column.labels[i] != column.labels.front();
  }
  return isOfBoth && rowsPerPureValue * labelOf.size() <= column.values.size() ? labelOf.size() : 0;
}

/// Whether numbers without places to hold them against are as large as metres of a projected CRS, and differ
/// from row to row.
bool hasTheSizeOfCoordinates(const Column& column) {
  const bool isPlaced = std::any_of(column.points.begin(), column.points.end(),
                                    [](const Point& point) { return std::isfinite(point.x); });
  const bool areLarge = std::all_of(column.values.begin(), column.values.end(),
                                    [](double value) { return std::abs(value) >= leastOfMetres; });
  const std::set<double> distinct(column.values.begin(), column.values.end());
  return !isPlaced && areLarge && column.values.size() >= fewestRows &&
         static_cast<double>(distinct.size()) >= mostlyDistinct * static_cast<double>(column.values.size());
}

/// Whether a line along x or along y leaves less than a thousandth of a column's variance, whatever its
/// unit: metres, thousands of them, degrees.
bool runsWithAnAxis(const Column& all) {
  const Column column = placed(all);
  if (column.values.size() < fewestOnAxis ||
      std::set<double>(column.values.begin(), column.values.end()).size() < 3)
    return false;
  for (const auto axis : {&Point::x, &Point::y}) {
    std::vector<double> places;
    for (const Point& point : column.points)
      places.push_back(point.*axis);
    const double correlation = pearson(column.values, places);
    if (correlation * correlation >= 1 - varianceLeft)
      return true;
  }
  return false;
}

} // namespace

std::vector<ColumnKind> columnKinds(const SampleTable& table) {
  const auto count = static_cast<std::size_t>(table.values.cols());
  std::vector<ColumnKind> kinds(count, ColumnKind::Evidence);
  std::vector<std::optional<Eigen::Vector2d>> directions(count);
  for (std::size_t j = 0; j < count; ++j) {
    const Column column = columnOf(table, static_cast<Eigen::Index>(j));
    if (column.values.size() < fewestRows)
      continue;
    const bool isOfALayer = !table.descriptions.empty() && table.descriptions[j].kind != FeatureKind::Unknown;
    if (!isOfALayer && isLabelCopy(column))
      kinds[j] = ColumnKind::LabelCopy;
    else if (isIdentifier(column))
      kinds[j] = ColumnKind::Identifier;
    else
      directions[j] = directionOfCoordinate(column, Steps::OfAnAxis);
  }
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (directions[i] && directions[j] && std::abs(directions[i]->dot(*directions[j])) < acrossEachOther)
        kinds[i] = kinds[j] = ColumnKind::Coordinate;
  return kinds;
}

std::string reasonOf(ColumnKind kind) {
  switch (kind) {
  case ColumnKind::Identifier:
    return "whole numbers, each once, in the order of the rows or without gaps, as identifiers are";
  case ColumnKind::Coordinate:
    return "it follows the places of the samples, as coordinates do";
  case ColumnKind::LabelCopy:
    return "its values tell deposits from non-deposits, as those of a copy of the label do";
  case ColumnKind::Evidence:
    break;
  }
  return "evidence";
}

std::vector<Sentence> questionsOfTellingFeatures(const SampleTable& table) {
  std::vector<std::pair<double, std::size_t>> telling;
  std::vector<Sentence> between;
  std::vector<Sentence> others;
  std::vector<Sentence> ofPlace;
  for (std::size_t j = 0; j < table.features.size(); ++j) {
    const Column column = columnOf(table, static_cast<Eigen::Index>(j));
    if (column.values.size() >= fewestRows) {
      const double auc = rocAuc(column.labels, column.values);
      const double separation = std::max(auc, 1 - auc);
      if (separation >= almostWithoutError) {
        telling.emplace_back(-separation, j);
        continue;
      }
    }
    if (const std::optional<Interval> interval = separatingInterval(column)) {
      between.push_back(
          {"The feature '%1' alone separates deposits from non-deposits almost without error (%2 "
           "% of the deposits and %3 % of the non-deposits lie between %4 and %5): was it "
           "measured in the same way at both, and is it known where nothing has been found yet? "
           "If not, leave it out of %6.",
           table.features[j], numberText(100 * interval->deposits, 3), numberText(100 * interval->others, 3),
           numberText(interval->low), numberText(interval->high), Subject::Features});
      continue;
    }
    if (const std::size_t values = pureValues(column); values > 0)
      others.push_back({"The feature '%1' has %2 values, each of which deposits alone or non-deposits alone "
                        "have, as a copy of the label does: is it known where nothing has been found yet? If "
                        "not, leave it out of %3.",
                        table.features[j], values, Subject::Features});
    else if (column.values.size() >= fewestRows && hasAValueOfOneLabel(column))
      others.push_back({"The feature '%1' has one value at almost all samples of one label and other values "
                        "at almost all of the other, as a copy of the label does, or the tonnage of "
                        "deposits: is it known where nothing has been found yet? If not, leave it out of "
                        "%2.",
                        table.features[j], Subject::Features});
    else if (runsWithAnAxis(column))
      ofPlace.push_back({"The feature '%1' runs with one axis of the map, as a coordinate does: is it "
                         "evidence, such as the distance from a straight line? If not, leave it out of %2.",
                         table.features[j], Subject::Features});
    else if (hasTheSizeOfCoordinates(column))
      ofPlace.push_back({"The feature '%1' has numbers of the size of coordinates in metres, and the samples "
                         "have no places to hold them against: is it evidence? If not, leave it out of %2.",
                         table.features[j], Subject::Features});
    else if (directionOfCoordinate(column, Steps::Any))
      ofPlace.push_back({"The feature '%1' follows the places of the samples smoothly, as a coordinate of "
                         "another CRS does: is it evidence, such as the distance from something far away? If "
                         "not, leave it out of %2.",
                         table.features[j], Subject::Features});
  }
  std::sort(telling.begin(), telling.end());
  std::vector<Sentence> questions;
  for (const auto& [negative, j] : telling)
    questions.push_back(Sentence("The feature '%1' alone separates deposits from non-deposits almost without "
                                 "error (AUC %2): was it measured in the same way at both, and is it known "
                                 "where nothing has been found yet? If not, leave it out of %3.",
                                 table.features[j], numberText(-negative, 4), Subject::Features));
  for (const std::vector<Sentence>* more : {&between, &others, &ofPlace})
    questions.insert(questions.end(), more->begin(), more->end());
  return questions;
}

} // namespace prospectivity
