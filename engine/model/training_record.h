#pragma once

#include "engine/core/layer_holes.h"
#include "engine/core/missing_evidence.h"
#include "engine/model/calibration.h"
#include "engine/model/fit_history.h"
#include "engine/model/quality_metrics.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace prospectivity {

/// A parameter of the algorithm that trained, as it was given or taken by default: a choice by its title in
/// lower case, several entries as one text.
using GivenOption = std::variant<bool, std::int64_t, double, std::string>;
using GivenOptions = std::map<std::string, GivenOption>; ///< by the name of the parameter

/// What the last bits of a result depend on beside data, options and seed. Between two runs that differ in
/// one of these, sums may be rounded otherwise; between two that do not, bytes are the same.
struct ComputedWith {
  std::string blas;                   ///< openblas_get_config(): version, options, kernels
  std::string blasKernels;            ///< openblas_get_corename(), such as Haswell
  std::string instructions;           ///< nameOf(instructionSet())
  std::string trainingLibrary;        ///< name and version
  std::string trainingLibraryKernels; ///< such as AVX2
  std::string treeLibrary;            ///< name and version; empty where no trees were grown
  std::string productLibrary;         ///< name, version and instruction set; empty where it does not say
  std::string mathLibrary;            ///< mathLibrary(); empty in files of older versions
};

struct SoftwareVersions {
  std::string prospectivityLens;
  std::string trainingLibrary; ///< name and version
};

/// How many samples a fold had for what. All counts are of observed samples but `augmented`.
struct FoldRecord {
  int repeat = 0;             ///< from 0
  int fold = 0;               ///< from 0, within the repeat
  std::size_t fitted = 0;     ///< that the model was fitted on
  std::size_t validation = 0; ///< held out for early stopping
  std::size_t augmented = 0;  ///< synthetic samples added by augmentation
  std::size_t test = 0;
  int bestEpoch = 0; ///< as in FitHistory; of several members their median
  int set = 0;       ///< of the non-deposits, from 1; 0: there is one set
};

struct SplitRecord {
  std::string method; ///< title of the way of holding out, in lower case
  std::vector<FoldRecord> folds;
};

/// The model's figures on one test part: of a fold, or of a whole repeat where folds are judged together.
struct TestedPart {
  int repeat = 0; ///< from 0
  int fold = -1;  ///< from 0, within the repeat; -1: all folds of the repeat together
  Metrics model;
  double trainingAccuracy = 0; ///< on the observed samples that the model was fitted on
  double overfitting = 0;      ///< training accuracy minus test accuracy
  int set = 0;                 ///< as in FoldRecord
};

/// The id of the best single layer, which is a baseline and no kind of model.
constexpr const char* bestLayerId = "best_single_layer";

/// How good another model was on the same parts.
struct BaselineRecord {
  std::string id; ///< of its kind of model, or bestLayerId
  MetricSpread metrics;
};

/// How good the model and its baselines were on samples that they had not seen. The spreads are over `parts`.
struct MetricsRecord {
  MetricSpread model;
  /// Of other kinds than the model's own. Older files hold logistic regression and the best single layer.
  std::vector<BaselineRecord> baselines;
  std::vector<TestedPart> parts;
};

/// What several sets of non-deposits add. The spreads are standard deviations, told apart as spreadOfSets()
/// (engine/train/set_spread.h) does.
struct SetsRecord {
  std::vector<int> memberSets; ///< the set that each member of the model was trained on, from 1
  double aucBetween = 0;       ///< of the test AUC between sets
  double aucWithin = 0;        ///< and within a set, over its folds
  double scoreBetween = 0;     ///< of the held-out scores of deposits between sets
  double scoreWithin = 0;      ///< and within a set, over deposits
};

/// What became of samples that lack layers, where they were not left out.
struct MissingRecord {
  MissingEvidence treatment = MissingEvidence::Fill; ///< fill or learn
  double minPresent = 1;                             ///< share of the layers that a sample needed
  std::vector<LayerHoles> layers; ///< of the observed samples, in the order of the features
};

/// What kinds of models add that are fitted in epochs; of other kinds the histories are empty. Where a
/// training fits several members, a history is their mean.
struct EpochsRecord {
  static constexpr std::size_t mostFolds = 30; ///< of more folds the first are kept

  std::vector<FitHistory> folds;
  FitHistory refit; ///< of the final model; empty for an ensemble of the folds' models or of sets
};

/// What was asked for when a model was trained and what came out, for whoever opens its file later. Plain
/// data, in full precision when it comes from a training and to six digits when it comes from a file. NaN
/// where a figure is not defined.
///
/// A part that a file does not hold is nothing here: files of older versions lack some, and models that no
/// training made may have none. What one learner knows and others do not (EpochsRecord) is a part of its own.
struct TrainingRecord {
  std::optional<std::uint64_t> seed;
  std::optional<GivenOptions> options;
  std::optional<ComputedWith> computedWith; ///< the first versions did not store it
  std::optional<SoftwareVersions> versions;
  std::optional<SplitRecord> split;
  std::optional<MetricsRecord> metrics;
  std::optional<EpochsRecord> epochs;
  std::optional<SetsRecord> sets;         ///< where there were several sets of non-deposits
  std::optional<MissingRecord> missing;   ///< where samples with holes were asked for
  std::optional<Calibration> calibration; ///< refused where held-out samples do not show one
};

} // namespace prospectivity
