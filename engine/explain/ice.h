#pragma once

#include "engine/core/progress.h"
#include "engine/explain/shapley_values.h"
#include "engine/model/model.h"

#include <array>
#include <cstddef>
#include <functional>
#include <vector>

namespace prospectivity {

/// Individual conditional expectation (ICE), its centred form and derivative, and partial dependence (PDP):
/// Goldstein et al. 2015, doi 10.1080/10618600.2014.907095; Friedman 2001.

/// Where a feature is varied. Numbered as in the contract.
enum class GridKind { Quantiles, Uniform };

struct IceOptions {
  int gridPoints = 50;
  GridKind grid = GridKind::Quantiles;
  OutputSpace space = OutputSpace::Probability;
  std::size_t mostCurves = 200; ///< kept of all samples, evenly spread; means and spreads are of all
  int threads = 0;
};

/// d logit / d input of each row, in original units: exact, by automatic differentiation. May be empty; then
/// there are no derivatives.
using Gradient = std::function<Matrix(const FloatMatrix&)>;

/// Means and standard deviations over samples, per grid point.
struct CurveStatistics {
  std::size_t count = 0;
  std::vector<double> mean;             ///< of ICE: the PDP
  std::vector<double> spread;           ///< standard deviation of ICE
  std::vector<double> derivative;       ///< mean of d-ICE
  std::vector<double> derivativeSpread; ///< standard deviation of d-ICE: zero means no interaction
};

/// One feature varied.
struct FeatureCurves {
  std::size_t feature = 0;
  std::vector<double> grid;      ///< rising values in original units
  std::vector<std::size_t> rows; ///< samples whose curves are kept
  Matrix ice;                    ///< kept curves x grid points
  Matrix derivative;             ///< d-ICE: per unit of the feature; empty without a gradient
  CurveStatistics all;
  std::array<CurveStatistics, 2> byLabel;

  /// c-ICE: an ICE value minus the same curve's at the smallest grid point.
  double centered(Eigen::Index curve, Eigen::Index point) const { return ice(curve, point) - ice(curve, 0); }
};

/// Quantiles or equal steps from the 5 % to the 95 % quantile; values that repeat are given once, so that a
/// constant feature has one. Throws Error when options.gridPoints is below 2.
std::vector<double> featureGrid(const Vector& values, const IceOptions& options);

/// Varies `feature` (of `players` evidence features; a windowed network's whole window at once) of every
/// row of `inputs` over `grid`. `labels`: 0 or 1 per row. Memory: the kept curves and a block of samples per
/// thread. The same for any number of threads.
FeatureCurves varyFeature(const Predictor& predictor, const Gradient& gradient, const FloatMatrix& inputs,
                          const std::vector<int>& labels, std::size_t players, std::size_t feature,
                          const std::vector<double>& grid, const IceOptions& options,
                          const Progress& progress);

/// Partial dependence on two features: gridA x gridB, mean over all rows.
Matrix varyPair(const Predictor& predictor, const FloatMatrix& inputs, std::size_t players, std::size_t a,
                const std::vector<double>& gridA, std::size_t b, const std::vector<double>& gridB,
                const IceOptions& options, const Progress& progress);

} // namespace prospectivity
