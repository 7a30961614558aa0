#pragma once

#include "engine/core/progress.h"
#include "engine/model/fit_history.h"
#include "engine/model/model.h"
#include "engine/samples/sample_table.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace prospectivity {

class Report;

/// A model fitted on a training part, with the account of what it saw.
struct TrainedPart {
  std::shared_ptr<const Model> model;      ///< of learner.members() members, without samples and record
  FitHistory history;                      ///< of the epochs, the mean of the members that were still fitted,
                                           ///< bestEpoch their median; empty where a kind of model has none
  std::vector<std::size_t> fitRows;        ///< observed rows of the table that the model was fitted on
  std::vector<std::size_t> validationRows; ///< observed rows held out for early stopping
  std::vector<std::size_t> syntheticRows;  ///< synthetic rows of the table that stayed in training
  std::size_t augmented = 0;               ///< samples added by augmentation
};

/// Makes one kind of model from samples. All that folds, studies and baselines know of it. Immutable and
/// thread-safe.
class Learner {
 public:
  virtual ~Learner() = default;

  virtual const ModelKind& kind() const = 0;
  virtual int window() const { return 1; }  ///< cells on a side that a row of the table holds of each feature
  virtual int members() const { return 1; } ///< that fit() fits on the same training part

  /// Fits on the rows `training` of the table (original units) and on nothing else. Synthetic rows take part
  /// when all their parents are fitted on. Deterministic for a seed; one thread.
  virtual TrainedPart fit(const SampleTable& table, const std::vector<std::size_t>& training,
                          std::uint64_t seed, const Progress& progress) const = 0;

  /// How to fit once more on all samples, keeping none back, after `folds` have told when to stop. Null: as
  /// before, as for all that do not stop early.
  virtual std::unique_ptr<Learner> withoutStopping(const std::vector<FitHistory>&) const { return nullptr; }

  /// Whether another value stands for a missing one in its models, where they take missing values.
  virtual bool fillsMissing() const { return true; }

  /// Whether its models see classes by the log-odds of ClassEncoder, where they are told to.
  virtual bool encodesClasses() const { return true; }

  /// Adds to the report of a training what it says of this kind of model alone: of `model`, fitted here or by
  /// join(). `samples`: the observed ones that its first member was fitted on. Default: nothing.
  virtual void addToReport(Report&, const SampleTable& /*samples*/, const Model& /*model*/) const {}

  /// The ensemble of what fit() gave, without samples and record.
  virtual std::unique_ptr<Model> join(const std::vector<std::string>& features,
                                      const std::vector<std::shared_ptr<const Model>>& models) const = 0;
};

/// Observed samples of a training part, a seed -> the synthetic samples to add. Empty: none.
using AugmentFunction = std::function<SampleTable(const SampleTable& observed, std::uint64_t seed)>;

/// Scaled values of observed samples, their labels -> position p sees feature order[p]. Empty: as given.
using OrderFunction =
    std::function<std::vector<int>(const FloatMatrix& scaled, const std::vector<int>& labels)>;

/// Learners that differ in augmentation and order of features alone.
using LearnerMaker = std::function<std::unique_ptr<Learner>(const AugmentFunction&, const OrderFunction&)>;

} // namespace prospectivity
