#include "engine/explain/comparison.h"

#include "engine/core/error.h"
#include "engine/core/for_reader.h"
#include "engine/core/layer_transform.h"
#include "engine/core/number_format.h"
#include "engine/core/statistics.h"
#include "engine/explain/explain_model.h"
#include "engine/explain/shapley_summary.h"
#include "engine/model/predictor_game.h"
#include "engine/report/report.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace prospectivity {

namespace {

constexpr double threshold = 0.5;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::string missingFrom(const Model& other, const Model& model) {
  std::string names;
  for (const std::string& feature : model.features)
    if (std::find(other.features.begin(), other.features.end(), feature) == other.features.end())
      names += (names.empty() ? "'" : ", '") + feature + "'";
  return names;
}

/// What a model learnt of a feature, for messages.
Sentence transformInWords(const Model& model, std::size_t feature) {
  if (model.descriptions.empty())
    return "of an unknown transform";
  const FeatureDescription& description = model.descriptions[feature];
  const std::optional<LayerTransform> transform = LayerTransform::read(description.transform);
  const Sentence treatment = description.transform.empty() ? Sentence("of an unknown transform")
                             : !transform                  ? Sentence("%1", description.transform)
                             : transform->isNone()         ? Sentence("as they were")
                                                           : transform->sentence();
  return description.unit.empty() ? treatment : Sentence("%1, in %2", treatment, description.unit);
}

/// d-ICE; of a model that moves in steps, which has none, how steep its curves are between points of the
/// grid.
Matrix slopesOf(const FeatureCurves& curves) {
  if (curves.derivative.size() > 0)
    return curves.derivative;
  Matrix slopes = Matrix::Zero(curves.ice.rows(), curves.ice.cols());
  for (Eigen::Index k = 0; k + 1 < slopes.cols(); ++k) {
    const auto point = static_cast<std::size_t>(k);
    slopes.col(k) =
        (curves.ice.col(k + 1) - curves.ice.col(k)) / (curves.grid[point + 1] - curves.grid[point]);
  }
  if (slopes.cols() > 1)
    slopes.col(slopes.cols() - 1) = slopes.col(slopes.cols() - 2);
  return slopes;
}

/// The figures of one feature from its curves.
void addCurveFigures(const FeatureCurves& curves, double featureDeviation, ModelDecisions& decisions) {
  const Matrix slopes = slopesOf(curves);
  std::vector<double> beyond;
  double undecided = 0;
  double rising = 0;
  double falling = 0;
  for (Eigen::Index i = 0; i < curves.ice.rows(); ++i) {
    for (Eigen::Index k = 0; k < curves.ice.cols(); ++k) {
      if (curves.ice(i, k) >= threshold)
        beyond.push_back(slopes(i, k) * featureDeviation);
      undecided += curves.ice(i, k) > 0.25 && curves.ice(i, k) < 0.75 ? 1 : 0;
    }
    (slopes.row(i).mean() >= 0 ? rising : falling) += 1;
  }
  double gap = 0;
  for (std::size_t k = 0; k < curves.grid.size(); ++k)
    gap += std::abs(curves.byLabel[1].mean[k] - curves.byLabel[0].mean[k]);
  decisions.slopeSpread.push_back(beyond.size() < 2 ? nothing : standardDeviation(beyond));
  decisions.agreement.push_back(std::max(rising, falling) / (rising + falling));
  decisions.classGap.push_back(gap / static_cast<double>(curves.grid.size()));
  decisions.undecided.push_back(undecided / static_cast<double>(curves.ice.size()));
}

std::vector<double> knownOf(const Vector& values) {
  std::vector<double> known;
  std::copy_if(values.begin(), values.end(), std::back_inserter(known),
               [](double value) { return !std::isnan(value); });
  return known;
}

double separationOf(const Vector& shapley, const Vector& values) {
  const double middle = quantile(knownOf(values), 0.5);
  std::vector<int> isUpper;
  std::vector<double> ofKnown;
  for (Eigen::Index i = 0; i < values.size(); ++i)
    if (!std::isnan(values[i])) {
      isUpper.push_back(values[i] > middle ? 1 : 0);
      ofKnown.push_back(shapley[i]);
    }
  const double auc = rocAuc(isUpper, ofKnown);
  return std::isfinite(auc) ? 0.5 + std::abs(auc - 0.5) : nothing;
}

/// No curve, and no figures from it.
void addUnknown(std::size_t feature, ModelDecisions& decisions) {
  decisions.curves.emplace_back();
  decisions.curves.back().feature = feature;
  for (std::vector<double>* figures :
       {&decisions.slopeSpread, &decisions.agreement, &decisions.classGap, &decisions.undecided})
    figures->push_back(nothing);
}

ModelDecisions decide(const ComparedModel& compared, const Matrix& values, const std::vector<int>& labels,
                      const Progress& progress) {
  ModelDecisions decisions;
  decisions.probability = outputsOf(*compared.model->predictor(), compared.inputs, OutputSpace::Probability);
  IceOptions options;
  options.gridPoints = 25;
  options.mostCurves = 500;
  const std::size_t features = compared.own.size();
  const std::unique_ptr<LogitCurves> curves = compared.model->curves();
  for (std::size_t j = 0; j < features; ++j) {
    const Vector column = values.col(static_cast<Eigen::Index>(j));
    const double step = 0.7 / static_cast<double>(features);
    const std::vector<double> grid = featureGrid(*compared.model, compared.own[j], column, options);
    if (grid.empty()) {
      addUnknown(j, decisions);
      continue;
    }
    decisions.curves.push_back(
        varyFeature(*curves, compared.inputs, labels, compared.own[j], grid, options,
                    progress.part(step * static_cast<double>(j), step * static_cast<double>(j + 1))));
    decisions.curves.back().feature = j;
    addCurveFigures(decisions.curves.back(), standardDeviation(knownOf(column)), decisions);
  }
  ShapleyOptions shapley;
  const ShapleyValues own = explainModel(*compared.model, compared.inputs, compared.model->background,
                                         shapley, progress.part(0.7, 1));
  decisions.shapley = own;
  for (std::size_t j = 0; j < features; ++j) {
    const auto column = static_cast<Eigen::Index>(j);
    decisions.shapley.values.col(column) = own.values.col(static_cast<Eigen::Index>(compared.own[j]));
    decisions.separation.push_back(separationOf(decisions.shapley.values.col(column), values.col(column)));
  }
  return decisions;
}

/// Standard deviation over the samples of their path from the base value, after each feature.
std::vector<double> pathDispersion(const ModelDecisions& decisions, const std::vector<std::size_t>& samples,
                                   const std::vector<std::size_t>& order) {
  std::vector<double> sums(samples.size(), 0.0);
  std::vector<double> result;
  for (auto feature = order.rbegin(); feature != order.rend(); ++feature) {
    for (std::size_t i = 0; i < samples.size(); ++i)
      sums[i] += decisions.shapley.values(static_cast<Eigen::Index>(samples[i]),
                                          static_cast<Eigen::Index>(*feature));
    result.push_back(standardDeviation(sums));
  }
  return result;
}

std::vector<std::size_t> topSamplesOf(const ModelDecisions& a, const ModelDecisions& b) {
  std::vector<double> both;
  for (std::size_t i = 0; i < a.probability.size(); ++i)
    both.push_back(a.probability[i] + b.probability[i]);
  std::vector<std::size_t> top = ranking(both);
  top.resize(std::min(top.size(), std::max<std::size_t>(10, top.size() / 10)));
  return top;
}

/// A figure of every fold in the model's record, in their order. Several sets of non-deposits were judged on
/// the same deposits of a fold, so that they are no pairs of their own: their mean counts. NaN where no set
/// tells.
std::vector<double> testedFigures(const Model& model,
                                  const std::function<double(const TestedPart&)>& figureOf) {
  std::map<std::pair<int, int>, std::vector<double>> folds; // finite figures by repeat and fold
  for (const TestedPart& part : model.record.metrics->parts) {
    std::vector<double>& figures = folds[{part.repeat, part.fold}];
    if (const double figure = figureOf(part); std::isfinite(figure))
      figures.push_back(figure);
  }
  std::vector<double> result;
  for (const auto& [fold, figures] : folds)
    result.push_back(figures.empty() ? std::numeric_limits<double>::quiet_NaN() : mean(figures));
  return result;
}

/// Whether both were judged on the same divisions of the samples, part by part.
bool shareFolds(const Model& a, const Model& b) {
  const TrainingRecord& first = a.record;
  const TrainingRecord& second = b.record;
  if (!first.split || !second.split || !first.metrics || !second.metrics || first.split->folds.empty())
    return false;
  const auto allSame = [](const auto& one, const auto& other, const auto& same) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), same);
  };
  const auto sameFold = [](const FoldRecord& one, const FoldRecord& other) {
    return one.repeat == other.repeat && one.fold == other.fold && one.test == other.test &&
           one.set == other.set;
  };
  const auto samePart = [](const TestedPart& one, const TestedPart& other) {
    return one.repeat == other.repeat && one.fold == other.fold && one.set == other.set;
  };
  return first.seed == second.seed && allSame(first.split->folds, second.split->folds, sameFold) &&
         allSame(first.metrics->parts, second.metrics->parts, samePart);
}

std::vector<double> rightCalls(const ModelDecisions& decisions, const std::vector<int>& labels) {
  std::vector<double> result;
  for (std::size_t i = 0; i < labels.size(); ++i)
    result.push_back((decisions.probability[i] >= threshold) == (labels[i] == 1) ? 1 : 0);
  return result;
}

std::vector<double> squaredErrors(const ModelDecisions& decisions, const std::vector<int>& labels) {
  std::vector<double> result;
  for (std::size_t i = 0; i < labels.size(); ++i)
    result.push_back(std::pow(decisions.probability[i] - labels[i], 2));
  return result;
}

} // namespace

std::vector<std::size_t> matchFeatures(const Model& a, const Model& b) {
  const std::string onlyA = missingFrom(b, a);
  const std::string onlyB = missingFrom(a, b);
  const Sentence inA("only %1 has %2", Subject::ModelA, onlyA);
  const Sentence inB("only %1 has %2", Subject::ModelB, onlyB);
  if (!onlyA.empty() || !onlyB.empty())
    throw Error(
        "%1: the models see different features (%2); compare models that were trained on the same ones.",
        Subject::ModelB,
        onlyB.empty()   ? inA
        : onlyA.empty() ? inB
                        : Sentence("%1; %2", inA, inB));
  std::vector<std::size_t> own;
  for (const std::string& feature : a.features)
    own.push_back(static_cast<std::size_t>(std::find(b.features.begin(), b.features.end(), feature) -
                                           b.features.begin()));
  return own;
}

void checkSameValues(const Model& a, const Matrix& valuesOfA, const Model& b, const Matrix& valuesOfB,
                     const std::vector<std::size_t>& own) {
  constexpr double rounding = 1e-4;     // values of tables and of the float32 cells of a stack
  constexpr double shareOfRange = 0.01; // transforms that were fitted on nearly the same cells
  for (std::size_t j = 0; j < own.size(); ++j) {
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const double value : valuesOfA.col(static_cast<Eigen::Index>(j)))
      if (!std::isnan(value)) {
        least = std::min(least, value);
        most = std::max(most, value);
      }
    const double near = shareOfRange * (most - least);
    std::size_t same = 0;
    std::size_t different = 0;
    for (Eigen::Index row = 0; row < valuesOfA.rows(); ++row) {
      const double one = valuesOfA(row, static_cast<Eigen::Index>(j));
      const double other = valuesOfB(row, static_cast<Eigen::Index>(own[j]));
      if (std::isnan(one) || std::isnan(other))
        continue;
      const double tolerance = std::max(near, rounding * std::max(std::abs(one), std::abs(other)));
      ++(std::abs(one - other) <= tolerance ? same : different);
    }
    if (different > same)
      throw Error("%1: the models take the values of the feature '%2' differently (%3; %4), and on one axis "
                  "their curves would say nothing: compare models that were trained on samples of one stack.",
                  Subject::ModelB, a.features[j], transformInWords(a, j), transformInWords(b, own[j]));
  }
}

Comparison compareModels(const ComparedModel& a, const ComparedModel& b, const Matrix& values,
                         const std::vector<int>& labels, std::uint64_t seed, const Progress& progress) {
  Comparison result;
  result.features = a.model->features;
  result.descriptions = a.model->descriptions;
  result.samples = labels.size();
  for (Eigen::Index j = 0; j < values.cols(); ++j)
    result.known.push_back(knownOf(values.col(j)).size());
  result.a = decide(a, values, labels, progress.part(0, 0.5));
  result.b = decide(b, values, labels, progress.part(0.5, 1));
  result.topSamples = topSamplesOf(result.a, result.b);
  std::vector<double> importance = meanAbsolute(result.a.shapley.values);
  const std::vector<double> other = meanAbsolute(result.b.shapley.values);
  for (std::size_t j = 0; j < importance.size(); ++j)
    importance[j] += other[j];
  const std::vector<std::size_t> order = ranking(importance);
  result.a.dispersion = pathDispersion(result.a, result.topSamples, order);
  result.b.dispersion = pathDispersion(result.b, result.topSamples, order);

  const auto add = [&](int finding, const char* name, const char* pairedBy, int sign,
                       const std::vector<double>& first, const std::vector<double>& second) {
    result.measures.push_back({finding, name, pairedBy, sign, comparePairs(first, second, seed)});
  };
  if (shareFolds(*a.model, *b.model)) {
    const auto folds = [&](const char* name, int sign,
                           const std::function<double(const TestedPart&)>& figureOf) {
      add(1, name, "folds", sign, testedFigures(*a.model, figureOf), testedFigures(*b.model, figureOf));
    };
    folds("test accuracy", 1, [](const TestedPart& part) { return part.model.accuracy; });
    folds("test recall", 1, [](const TestedPart& part) { return part.model.recall; });
    folds("test F1", 1, [](const TestedPart& part) { return part.model.f1; });
    folds("test AUC", 1, [](const TestedPart& part) { return part.model.auc; });
    folds("overfitting", -1, [](const TestedPart& part) { return part.overfitting; });
  }
  add(1, "accuracy on these samples", "samples", 1, rightCalls(result.a, labels),
      rightCalls(result.b, labels));
  add(1, "squared error on these samples", "samples", -1, squaredErrors(result.a, labels),
      squaredErrors(result.b, labels));
  add(2, "spread of d-ICE beyond the threshold", "features", -1, result.a.slopeSpread, result.b.slopeSpread);
  add(2, "share of samples that agree on the sign of the effect", "features", 1, result.a.agreement,
      result.b.agreement);
  add(3, "gap between the classes' PDPs", "features", 1, result.a.classGap, result.b.classGap);
  add(3, "width of the decision boundary", "features", -1, result.a.undecided, result.b.undecided);
  add(4, "separation of high and low values in SHAP", "features", 1, result.a.separation,
      result.b.separation);
  add(4, "dispersion of the top samples' decision paths", "steps", -1, result.a.dispersion,
      result.b.dispersion);
  return result;
}

std::string sentenceOf(const ComparedMeasure& measure) {
  const ComparedPairs& test = measure.test;
  const Sentence name = measure.name;
  const Sentence interval =
      std::isnan(test.low)
          ? Sentence("")
          : Sentence("95 % interval %1 to %2, ", formatNumber(test.low, 3), formatNumber(test.high, 3));
  const Sentence numbers("A %1, B %2; difference %3, %4p = %5, %6 %7", formatNumber(test.meanA, 3),
                         formatNumber(test.meanB, 3), formatNumber(test.difference, 3), interval,
                         formatNumber(test.p, 2), test.pairs, Sentence(measure.pairedBy));
  const Sentence higher = "higher";
  const Sentence lower = "lower";
  const bool expectsMore = measure.expectedSign > 0;
  switch (verdictOf(test, measure.expectedSign)) {
  case Verdict::Holds:
    return forReader({"Holds: %1 is %2 in model B (%3).", name, expectsMore ? higher : lower, numbers});
  case Verdict::Opposite:
    return forReader({"Does not hold, the opposite is seen: %1 is %2 in model B (%3).", name,
                      expectsMore ? lower : higher, numbers});
  case Verdict::Unclear:
    break;
  }
  return forReader(
      {"Does not hold clearly: %1 shows no difference that these data could tell from chance (%2).", name,
       numbers});
}

} // namespace prospectivity
