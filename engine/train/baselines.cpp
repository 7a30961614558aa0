#include "engine/train/baselines.h"

#include "engine/model/scaling.h"
#include "engine/train/best_layer.h"
#include "engine/train/cross_validation.h"
#include "engine/train/training_rows.h"

#include <limits>
#include <utility>

namespace prospectivity {

namespace {

BaselineResult judged(BaselineName name, const SampleTable& training, const std::vector<double>& fitted,
                      const SampleTable& test, std::vector<double> scores) {
  BaselineResult result;
  result.trainingAccuracy = baselineMetrics(name, training.labels, fitted).accuracy;
  result.metrics = baselineMetrics(name, test.labels, scores);
  result.scores = std::move(scores);
  result.name = std::move(name);
  return result;
}

} // namespace

Metrics baselineMetrics(const BaselineName& name, const std::vector<int>& labels,
                        const std::vector<double>& scores) {
  if (name.id != bestLayerId)
    return metricsOf(labels, scores);
  Metrics metrics = metricsOf(labels, scores, 0);
  metrics.brier = std::numeric_limits<double>::quiet_NaN();
  return metrics;
}

BaselineResults baselineResults(const SampleTable& table, const std::vector<std::size_t>& training,
                                const std::vector<std::size_t>& test, const Baselines& baselines,
                                std::uint64_t seed, const Progress& progress,
                                const ClassEncodingOptions& classes) {
  const std::vector<std::size_t> rows = observedRowsOf(table, training);
  const SampleTable seen = table.rows(rows);
  const SampleTable unseen = table.rows(test);
  BaselineResults results;
  for (const std::shared_ptr<const Learner>& learner : baselines) {
    progress.check();
    Progress quiet;
    quiet.isCancelled = progress.isCancelled;
    const TrainedPart part = learner->fit(table, rows, seed, quiet);
    results.each.push_back(judged({learner->kind().id, learner->kind().title}, seen,
                                  probabilitiesOf(*part.model, seen.values), unseen,
                                  probabilitiesOf(*part.model, unseen.values)));
  }
  const ClassEncoder encoder(classes, table, rows, Random(seed));
  const Matrix fitted = encoder.fitted(seen);
  Scaling scaling = Scaling::fit(ScalingMethod::ZScore, fitted);
  const BestLayer layer = BestLayer::fit(scaling.apply(fitted).cast<double>(), seen.labels);
  // From here on classes are encoded by the whole part.
  scaling.classes = encoder.ofColumns();
  const auto scoresOf = [&](const SampleTable& samples) {
    return layer.scores(scaling.apply(samples.values).cast<double>());
  };
  results.bestLayerName = table.features[layer.feature];
  results.each.push_back(
      judged({bestLayerId, "best single layer"}, seen, scoresOf(seen), unseen, scoresOf(unseen)));
  return results;
}

} // namespace prospectivity
