#pragma once

#include "engine/core/progress.h"
#include "engine/evaluate/area_ranks.h"
#include "engine/evaluate/placed_points.h"
#include "engine/evaluate/success_rate.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace prospectivity {

struct EvaluationRequest {
  int band = 0;                   ///< of the map, from 0
  std::vector<Point> deposits;    ///< in the CRS of the map
  std::vector<Point> nonDeposits; ///< likewise; may be empty
  int resamples = 1000;           ///< of the bootstrap; 0: no intervals
  std::uint64_t seed = 1;
};

/// One figure of merit with its 95 % interval.
struct Figure {
  std::string key;   ///< as in tables: capture_5, area_at_80, ...
  std::string title; ///< as in sentences
  bool isShare = true;
  double value = 0;
  double low = 0; ///< NaN without a bootstrap, or with one deposit
  double high = 0;
};

/// Pointwise 95 % interval of the success-rate curve; empty where Figure has no interval.
struct CaptureBand {
  std::vector<double> area;
  std::vector<double> low;
  std::vector<double> high;
};

/// How well a map finds deposits.
struct Evaluation {
  AreaRanks ranks;
  PlacedPoints deposits;
  PlacedPoints nonDeposits;
  std::vector<std::size_t> counts; ///< deposits that have each of ranks.values
  SuccessRate curve;
  CaptureBand band;
  /// In the order of tables: capture at 1, 2, 5, 10, 20 % of the area, area_at_80, pa_intersection,
  /// pa_density, success_rate_auc; with non-deposits also roc_auc and pr_auc.
  std::vector<Figure> figures;
  int resamples = 0;

  bool hasNonDeposits() const { return !nonDeposits.values.empty(); }

  /// The figure named `key`, which must be one of `figures`.
  const Figure& figure(const std::string& key) const;

  /// The area under the ROC curve where there are non-deposits, else under the success-rate curve.
  const Figure& auc() const { return figure(hasNonDeposits() ? "roc_auc" : "success_rate_auc"); }

  /// The value of the map at and above which this share of the area lies.
  double threshold(double areaShare) const;
};

/// Judges any map: what it ranks high must hold the deposits. Reads the map once, in bounded memory. `mask`:
/// as in raster_mask.h, may be null.
///
/// Intervals: percentile bootstrap over the deposits (Efron & Tibshirani 1993), and over the non-deposits for
/// the figures that use these; the map is held fixed. The result depends on the seed, neither on the order of
/// the points, nor on blocks, nor on the number of threads.
///
/// Throws Error naming PROSPECTIVITY, BAND, DEPOSITS, NON_DEPOSITS or BOOTSTRAP.
Evaluation evaluateMap(RasterSource& map, RasterSource* mask, const EvaluationRequest& request,
                       const Progress& progress);

} // namespace prospectivity
