#pragma once

#include "engine/explain/target_drivers.h"
#include "engine/explain/target_map.h"
#include "engine/report/report.h"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// A layer in a target, beside the samples.
struct LayerInTarget {
  std::string name;
  std::string unit;                    ///< of the values, with what was done to them; may be empty
  std::string value;                   ///< the mean, or the most frequent class with its share
  std::string range;                   ///< of the cells; empty of classes
  std::optional<double> amongDeposits; ///< share of the deposits with a lower value than the mean
  std::optional<double> amongOthers;   ///< the same of the non-deposits, or of all training samples
  double reason = 0;                   ///< its mean Shapley value, in log-odds
  bool isOfLogarithms = false;         ///< the mean is led back from that of the logarithms
};

/// Share of the values that lie below one, ties counted half; nothing without values. NaN is no value.
std::optional<double> shareBelow(const std::vector<double>& values, double value);

/// All that a sheet tells of a target. NaN, or nothing, where it is not known.
struct TargetSheet {
  std::string name;                                                   ///< such as "Target 3"
  std::size_t cells = 0;                                              ///< with a score
  double squareKilometres = std::numeric_limits<double>::quiet_NaN(); ///< on the ground
  double meanScore = 0;
  double highestScore = 0;
  double spread = std::numeric_limits<double>::quiet_NaN();   ///< mean standard deviation of the score
  double coverage = std::numeric_limits<double>::quiet_NaN(); ///< mean share of the layers with data
  /// Share of its cells in the area of applicability.
  double applicable = std::numeric_limits<double>::quiet_NaN();
  std::optional<std::size_t> deposits;                             ///< known ones inside
  double nearestMetres = std::numeric_limits<double>::quiet_NaN(); ///< to the nearest known one; 0 inside
  std::string place; ///< coordinates of the centroid in the map's CRS and in WGS 84
  std::vector<TargetMap> maps;
  TargetReasons reasons;
  std::vector<LayerInTarget> layers; ///< one per player, in their order
};

/// What holds for all sheets.
struct TargetReportFacts {
  std::size_t given = 0;        ///< targets of the layer; the first of them have sheets
  std::size_t withoutCells = 0; ///< left out: no cell of the map with data lies in them
  std::string order;            ///< in words, how the sheets are ordered
  std::string
      others; ///< who the second percentile is among: "non-deposits", "training samples"; empty: nobody
  std::size_t explainedAtMost = explainedCells;
};

/// An index, and a sheet of one page of A4 for each target, for reading and for paper. Static: it needs no
/// script.
Report targetReport(const std::vector<TargetSheet>& sheets, const LayerPlayers& players,
                    const TargetReportFacts& facts);

} // namespace prospectivity
