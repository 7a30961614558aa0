#pragma once

#include "engine/core/choices.h"
#include "engine/core/progress.h"
#include "engine/model/logit_curves.h"
#include "engine/model/model.h"
#include "engine/model/players.h"

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace prospectivity {

/// Individual conditional expectation (ICE), its centred form and derivative, and partial dependence (PDP):
/// Goldstein, Kapelner, Bleich & Pitkin 2015, Peeking inside the black box: visualizing statistical learning
/// with plots of individual conditional expectation, Journal of Computational and Graphical Statistics 24,
/// doi 10.1080/10618600.2014.907095; Friedman 2001, Greedy function approximation: a gradient boosting
/// machine, The Annals of Statistics 29, doi 10.1214/aos/1013203451.

/// Where a feature is varied.
enum class GridKind { Quantiles, Uniform };
const Choices& gridChoices();

struct IceOptions {
  int gridPoints = 50;
  GridKind grid = GridKind::Quantiles;
  OutputSpace space = OutputSpace::Probability;
  std::size_t mostCurves = 200; ///< kept of all samples, evenly spread; means and spreads are of all
  bool derivatives = true;      ///< d-ICE where the curves have slopes; it doubles the work
  int threads = 0;
};

/// Means and standard deviations over samples, per grid point.
struct CurveStatistics {
  std::size_t count = 0;
  std::vector<double> mean;             ///< of ICE: the PDP
  std::vector<double> spread;           ///< standard deviation of ICE
  std::vector<double> derivative;       ///< mean of d-ICE
  std::vector<double> derivativeSpread; ///< standard deviation of d-ICE: zero means no interaction
  /// `mean` and `derivative` of each member of the model alone, members x grid points; empty where the curves
  /// tell none apart (the second also without slopes). In probability they are of each member's own sigmoids,
  /// whose mean is not `mean`.
  Matrix meanOfMembers;
  Matrix derivativeOfMembers;
};

/// What becomes of the samples where a feature is missing: one point, on no curve.
struct MissingPoint {
  Vector ice;             ///< of the kept curves
  Vector iceMemberSpread; ///< as FeatureCurves::iceMemberSpread
  CurveStatistics all;    ///< of one point each; nothing has a slope there
  std::array<CurveStatistics, 2> byLabel;
};

/// One feature varied.
struct FeatureCurves {
  std::size_t feature = 0;
  std::vector<double> grid;      ///< rising values in original units
  std::vector<std::size_t> rows; ///< samples whose curves are kept
  Matrix ice;                    ///< kept curves x grid points
  Matrix derivative;             ///< d-ICE: per unit of the feature; empty when not wanted or not to be had
  Matrix iceMemberSpread; ///< as `ice`: standard deviation over the members; empty where none are apart
  Matrix derivativeMemberSpread; ///< the same of `derivative`
  CurveStatistics all;
  std::array<CurveStatistics, 2> byLabel;
  std::optional<MissingPoint> missing; ///< where the grid asked for it

  /// c-ICE: an ICE value minus the same curve's at the smallest grid point.
  double centered(Eigen::Index curve, Eigen::Index point) const { return ice(curve, point) - ice(curve, 0); }
  /// The same where the feature is missing. Only where there is such a point.
  double centeredMissing(Eigen::Index curve) const { return missing->ice[curve] - ice(curve, 0); }
};

/// Quantiles or equal steps from the 5 % to the 95 % quantile; values that repeat are given once, so that a
/// constant feature has one. Missing values (NaN) are left out; no points where all are missing. Throws Error
/// when options.gridPoints is below 2.
std::vector<double> featureGrid(const Vector& values, const IceOptions& options);

/// The same for a feature of a model with these values; of one that it takes for classes, all their codes,
/// where the values have any.
std::vector<double> featureGrid(const Model& model, std::size_t feature, const Vector& values,
                                const IceOptions& options);

/// Varies `feature` of every row of `inputs` over `grid`. `labels`: 0 or 1 per row. Memory: the kept curves
/// and a block of samples per thread (of a model whose members are told apart, one for each). The same for
/// any number of threads.
///
/// The grid holds a value at least. A last point of NaN, for curves that take it, asks what becomes of the
/// rows where the feature is missing: FeatureCurves::missing, and no part of the grid that is returned.
FeatureCurves varyFeature(const LogitCurves& curves, const FloatMatrix& inputs,
                          const std::vector<int>& labels, std::size_t feature,
                          const std::vector<double>& grid, const IceOptions& options,
                          const Progress& progress);

/// Partial dependence on two features: gridA x gridB, mean over all rows.
Matrix varyPair(const LogitCurves& curves, const FloatMatrix& inputs, std::size_t a,
                const std::vector<double>& gridA, std::size_t b, const std::vector<double>& gridB,
                const IceOptions& options, const Progress& progress);

} // namespace prospectivity
