#include "engine/augment/wgan_gp.h"

#include "engine/augment/interpolation.h"
#include "engine/core/error.h"
#include "engine/core/statistics.h"
#include "engine/model/backend.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospectivity {

namespace {

// Rows that the generator is judged by, so that a few wanted samples do not decide it by chance.
constexpr std::size_t fewestJudged = 500;
constexpr double leastSpread = 0.3;
constexpr double largestDistance = 0.35;

double deviation(const Matrix& values, Eigen::Index column) {
  const auto centred = values.col(column).array() - values.col(column).mean();
  return std::sqrt(centred.square().mean());
}

bool hasCollapsed(const GeneratorFit& fit) {
  return fit.worstSpread < leastSpread || fit.meanDistance > largestDistance;
}

/// Original units per unit of the scaled feature.
double unitOf(const AugmentInput& input, Eigen::Index feature) {
  const double scaled = deviation(input.scaled, feature);
  return scaled > 0 ? deviation(input.values, feature) / scaled : 0;
}

} // namespace

GeneratorFit judgeGenerator(const Matrix& observed, const Matrix& generated) {
  GeneratorFit fit;
  fit.worstSpread = std::numeric_limits<double>::infinity();
  Eigen::Index judged = 0;
  for (Eigen::Index j = 0; j < observed.cols(); ++j) {
    const double spread = deviation(observed, j);
    if (!(spread > 0))
      continue;
    ++judged;
    fit.worstSpread = std::min(fit.worstSpread, deviation(generated, j) / spread);
    fit.meanDistance +=
        kolmogorovSmirnov(std::vector<double>(observed.col(j).begin(), observed.col(j).end()),
                          std::vector<double>(generated.col(j).begin(), generated.col(j).end()));
  }
  fit.meanDistance /= static_cast<double>(std::max<Eigen::Index>(judged, 1));
  return fit;
}

void checkGenerator(const Matrix& observed, const Matrix& generated) {
  if (!generated.allFinite() || hasCollapsed(judgeGenerator(observed, generated)))
    throw Error("WGAN-GP collapsed: its samples do not spread as the observed ones do; choose SMOTE, or give "
                "more samples or fewer features.");
}

std::vector<SyntheticSample> WganGp::generate(const AugmentInput& input, std::size_t count, Random& random,
                                              const Progress& progress) const {
  const Eigen::Index features = input.values.cols();
  Matrix own = rowsOf(input.scaled, input.own);
  const Eigen::RowVectorXd mean = own.colwise().mean();
  Eigen::RowVectorXd spread(features);
  for (Eigen::Index j = 0; j < features; ++j)
    spread(j) = deviation(own, j) > 1e-9 ? deviation(own, j) : 0;
  const Eigen::RowVectorXd divisor = (spread.array() > 0).select(spread, 1.0);
  own = (own.rowwise() - mean).array().rowwise() / divisor.array();

  const std::size_t judged = std::max(count, fewestJudged);
  const Matrix made =
      modelBackend().generateLike(own.cast<float>(), judged, random.bits(), progress).cast<double>();
  checkGenerator(own, made);

  std::vector<SyntheticSample> result;
  for (std::size_t i = 0; i < count; ++i) {
    const Eigen::RowVectorXd row = made.row(static_cast<Eigen::Index>(i));
    Eigen::Index nearest = 0;
    (own.rowwise() - row).rowwise().squaredNorm().minCoeff(&nearest);
    SyntheticSample sample;
    sample.parentA = input.own[static_cast<std::size_t>(nearest)];
    sample.hasParents = false;
    // From the nearest sample on: a feature that is constant in the class stays so to the last digit.
    sample.values = input.values.row(static_cast<Eigen::Index>(sample.parentA));
    for (Eigen::Index j = 0; j < features; ++j)
      if (spread(j) > 0)
        sample.values(j) += (row(j) - own(nearest, j)) * spread(j) * unitOf(input, j);
    result.push_back(std::move(sample));
  }
  return result;
}

} // namespace prospectivity
