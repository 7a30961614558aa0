#include "engine/train/model_calibration.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/core/random.h"
#include "engine/model/predictor.h"
#include "engine/samples/negative_sets.h"
#include "engine/train/platt_scaling.h"

#include <cmath>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

// Streams of the seed that no fold uses, as in final_model.cpp.
constexpr std::uint64_t scoreStream = 1'000'000'002;
constexpr std::uint64_t probabilityStream = 1'000'000'003;

/// A row for each time that a sample was held out and got a logit, which one of a training gone astray is
/// not.
struct HeldOutLogits {
  std::vector<std::size_t> samples;
  std::vector<std::size_t> folds;
  std::vector<int> labels;
  std::vector<double> logits;
};

HeldOutLogits heldOut(const SampleTable& table, const std::vector<FoldResult>& folds) {
  HeldOutLogits all;
  for (std::size_t k = 0; k < folds.size(); ++k) {
    const std::vector<std::size_t>& test = folds[k].rows.test;
    for (std::size_t i = 0; i < test.size(); ++i) {
      if (!std::isfinite(folds[k].logits[i]))
        continue;
      all.samples.push_back(test[i]);
      all.folds.push_back(k);
      all.labels.push_back(table.labels[test[i]]);
      all.logits.push_back(folds[k].logits[i]);
    }
  }
  return all;
}

/// What each sample counts over all its rows. Of several sets of non-deposits each was held against all
/// deposits, which count once: the sets count as one together, so that the classes keep the balance in which
/// the model learnt them.
std::vector<double> sampleWeights(const SampleTable& table) {
  const std::vector<int> sets = setsOf(table);
  std::vector<double> weights(table.size(), 1.0);
  for (std::size_t row = 0; row < weights.size(); ++row)
    if (table.setOf(row) > 0)
      weights[row] = 1 / static_cast<double>(sets.size());
  return weights;
}

/// The scaling of the rows that are not marked; each sample has its weight over the rows that it has left.
std::optional<Calibration> scalingWithout(const HeldOutLogits& all, const std::vector<char>& isLeftOut,
                                          const std::vector<double>& sampleWeight) {
  std::vector<double> times(sampleWeight.size(), 0.0);
  std::vector<int> labels;
  std::vector<double> logits;
  std::vector<double> weights;
  for (std::size_t i = 0; i < all.labels.size(); ++i)
    if (isLeftOut[all.samples[i]] == 0)
      ++times[all.samples[i]];
  for (std::size_t i = 0; i < all.labels.size(); ++i)
    if (isLeftOut[all.samples[i]] == 0) {
      labels.push_back(all.labels[i]);
      logits.push_back(all.logits[i]);
      weights.push_back(sampleWeight[all.samples[i]] / times[all.samples[i]]);
    }
  if (labels.empty())
    return std::nullopt;
  return plattScaling(labels, logits, weights);
}

/// The rows of those for which there is a score.
HeldOutScores scoresOf(const HeldOutLogits& all, const std::vector<std::optional<double>>& logOdds,
                       const std::vector<double>& sampleWeight) {
  HeldOutScores held;
  std::vector<double> times(sampleWeight.size(), 0.0);
  for (std::size_t i = 0; i < logOdds.size(); ++i)
    if (logOdds[i]) {
      held.samples.push_back(all.samples[i]);
      held.labels.push_back(all.labels[i]);
      held.scores.push_back(sigmoid(*logOdds[i]));
      ++times[all.samples[i]];
    }
  for (const std::size_t sample : held.samples)
    held.weights.push_back(sampleWeight[sample] / times[sample]);
  return held;
}

std::string refusalOf(const std::optional<Calibration>& fitted) {
  if (!fitted)
    return forReader(
        "The model stores no calibration, because the samples that were held out are of one class, or all "
        "have the same score: its output stays a score.");
  const Interval slope = fitted->slopeInterval();
  return forReader(
      {"The model stores no calibration, because the slope of deposits against the log-odds of "
       "samples that were held out, %1, is not above 0 beyond its 95 % interval: its output stays "
       "a score.",
       formatWithInterval(fitted->slope, slope.low, slope.high)});
}

} // namespace

ModelCalibration calibrate(const SampleTable& table, const std::vector<FoldResult>& folds,
                           std::uint64_t seed) {
  const HeldOutLogits all = heldOut(table, folds);
  const std::vector<double> weights = sampleWeights(table);
  ModelCalibration result;
  const std::vector<std::optional<double>> logits(all.logits.begin(), all.logits.end());
  result.score = reliabilityOf(scoresOf(all, logits, weights), Random(seed).fork(scoreStream).bits());

  const std::optional<Calibration> fitted = scalingWithout(all, std::vector<char>(table.size(), 0), weights);
  if (!fitted || !fitted->isTrustworthy()) {
    result.refusal = refusalOf(fitted);
    return result;
  }
  result.stored = fitted;
  using Fold = std::pair<int, int>; // repeat, and fold in it: of the same samples in all sets
  std::map<Fold, std::vector<std::size_t>> tested;
  for (const FoldResult& fold : folds) {
    std::vector<std::size_t>& samples = tested[{fold.rows.repeat, fold.rows.fold}];
    samples.insert(samples.end(), fold.rows.test.begin(), fold.rows.test.end());
  }
  std::map<Fold, std::optional<Calibration>> others;
  for (const auto& [fold, samples] : tested) {
    std::vector<char> isTested(table.size(), 0);
    for (const std::size_t sample : samples)
      isTested[sample] = 1;
    others[fold] = scalingWithout(all, isTested, weights);
  }
  std::vector<std::optional<double>> logOdds(all.logits.size());
  bool isAny = false;
  for (std::size_t row = 0; row < all.folds.size(); ++row) {
    const TrainingFold& fold = folds[all.folds[row]].rows;
    if (const std::optional<Calibration>& scaling = others[{fold.repeat, fold.fold}]) {
      logOdds[row] = scaling->logOdds(all.logits[row]);
      isAny = true;
    }
  }
  if (isAny)
    result.probability =
        reliabilityOf(scoresOf(all, logOdds, weights), Random(seed).fork(probabilityStream).bits());
  return result;
}

std::string sentenceOf(const ModelCalibration& calibration) {
  const auto errorText = [](const Reliability& reliability) {
    return formatWithInterval(reliability.error, reliability.errorInterval.low,
                              reliability.errorInterval.high);
  };
  const std::string ofScore = errorText(calibration.score);
  const std::string error =
      calibration.probability
          ? forReader({"The expected calibration error of the score is %1, and %2 after calibration by the "
                       "other folds.",
                       ofScore, errorText(*calibration.probability)})
          : forReader({"The expected calibration error of the score is %1.", ofScore});
  if (!calibration.stored)
    return calibration.refusal + " " + error;
  const Calibration& stored = *calibration.stored;
  const Interval slope = stored.slopeInterval();
  const Interval intercept = stored.interceptInterval();
  return forReader({"Calibration (Platt scaling of held-out log-odds): slope %1, intercept %2.",
                    formatWithInterval(stored.slope, slope.low, slope.high),
                    formatWithInterval(stored.intercept, intercept.low, intercept.high)}) +
         " " + error;
}

} // namespace prospectivity
