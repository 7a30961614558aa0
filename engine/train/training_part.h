#pragma once

#include "engine/core/progress.h"
#include "engine/model/backend.h"
#include "engine/model/model.h"
#include "engine/samples/sample_table.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace prospectivity {

/// How to make one network from a training part. Ordering and augmentation come as functions, so that what
/// they see can be watched: they get the part that the network is fitted on and nothing else.
struct TrainingOptions {
  FitOptions fit; ///< shape.features and seed are set per training
  ScalingMethod scaling = ScalingMethod::ZScore;
  double validationShare = 0.2; ///< of each class of the training part, to decide when to stop

  /// One number per row of the table: rows of one number overlap (windows that share cells) and are held out
  /// for early stopping together or not at all. Empty: every row stands for itself.
  std::vector<std::size_t> groups;

  /// Scaled values of observed samples, their labels -> position p sees feature order[p]. Empty: as given.
  std::function<std::vector<int>(const FloatMatrix& scaled, const std::vector<int>& labels)> order;

  /// Observed samples of the part, a seed -> the synthetic samples to add. Empty: none.
  std::function<SampleTable(const SampleTable& observed, std::uint64_t seed)> augment;

  /// Throws Error naming EPOCHS, BATCH_SIZE, LEARNING_RATE, WEIGHT_DECAY, PATIENCE or one of the network's
  /// own parameters.
  void check() const;
};

/// One network fitted on a training part, with the account of what it saw.
struct TrainedPart {
  ModelMember member;
  FitHistory history;
  std::vector<std::size_t> fitRows;        ///< observed rows of the table whose weights count
  std::vector<std::size_t> validationRows; ///< observed rows held out for early stopping
  std::vector<std::size_t> syntheticRows;  ///< synthetic rows of the table that stayed in training
  std::size_t augmented = 0;               ///< samples added by augmentation
};

/// Fits scaling, ordering, augmentation and network on the rows `training` of the table and on nothing else.
///
/// Part of the observed training rows is held out for early stopping (none when patience is 0, a class is
/// too small for it, or its groups are too large). A synthetic row stays in training only when all its
/// parents are among the rows fitted on; one without recorded parents never does. The windowed network
/// expects feature * window^2 columns and scales each feature over all cells of its windows. Deterministic
/// for a seed; one thread.
TrainedPart trainPart(const SampleTable& table, const std::vector<std::size_t>& training,
                      const TrainingOptions& options, std::uint64_t seed, const Progress& progress);

/// Probabilities of rows of a table (original units) by one member.
std::vector<double> memberProbabilities(const ModelMember& member, const Matrix& values);

} // namespace prospectivity
