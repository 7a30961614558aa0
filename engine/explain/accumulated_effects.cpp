#include "engine/explain/accumulated_effects.h"

#include "engine/core/parallel.h"
#include "engine/core/statistics.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t leastSamples = 5;    ///< of a bin: a mean step of fewer is chance
constexpr Eigen::Index blockSamples = 256; ///< that move together

/// Which bin each sample is in; none of those without a value.
std::vector<std::vector<Eigen::Index>> samplesOfBins(const std::vector<double>& values,
                                                     const std::vector<double>& edges) {
  std::vector<std::vector<Eigen::Index>> bins(edges.size() - 1);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i]))
      continue;
    const auto above = std::lower_bound(edges.begin() + 1, edges.end() - 1, values[i]);
    bins[static_cast<std::size_t>(above - edges.begin()) - 1].push_back(static_cast<Eigen::Index>(i));
  }
  return bins;
}

/// The step of each row from the first to the second of two curve points, in the output space.
void appendSteps(const FloatMatrix& logits, OutputSpace space, std::vector<double>& steps) {
  const auto output = [space](float logit) {
    return space == OutputSpace::Logit ? static_cast<double>(logit) : sigmoid(static_cast<double>(logit));
  };
  for (Eigen::Index i = 0; i < logits.rows(); ++i)
    steps.push_back(output(logits(i, 1)) - output(logits(i, 0)));
}

/// Values at the edges minus their mean over the samples.
std::vector<double> centred(std::vector<double> values, const std::vector<std::size_t>& counts) {
  double total = 0;
  double samples = 0;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    const auto count = static_cast<double>(counts[bin]);
    total += count * (values[bin] + values[bin + 1]) / 2;
    samples += count;
  }
  for (double& value : values)
    value -= total / samples;
  return values;
}

/// The steps added up from the first edge on, centred.
std::vector<double> accumulated(const std::vector<double>& steps, const std::vector<std::size_t>& counts) {
  std::vector<double> sums{0};
  for (const double step : steps)
    sums.push_back(sums.back() + step);
  return centred(std::move(sums), counts);
}

/// Partial dependence at the edges.
std::vector<double> dependenceAt(const std::vector<double>& edges, const LogitCurves& curves,
                                 const FloatMatrix& inputs, std::size_t feature, IceOptions options,
                                 const Progress& progress) {
  options.mostCurves = 0;
  options.derivatives = false;
  const std::vector<int> labels(static_cast<std::size_t>(inputs.rows()), 0); // all as one class
  return varyFeature(curves, inputs, labels, feature, edges, options, progress).all.mean;
}

} // namespace

std::vector<double> effectEdges(const std::vector<double>& values, int most) {
  std::vector<double> sorted = knownValues(values);
  if (sorted.empty())
    return {};
  std::sort(sorted.begin(), sorted.end());
  const std::size_t bins =
      std::clamp<std::size_t>(sorted.size() / leastSamples, 1, static_cast<std::size_t>(std::max(most, 1)));
  std::vector<double> edges{sorted.front()};
  std::size_t below = 0; // samples up to the last edge, of bins
  for (std::size_t k = 1; k <= bins; ++k) {
    const double value = sorted[(k * sorted.size() + bins - 1) / bins - 1];
    const auto upTo =
        static_cast<std::size_t>(std::upper_bound(sorted.begin(), sorted.end(), value) - sorted.begin());
    if (value > edges.back() && upTo - below >= leastSamples) {
      edges.push_back(value);
      below = upTo;
    }
  }
  if (edges.back() < sorted.back()) { // too few are left for a bin of their own
    if (edges.size() > 1)
      edges.pop_back();
    edges.push_back(sorted.back());
  }
  return edges;
}

AccumulatedEffects accumulateEffects(const LogitCurves& curves, const FloatMatrix& inputs,
                                     const std::vector<double>& values, std::size_t feature,
                                     const std::vector<double>& edges, const IceOptions& options,
                                     const Progress& progress) {
  const std::vector<std::vector<Eigen::Index>> bins = samplesOfBins(values, edges);
  AccumulatedEffects result;
  result.feature = feature;
  result.edges = edges;
  result.missing = values.size();
  for (const std::vector<Eigen::Index>& bin : bins) {
    result.counts.push_back(bin.size());
    result.missing -= bin.size();
  }
  result.localMean.assign(bins.size(), 0);
  result.localSpread.assign(bins.size(), 0);
  Matrix stepsOfMembers = Matrix::Zero(static_cast<Eigen::Index>(curves.members()),
                                       static_cast<Eigen::Index>(bins.size())); // means
  const Progress stepping = progress.part(0, 0.3);
  std::atomic<std::size_t> done{0};
  const SingleThreadedBlas blas;
  parallelFor(bins.size(), options.threads, [&](std::size_t bin) {
    const std::vector<double> ends{edges[bin], edges[bin + 1]};
    const auto count = static_cast<Eigen::Index>(bins[bin].size());
    std::vector<double> steps;
    std::vector<std::vector<double>> ofMembers(curves.members());
    for (Eigen::Index first = 0; first < count; first += blockSamples) {
      stepping.check();
      FloatMatrix rows(std::min(blockSamples, count - first), inputs.cols());
      for (Eigen::Index i = 0; i < rows.rows(); ++i)
        rows.row(i) = inputs.row(bins[bin][static_cast<std::size_t>(first + i)]);
      FloatMatrix logits;
      std::vector<FollowedCurves> apart;
      curves.followMembers(rows, feature, ends, logits, nullptr, apart);
      appendSteps(logits, options.space, steps);
      for (std::size_t m = 0; m < apart.size(); ++m)
        appendSteps(apart[m].logits, options.space, ofMembers[m]);
    }
    result.localMean[bin] = mean(steps);
    result.localSpread[bin] = standardDeviation(steps);
    for (std::size_t m = 0; m < ofMembers.size(); ++m)
      stepsOfMembers(static_cast<Eigen::Index>(m), static_cast<Eigen::Index>(bin)) = mean(ofMembers[m]);
    stepping.fraction(static_cast<double>(++done) / static_cast<double>(bins.size()));
  });
  result.effect = accumulated(result.localMean, result.counts);
  result.dependence =
      centred(dependenceAt(edges, curves, inputs, feature, options, progress.part(0.3, 1)), result.counts);
  result.ofMembers.resize(stepsOfMembers.rows(), static_cast<Eigen::Index>(edges.size()));
  for (Eigen::Index m = 0; m < stepsOfMembers.rows(); ++m) {
    const auto own = stepsOfMembers.row(m);
    const std::vector<double> effect = accumulated({own.begin(), own.end()}, result.counts);
    result.ofMembers.row(m) =
        Eigen::Map<const Eigen::RowVectorXd>(effect.data(), static_cast<Eigen::Index>(effect.size()));
  }
  return result;
}

double effectAt(const AccumulatedEffects& effects, double value) {
  const std::vector<double>& edges = effects.edges;
  const auto above = std::lower_bound(edges.begin() + 1, edges.end() - 1, value);
  const auto bin = static_cast<std::size_t>(above - edges.begin()) - 1;
  const double share = (value - edges[bin]) / (edges[bin + 1] - edges[bin]);
  return effects.effect[bin] + share * (effects.effect[bin + 1] - effects.effect[bin]);
}

double effectRange(const AccumulatedEffects& effects, double low, double high) {
  std::vector<double> within{effectAt(effects, low), effectAt(effects, high)};
  for (std::size_t k = 0; k < effects.edges.size(); ++k)
    if (effects.edges[k] > low && effects.edges[k] < high)
      within.push_back(effects.effect[k]);
  const auto [least, most] = std::minmax_element(within.begin(), within.end());
  return *most - *least;
}

std::optional<double> partingOf(const AccumulatedEffects& effects) {
  // Logits are in single precision, and the steps of many bins add up.
  constexpr double rounding = 1e-5;
  constexpr double ofRange = 1e-4;
  const auto [low, high] = std::minmax_element(effects.dependence.begin(), effects.dependence.end());
  double farthest = 0;
  for (std::size_t k = 0; k < effects.edges.size(); ++k)
    farthest = std::max(farthest, std::abs(effects.dependence[k] - effects.effect[k]));
  if (farthest > rounding + ofRange * (*high - *low))
    return farthest;
  return std::nullopt;
}

} // namespace prospectivity
