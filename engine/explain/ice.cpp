#include "engine/explain/ice.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/core/statistics.h"
#include "engine/explain/member_spread.h"
#include "engine/network/curve_kernels.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <iterator>
#include <utility>

namespace prospectivity {

const Choices& gridChoices() {
  static const Choices choices{{"quantiles", "Quantiles"}, {"uniform", "Uniform"}};
  return choices;
}

namespace {

/// Samples that are varied together.
constexpr Eigen::Index blockSamples = 32;

/// Mean and sum of squared deviations, merged block by block (Chan, Golub & LeVeque 1983).
struct Moments {
  void merge(const Moments& other) {
    if (other.count == 0)
      return;
    const double total = count + other.count;
    const double step = other.mean - mean;
    mean += step * other.count / total;
    squares += other.squares + step * step * count * other.count / total;
    count = total;
  }
  double deviation() const { return count < 2 ? 0.0 : std::sqrt(squares / (count - 1)); }

  double count = 0;
  double mean = 0;
  double squares = 0;
};

struct BlockMoments {
  explicit BlockMoments(std::size_t points) {
    for (int label : {0, 1}) {
      ice[label].resize(points);
      derivative[label].resize(points);
    }
  }
  std::vector<Moments> ice[2];
  std::vector<Moments> derivative[2];
};

/// A block of samples' outputs and derivatives: samples x grid points.
struct BlockCurves {
  Matrix ice;
  Matrix derivative;
};

BlockCurves inSpace(const FloatMatrix& logits, const FloatMatrix& slopes, OutputSpace space) {
  BlockCurves block;
  block.derivative = slopes.cast<double>();
  if (space == OutputSpace::Logit) {
    block.ice = logits.cast<double>();
    return block;
  }
  block.ice.resize(logits.rows(), logits.cols());
  kernels<CurveKernels>().sigmoids(logits.data(), static_cast<std::size_t>(logits.size()), block.ice.data());
  if (block.derivative.size() > 0)
    block.derivative.array() *= block.ice.array() * (1 - block.ice.array());
  return block;
}

BlockCurves follow(const LogitCurves& curves, const FloatMatrix& rows, std::size_t feature,
                   const std::vector<double>& grid, OutputSpace space, bool withSlopes) {
  FloatMatrix logits;
  FloatMatrix slopes;
  curves.follow(rows, feature, grid, logits, withSlopes ? &slopes : nullptr);
  return inSpace(logits, slopes, space);
}

/// The same, and of each member that the curves tell apart.
BlockCurves followMembers(const LogitCurves& curves, const FloatMatrix& rows, std::size_t feature,
                          const std::vector<double>& grid, OutputSpace space, bool withSlopes,
                          std::vector<BlockCurves>& ofMembers) {
  FloatMatrix logits;
  FloatMatrix slopes;
  std::vector<FollowedCurves> apart;
  curves.followMembers(rows, feature, grid, logits, withSlopes ? &slopes : nullptr, apart);
  ofMembers.clear();
  for (const FollowedCurves& own : apart)
    ofMembers.push_back(inSpace(own.logits, own.slopes, space));
  return inSpace(logits, slopes, space);
}

/// Sums over samples of one class of what each member gives: members x grid points. Slopes may be missing.
struct MemberSums {
  Matrix ice;
  Matrix derivative;
};

MemberSums sumsOf(const std::vector<BlockCurves>& ofMembers, const int* labels, int label) {
  MemberSums sums;
  if (ofMembers.empty())
    return sums;
  const auto members = static_cast<Eigen::Index>(ofMembers.size());
  const BlockCurves& first = ofMembers.front();
  sums.ice.setZero(members, first.ice.cols());
  sums.derivative.setZero(members, first.derivative.cols());
  for (Eigen::Index m = 0; m < members; ++m) {
    const BlockCurves& own = ofMembers[static_cast<std::size_t>(m)];
    for (Eigen::Index i = 0; i < own.ice.rows(); ++i)
      if (labels[i] == label) {
        sums.ice.row(m) += own.ice.row(i);
        if (own.derivative.size() > 0)
          sums.derivative.row(m) += own.derivative.row(i);
      }
  }
  return sums;
}

void addSums(const MemberSums& sums, MemberSums& total) {
  if (total.ice.size() == 0) {
    total = sums;
    return;
  }
  total.ice += sums.ice;
  total.derivative += sums.derivative;
}

void keepMeans(const MemberSums& sums, CurveStatistics& statistics) {
  const auto count = static_cast<double>(std::max<std::size_t>(statistics.count, 1));
  statistics.meanOfMembers = sums.ice / count;
  if (sums.derivative.size() > 0)
    statistics.derivativeOfMembers = sums.derivative / count;
}

/// Of the curve of one sample of a block: over the members, per grid point.
Eigen::RowVectorXd memberSpread(const std::vector<BlockCurves>& ofMembers, Matrix BlockCurves::*which,
                                Eigen::Index sample) {
  Matrix curves(static_cast<Eigen::Index>(ofMembers.size()), (ofMembers.front().*which).cols());
  for (Eigen::Index m = 0; m < curves.rows(); ++m)
    curves.row(m) = (ofMembers[static_cast<std::size_t>(m)].*which).row(sample);
  const std::vector<double> spread = spreadOfColumns(curves);
  return Eigen::Map<const Eigen::RowVectorXd>(spread.data(), static_cast<Eigen::Index>(spread.size()));
}

/// Of the values of the samples of one class, per grid point.
std::vector<Moments> momentsOf(const Matrix& values, const int* labels, int label) {
  const Eigen::Index points = values.cols();
  double count = 0;
  Eigen::RowVectorXd mean = Eigen::RowVectorXd::Zero(points);
  for (Eigen::Index i = 0; i < values.rows(); ++i)
    if (labels[i] == label) {
      mean += values.row(i);
      ++count;
    }
  mean /= std::max(1.0, count);
  Eigen::RowVectorXd squares = Eigen::RowVectorXd::Zero(points);
  for (Eigen::Index i = 0; i < values.rows(); ++i)
    if (labels[i] == label)
      squares.array() += (values.row(i) - mean).array().square();
  std::vector<Moments> result;
  result.reserve(static_cast<std::size_t>(points));
  for (Eigen::Index k = 0; k < points; ++k)
    result.push_back({count, mean[k], squares[k]});
  return result;
}

CurveStatistics statisticsOf(const std::vector<Moments>& ice, const std::vector<Moments>& derivative) {
  CurveStatistics result;
  for (std::size_t k = 0; k < ice.size(); ++k) {
    result.count = static_cast<std::size_t>(ice[k].count);
    result.mean.push_back(ice[k].mean);
    result.spread.push_back(ice[k].deviation());
    result.derivative.push_back(derivative[k].mean);
    result.derivativeSpread.push_back(derivative[k].deviation());
  }
  return result;
}

void dropLast(Matrix& curves) {
  if (curves.cols() > 0)
    curves.conservativeResize(Eigen::NoChange, curves.cols() - 1);
}

/// Takes the last point out of statistics of a whole grid. It has no slope.
CurveStatistics withoutLast(CurveStatistics& statistics) {
  CurveStatistics last;
  last.count = statistics.count;
  last.mean = {statistics.mean.back()};
  last.spread = {statistics.spread.back()};
  for (std::vector<double>* own :
       {&statistics.mean, &statistics.spread, &statistics.derivative, &statistics.derivativeSpread})
    own->pop_back();
  if (statistics.meanOfMembers.cols() > 0) {
    last.meanOfMembers = statistics.meanOfMembers.rightCols(1);
    dropLast(statistics.meanOfMembers);
  }
  dropLast(statistics.derivativeOfMembers);
  return last;
}

/// Takes the last point of the grid, where the feature is missing, out of the curves.
void setMissingApart(FeatureCurves& curves) {
  MissingPoint missing;
  const Eigen::Index last = curves.ice.cols() - 1;
  missing.ice = curves.ice.col(last);
  if (curves.iceMemberSpread.cols() > 0)
    missing.iceMemberSpread = curves.iceMemberSpread.col(last);
  for (Matrix* own :
       {&curves.ice, &curves.derivative, &curves.iceMemberSpread, &curves.derivativeMemberSpread})
    dropLast(*own);
  missing.all = withoutLast(curves.all);
  for (std::size_t label : {0U, 1U})
    missing.byLabel[label] = withoutLast(curves.byLabel[label]);
  curves.grid.pop_back();
  curves.missing = std::move(missing);
}

std::vector<std::size_t> evenlySpread(std::size_t count, std::size_t most) {
  std::vector<std::size_t> rows;
  const std::size_t kept = std::min(count, most);
  for (std::size_t i = 0; i < kept; ++i)
    rows.push_back(kept == 1 ? 0 : i * (count - 1) / (kept - 1));
  return rows;
}

} // namespace

std::vector<double> featureGrid(const Vector& values, const IceOptions& options) {
  if (options.gridPoints < 2)
    throw Error("%1 must be at least 2 to draw a curve; 50 is usual.", Subject::GridPoints);
  constexpr double low = 0.05;
  constexpr double high = 0.95;
  std::vector<double> sorted;
  std::copy_if(values.data(), values.data() + values.size(), std::back_inserter(sorted),
               [](double value) { return !std::isnan(value); });
  if (sorted.empty())
    return {};
  std::sort(sorted.begin(), sorted.end());
  const double first = quantile(sorted, low);
  const double last = quantile(sorted, high);
  std::vector<double> grid;
  for (int k = 0; k < options.gridPoints; ++k) {
    const double share = static_cast<double>(k) / (options.gridPoints - 1);
    const double value = options.grid == GridKind::Uniform ? first + share * (last - first)
                                                           : quantile(sorted, low + share * (high - low));
    if (grid.empty() || value > grid.back())
      grid.push_back(value);
  }
  return grid;
}

std::vector<double> featureGrid(const Model& model, std::size_t feature, const Vector& values,
                                const IceOptions& options) {
  std::vector<double> grid = featureGrid(values, options);
  const std::vector<float> codes = model.classes(feature).codes;
  if (!codes.empty() && !grid.empty())
    grid.assign(codes.begin(), codes.end());
  return grid;
}

FeatureCurves varyFeature(const LogitCurves& curves, const FloatMatrix& inputs,
                          const std::vector<int>& labels, std::size_t feature,
                          const std::vector<double>& grid, const IceOptions& options,
                          const Progress& progress) {
  const std::size_t points = grid.size();
  const bool withSlopes = options.derivatives && curves.hasSlopes();
  FeatureCurves result;
  result.feature = feature;
  result.grid = grid;
  result.rows = evenlySpread(static_cast<std::size_t>(inputs.rows()), options.mostCurves);
  const auto kept = static_cast<Eigen::Index>(result.rows.size());
  result.ice.resize(kept, static_cast<Eigen::Index>(points));
  if (withSlopes)
    result.derivative.resize(kept, static_cast<Eigen::Index>(points));

  const bool hasMembers = curves.members() > 0;
  if (hasMembers) {
    result.iceMemberSpread.resize(kept, static_cast<Eigen::Index>(points));
    if (withSlopes)
      result.derivativeMemberSpread.resize(kept, static_cast<Eigen::Index>(points));
  }

  const Eigen::Index blocks = (inputs.rows() + blockSamples - 1) / blockSamples;
  std::vector<BlockMoments> moments(static_cast<std::size_t>(blocks), BlockMoments(points));
  std::vector<std::array<MemberSums, 2>> memberSums(static_cast<std::size_t>(blocks));
  std::atomic<Eigen::Index> done{0};
  const SingleThreadedBlas blas;
  parallelFor(static_cast<std::size_t>(blocks), options.threads, [&](std::size_t block) {
    progress.check();
    const Eigen::Index first = static_cast<Eigen::Index>(block) * blockSamples;
    const Eigen::Index count = std::min(blockSamples, inputs.rows() - first);
    std::vector<BlockCurves> ofMembers;
    const BlockCurves own = followMembers(curves, inputs.middleRows(first, count), feature, grid,
                                          options.space, withSlopes, ofMembers);
    for (int label : {0, 1}) {
      memberSums[block][static_cast<std::size_t>(label)] =
          sumsOf(ofMembers, &labels[static_cast<std::size_t>(first)], label);
      moments[block].ice[label] = momentsOf(own.ice, &labels[static_cast<std::size_t>(first)], label);
      if (withSlopes)
        moments[block].derivative[label] =
            momentsOf(own.derivative, &labels[static_cast<std::size_t>(first)], label);
    }
    const auto from =
        std::lower_bound(result.rows.begin(), result.rows.end(), static_cast<std::size_t>(first));
    const auto to = std::lower_bound(from, result.rows.end(), static_cast<std::size_t>(first + count));
    for (auto row = from; row != to; ++row) {
      const auto curve = static_cast<Eigen::Index>(row - result.rows.begin());
      result.ice.row(curve) = own.ice.row(static_cast<Eigen::Index>(*row) - first);
      if (withSlopes)
        result.derivative.row(curve) = own.derivative.row(static_cast<Eigen::Index>(*row) - first);
      if (!hasMembers)
        continue;
      const Eigen::Index sample = static_cast<Eigen::Index>(*row) - first;
      result.iceMemberSpread.row(curve) = memberSpread(ofMembers, &BlockCurves::ice, sample);
      if (withSlopes)
        result.derivativeMemberSpread.row(curve) = memberSpread(ofMembers, &BlockCurves::derivative, sample);
    }
    progress.fraction(static_cast<double>(++done) / static_cast<double>(blocks));
  });

  BlockMoments total(points);
  std::vector<Moments> ice(points);
  std::vector<Moments> derivative(points);
  for (const BlockMoments& block : moments)
    for (int label : {0, 1})
      for (std::size_t k = 0; k < points; ++k) {
        total.ice[label][k].merge(block.ice[label][k]);
        total.derivative[label][k].merge(block.derivative[label][k]);
        ice[k].merge(block.ice[label][k]);
        derivative[k].merge(block.derivative[label][k]);
      }
  result.all = statisticsOf(ice, derivative);
  for (std::size_t label : {0U, 1U})
    result.byLabel[label] = statisticsOf(total.ice[label], total.derivative[label]);
  if (hasMembers && blocks > 0) {
    std::array<MemberSums, 2> sums;
    for (const std::array<MemberSums, 2>& block : memberSums)
      for (std::size_t label : {0U, 1U})
        addSums(block[label], sums[label]);
    for (std::size_t label : {0U, 1U})
      keepMeans(sums[label], result.byLabel[label]);
    addSums(sums[1], sums[0]);
    keepMeans(sums[0], result.all);
  }
  if (std::isnan(grid.back()))
    setMissingApart(result);
  return result;
}

Matrix varyPair(const LogitCurves& curves, const FloatMatrix& inputs, std::size_t a,
                const std::vector<double>& gridA, std::size_t b, const std::vector<double>& gridB,
                const IceOptions& options, const Progress& progress) {
  Matrix result =
      Matrix::Zero(static_cast<Eigen::Index>(gridA.size()), static_cast<Eigen::Index>(gridB.size()));
  const SingleThreadedBlas blas;
  parallelFor(gridA.size(), options.threads, [&](std::size_t point) {
    auto sums = result.row(static_cast<Eigen::Index>(point));
    for (Eigen::Index first = 0; first < inputs.rows(); first += blockSamples) {
      progress.check();
      FloatMatrix rows = inputs.middleRows(first, std::min(blockSamples, inputs.rows() - first));
      setPlayer(rows, curves.players(), a, gridA[point]);
      sums += follow(curves, rows, b, gridB, options.space, false).ice.colwise().sum();
    }
  });
  return result / static_cast<double>(inputs.rows());
}

} // namespace prospectivity
