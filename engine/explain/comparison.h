#pragma once

#include "engine/explain/ice.h"
#include "engine/explain/paired.h"
#include "engine/explain/shapley_values.h"
#include "engine/model/model.h"

#include <string>
#include <vector>

namespace prospectivity {

/// What augmentation changed: two models of the same features on the same samples (the four findings of Liu
/// et al. 2025, doi 10.1007/s11053-025-10462-5, as numbers). Model A is the one without, B the one with.

/// One model as the comparison needs it. All are in the order of the first model's features.
struct ComparedModel {
  const Model* model = nullptr;
  FloatMatrix inputs;           ///< the model's own input rows
  std::vector<std::size_t> own; ///< feature j of the first model is feature own[j] of this one
};

/// How one model treats the features; one entry per feature where there is a list.
struct ModelDecisions {
  std::vector<double> probability;   ///< of each sample
  std::vector<FeatureCurves> curves; ///< in probability
  std::vector<double> slopeSpread;   ///< sd of d-ICE where the prediction is beyond the threshold, times the
                                     ///< feature's sd; NaN where there is no such point
  std::vector<double> agreement;     ///< share of samples whose mean slope has the majority's sign
  std::vector<double> classGap;      ///< mean |PDP of deposits - PDP of non-deposits|
  std::vector<double> undecided;     ///< share of ICE points between 0.25 and 0.75: width of the boundary
  std::vector<double> separation;    ///< AUC of the SHAP values between upper and lower half of the feature,
                                     ///< folded to 0.5 .. 1, over the samples that have a value of it
  ShapleyValues shapley;             ///< in log-odds, players in the first model's order
  std::vector<double> dispersion;    ///< sd of the top samples' decision paths after each feature
};

/// One measure of a finding, tested.
struct ComparedMeasure {
  int finding = 1; ///< 1 to 4
  std::string name;
  std::string pairedBy; ///< folds, samples, features, steps
  int expectedSign = 1; ///< of B - A if augmentation does what the paper found
  ComparedPairs test;
};

struct Comparison {
  std::vector<std::string> features;
  std::vector<FeatureDescription> descriptions; ///< as model A knows the features; one each, or none
  std::vector<std::size_t> known;               ///< samples that have a value of each feature
  std::size_t samples = 0;
  ModelDecisions a;
  ModelDecisions b;
  std::vector<std::size_t> topSamples; ///< of the highest mean probability of both
  std::vector<ComparedMeasure> measures;
};

/// Throws Error naming features that only one of the models has.
std::vector<std::size_t> matchFeatures(const Model& a, const Model& b);

/// Both matrices: the same samples x the features of each model, as it takes them. Curves and figures of the
/// comparison have one axis for both. Throws Error naming a feature that most samples have other values of
/// for B than for A, as where only one of them learnt its logarithm. `own`: from matchFeatures(a, b).
void checkSameValues(const Model& a, const Matrix& valuesOfA, const Model& b, const Matrix& valuesOfB,
                     const std::vector<std::size_t>& own);

/// `values`: samples x features of the first model, NaN where one is missing (of models that take that).
/// `labels`: both classes present. A feature that no sample has a value of has no curve and no figures (NaN),
/// and is in no pair.
Comparison compareModels(const ComparedModel& a, const ComparedModel& b, const Matrix& values,
                         const std::vector<int>& labels, std::uint64_t seed, const Progress& progress);

/// A plain sentence for a finding, from its numbers alone: it says so when the finding does not hold.
std::string sentenceOf(const ComparedMeasure& measure);

} // namespace prospectivity
