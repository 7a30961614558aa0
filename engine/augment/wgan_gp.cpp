#include "engine/augment/wgan_gp.h"

#include "engine/augment/generator.h"
#include "engine/augment/interpolation.h"
#include "engine/augment/normal_scores.h"
#include "engine/core/error.h"
#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

// Rows that the generator is judged by, so that a few wanted samples do not decide it by chance.
constexpr std::size_t fewestJudged = 500;
constexpr int mostGenerators = 3;
constexpr double leastSpread = 0.5;
constexpr double largestSpread = 2;
constexpr double largestDistance = 0.25;

double deviation(const Matrix& values, Eigen::Index column) {
  const auto centred = values.col(column).array() - values.col(column).mean();
  return std::sqrt(centred.square().mean());
}

/// Missing values become the mean of the known ones; 0 where there are none.
Matrix withMeans(const Matrix& values) {
  Matrix filled = values;
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    const std::vector<double> known = knownValues(values.col(j));
    const double fill = known.empty() ? 0 : mean(known);
    for (double& value : filled.col(j))
      if (std::isnan(value))
        value = fill;
  }
  return filled;
}

double nearestOf(const std::vector<double>& sorted, double value) {
  const auto above = std::lower_bound(sorted.begin(), sorted.end(), value);
  if (above == sorted.begin())
    return *above;
  if (above == sorted.end() || value - *(above - 1) <= *above - value)
    return *(above - 1);
  return *above;
}

double distanceOfColumn(const Matrix& observed, const Matrix& generated, Eigen::Index column) {
  std::vector<double> sorted(observed.col(column).begin(), observed.col(column).end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> nearest;
  for (const double value : generated.col(column))
    nearest.push_back(nearestOf(sorted, value));
  return kolmogorovSmirnov(sorted, nearest);
}

bool isFaithful(const Matrix& observed, const Matrix& generated) {
  if (!generated.allFinite())
    return false;
  const GeneratorFit fit = judgeGenerator(observed, generated);
  return fit.leastSpread >= leastSpread && fit.largestSpread <= largestSpread &&
         fit.meanDistance <= largestDistance;
}

} // namespace

GeneratorFit judgeGenerator(const Matrix& observed, const Matrix& generated) {
  GeneratorFit fit;
  Eigen::Index judged = 0;
  for (Eigen::Index j = 0; j < observed.cols(); ++j) {
    const double spread = deviation(observed, j);
    if (!(spread > 0))
      continue;
    const double ratio = deviation(generated, j) / spread;
    fit.leastSpread = judged == 0 ? ratio : std::min(fit.leastSpread, ratio);
    fit.largestSpread = judged == 0 ? ratio : std::max(fit.largestSpread, ratio);
    fit.meanDistance += distanceOfColumn(observed, generated, j);
    ++judged;
  }
  fit.meanDistance /= static_cast<double>(std::max<Eigen::Index>(judged, 1));
  return fit;
}

void checkGenerator(const Matrix& observed, const Matrix& generated) {
  if (!isFaithful(observed, generated))
    throw Error("WGAN-GP collapsed: its samples do not spread as the observed ones do; choose SMOTE, or give "
                "more samples or fewer features.");
}

Matrix firstFaithful(const Matrix& observed, const std::function<Matrix(const Progress&)>& fitted,
                     const Progress& progress) {
  double from = 0;
  Matrix made;
  for (int i = 1; i <= mostGenerators; ++i) {
    // Most classes need one generator: it gets most of the bar, each further one most of what is left.
    const double to = from + 0.9 * (1 - from);
    made = fitted(progress.part(from, to));
    if (isFaithful(observed, made))
      break;
    progress.message({"WGAN-GP: generator %1 of at most %2 collapsed.", i, mostGenerators});
    from = to;
  }
  checkGenerator(observed, made);
  progress.fraction(1);
  return made;
}

std::vector<SyntheticSample> WganGp::generate(const AugmentInput& input, std::size_t count, Random& random,
                                              const Progress& progress) const {
  const Matrix own = rowsOf(input.values, input.own);
  // Ranks make much of the last digits: a feature is constant if it is so in the space of distances.
  const Matrix scaled = withMeans(rowsOf(input.scaled, input.own));
  // So do classes, which are those of the nearest observed sample: their columns of `scaled` are 0.
  std::vector<bool> isConstant;
  Matrix ranked = withMeans(own);
  for (Eigen::Index j = 0; j < own.cols(); ++j) {
    isConstant.push_back(deviation(scaled, j) <= 1e-9);
    if (isConstant.back())
      ranked.col(j).setZero();
  }
  const Matrix scores = normalScores(ranked);
  const std::size_t judged = std::max(count, fewestJudged);
  const auto fitted = [&](const Progress& part) -> Matrix {
    return generateLike(scores.cast<float>(), judged, random.bits(), part).cast<double>();
  };
  const Matrix made = firstFaithful(scores, fitted, progress);
  const Matrix values = withMarginalsOf(own, made);

  std::vector<SyntheticSample> result;
  for (std::size_t i = 0; i < count; ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    Eigen::Index nearest = 0;
    (scores.rowwise() - made.row(row)).rowwise().squaredNorm().minCoeff(&nearest);
    SyntheticSample sample;
    sample.parentA = input.own[static_cast<std::size_t>(nearest)];
    sample.hasParents = false;
    sample.values = values.row(row);
    for (Eigen::Index j = 0; j < own.cols(); ++j)
      if (isConstant[static_cast<std::size_t>(j)])
        sample.values(j) = own(nearest, j);
    for (Eigen::Index j = 0; j < own.cols(); ++j)
      if (std::isnan(own(nearest, j)))
        sample.values(j) = own(nearest, j);
    result.push_back(std::move(sample));
  }
  return result;
}

} // namespace prospectivity
