#include "engine/explain/accumulated_effects.h"

#include "engine/core/feature_layers.h"
#include "engine/core/parallel.h"
#include "engine/core/statistics.h"

#include <algorithm>
#include <atomic>
#include <cmath>

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

/// The steps added up from the first edge on, minus their mean over the samples.
std::vector<double> accumulated(const std::vector<double>& steps, const std::vector<std::size_t>& counts) {
  std::vector<double> sums{0};
  double total = 0;
  double samples = 0;
  for (std::size_t bin = 0; bin < steps.size(); ++bin) {
    sums.push_back(sums.back() + steps[bin]);
    const auto count = static_cast<double>(counts[bin]);
    total += count * (sums[bin] + sums[bin + 1]) / 2;
    samples += count;
  }
  for (double& sum : sums)
    sum -= total / samples;
  return sums;
}

} // namespace

bool hasLocalEffects(const Model& model, std::size_t feature) {
  const FeatureKind kind =
      model.descriptions.empty() ? FeatureKind::Unknown : model.descriptions[feature].kind;
  return kind != FeatureKind::Codes && kind != FeatureKind::Indicator &&
         model.classes(feature).codes.empty() && layerOfClass(model.features[feature]).empty();
}

std::vector<double> effectEdges(const std::vector<double>& values, int most) {
  std::vector<double> sorted = knownValues(values);
  if (sorted.empty())
    return {};
  std::sort(sorted.begin(), sorted.end());
  const std::size_t bins =
      std::clamp<std::size_t>(sorted.size() / leastSamples, 1, static_cast<std::size_t>(std::max(most, 1)));
  std::vector<double> edges{sorted.front()};
  for (std::size_t k = 1; k <= bins; ++k)
    if (const double value = sorted[(k * sorted.size() + bins - 1) / bins - 1]; value > edges.back())
      edges.push_back(value);
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
  std::atomic<std::size_t> done{0};
  const SingleThreadedBlas blas;
  parallelFor(bins.size(), options.threads, [&](std::size_t bin) {
    const std::vector<double> ends{edges[bin], edges[bin + 1]};
    const auto count = static_cast<Eigen::Index>(bins[bin].size());
    std::vector<double> steps;
    std::vector<std::vector<double>> ofMembers(curves.members());
    for (Eigen::Index first = 0; first < count; first += blockSamples) {
      progress.check();
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
    result.localSpread[bin] = steps.size() < 2 ? 0 : standardDeviation(steps);
    for (std::size_t m = 0; m < ofMembers.size(); ++m)
      stepsOfMembers(static_cast<Eigen::Index>(m), static_cast<Eigen::Index>(bin)) = mean(ofMembers[m]);
    progress.fraction(static_cast<double>(++done) / static_cast<double>(bins.size()));
  });
  result.effect = accumulated(result.localMean, result.counts);
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

} // namespace prospectivity
