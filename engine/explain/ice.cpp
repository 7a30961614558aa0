#include "engine/explain/ice.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/core/statistics.h"
#include "engine/explain/predictor_game.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace prospectivity {

namespace {

/// Samples that are varied together.
constexpr Eigen::Index blockSamples = 32;

/// Mean and sum of squared deviations, merged block by block (Chan, Golub & LeVeque 1983).
struct Moments {
  void add(double value) { merge({1, value, 0}); }
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

/// Sets all columns of a player.
void setPlayer(float* row, std::size_t player, std::size_t width, double value) {
  std::fill_n(row + player * width, width, static_cast<float>(value));
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
    throw Error("GRID_POINTS must be at least 2 to draw a curve; 50 is usual.");
  constexpr double low = 0.05;
  constexpr double high = 0.95;
  std::vector<double> sorted(values.data(), values.data() + values.size());
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

FeatureCurves varyFeature(const Predictor& predictor, const Gradient& gradient, const FloatMatrix& inputs,
                          const std::vector<int>& labels, std::size_t players, std::size_t feature,
                          const std::vector<double>& grid, const IceOptions& options,
                          const Progress& progress) {
  const std::size_t width = predictor.featureCount() / players;
  const std::size_t points = grid.size();
  FeatureCurves result;
  result.feature = feature;
  result.grid = grid;
  result.rows = evenlySpread(static_cast<std::size_t>(inputs.rows()), options.mostCurves);
  const auto kept = static_cast<Eigen::Index>(result.rows.size());
  result.ice.resize(kept, static_cast<Eigen::Index>(points));
  if (gradient)
    result.derivative.resize(kept, static_cast<Eigen::Index>(points));

  const Eigen::Index blocks = (inputs.rows() + blockSamples - 1) / blockSamples;
  std::vector<BlockMoments> moments(static_cast<std::size_t>(blocks), BlockMoments(points));
  std::atomic<Eigen::Index> done{0};
  const SingleThreadedBlas blas;
  parallelFor(static_cast<std::size_t>(blocks), options.threads, [&](std::size_t block) {
    progress.check();
    const Eigen::Index first = static_cast<Eigen::Index>(block) * blockSamples;
    const Eigen::Index count = std::min(blockSamples, inputs.rows() - first);
    FloatMatrix varied(count * static_cast<Eigen::Index>(points), inputs.cols());
    for (Eigen::Index i = 0; i < count; ++i)
      for (std::size_t k = 0; k < points; ++k) {
        const Eigen::Index row = i * static_cast<Eigen::Index>(points) + static_cast<Eigen::Index>(k);
        varied.row(row) = inputs.row(first + i);
        setPlayer(varied.row(row).data(), feature, width, grid[k]);
      }
    const std::vector<double> outputs = outputsOf(predictor, varied, options.space);
    const Matrix slopes = gradient ? gradient(varied) : Matrix();
    for (Eigen::Index i = 0; i < count; ++i) {
      const int label = labels[static_cast<std::size_t>(first + i)];
      const auto found =
          std::lower_bound(result.rows.begin(), result.rows.end(), static_cast<std::size_t>(first + i));
      const bool isKept = found != result.rows.end() && *found == static_cast<std::size_t>(first + i);
      const auto curve = static_cast<Eigen::Index>(found - result.rows.begin());
      for (std::size_t k = 0; k < points; ++k) {
        const auto point = static_cast<Eigen::Index>(k);
        const Eigen::Index row = i * static_cast<Eigen::Index>(points) + point;
        const double output = outputs[static_cast<std::size_t>(row)];
        moments[block].ice[label][k].add(output);
        double slope = 0;
        if (gradient) {
          slope = slopes.row(row)
                      .segment(static_cast<Eigen::Index>(feature * width), static_cast<Eigen::Index>(width))
                      .sum();
          if (options.space == OutputSpace::Probability)
            slope *= output * (1 - output);
        }
        moments[block].derivative[label][k].add(slope);
        if (isKept) {
          result.ice(curve, point) = output;
          if (gradient)
            result.derivative(curve, point) = slope;
        }
      }
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
  return result;
}

Matrix varyPair(const Predictor& predictor, const FloatMatrix& inputs, std::size_t players, std::size_t a,
                const std::vector<double>& gridA, std::size_t b, const std::vector<double>& gridB,
                const IceOptions& options, const Progress& progress) {
  const std::size_t width = predictor.featureCount() / players;
  Matrix result =
      Matrix::Zero(static_cast<Eigen::Index>(gridA.size()), static_cast<Eigen::Index>(gridB.size()));
  const SingleThreadedBlas blas;
  parallelFor(gridA.size() * gridB.size(), options.threads, [&](std::size_t cell) {
    constexpr Eigen::Index batch = 1024;
    double sum = 0;
    for (Eigen::Index first = 0; first < inputs.rows(); first += batch) {
      progress.check();
      FloatMatrix varied = inputs.middleRows(first, std::min(batch, inputs.rows() - first));
      for (Eigen::Index i = 0; i < varied.rows(); ++i) {
        setPlayer(varied.row(i).data(), a, width, gridA[cell / gridB.size()]);
        setPlayer(varied.row(i).data(), b, width, gridB[cell % gridB.size()]);
      }
      for (const double output : outputsOf(predictor, varied, options.space))
        sum += output;
    }
    result.data()[cell] = sum / static_cast<double>(inputs.rows());
  });
  return result;
}

} // namespace prospectivity
