#pragma once

#include "engine/core/missing_evidence.h"
#include "engine/network/backend.h"
#include "engine/train/class_encoder.h"
#include "engine/train/learner.h"

#include <cstdint>
#include <vector>

namespace prospectivity {

/// How to make networks from a training part. Ordering and augmentation come as functions, so that what
/// they see can be watched: they get the part that the network is fitted on and nothing else.
struct TrainingOptions {
  FitOptions fit; ///< shape.features and seed are set per training
  int members =
      1; ///< networks of seeds of their own on the same training part; the model is their mean logit
  ScalingMethod scaling = ScalingMethod::ZScore;
  double validationShare = 0.2; ///< of each class of the training part, to decide when to stop

  /// One number per row of the table: rows of one number overlap (windows that share cells) and are held out
  /// for early stopping together or not at all. Empty: every row stands for itself.
  std::vector<std::size_t> groups;

  ClassEncodingOptions classes; ///< which features enter as log-odds of their classes

  OrderFunction order;
  AugmentFunction augment; ///< sees codes of classes, not their log-odds

  /// What the network makes of missing values.
  MissingEvidence missing() const;
  void setMissing(MissingEvidence missing);

  /// Throws Error naming EPOCHS, BATCH_SIZE, LEARNING_RATE, WEIGHT_DECAY, PATIENCE, MEMBERS, MIXUP or one
  /// of the network's own parameters.
  void check() const;
};

/// Fits networks: scaling, input channels, ordering, augmentation and weights.
///
/// With early stopping, part of the observed training rows is held out to decide when to stop (none when
/// patience is 0, a class is too small for it, or its groups are too large); otherwise all are fitted. The
/// members share all but their seeds: first weights, batches, dropout, mixup. The first one is the network
/// that a training of one member gives. A synthetic row stays in training only when all its
/// parents are among the rows fitted on; one without recorded parents never does. The windowed network
/// expects feature * window^2 columns and scales each feature over all cells of its windows.
///
/// Values may be missing (NaN) where the shape takes it: networks see the mean of the rows fitted on in their
/// place, or of classes the most frequent one (mostFrequentClasses()).
class NetworkLearner : public Learner {
 public:
  explicit NetworkLearner(TrainingOptions options) : mOptions(std::move(options)) {}

  const ModelKind& kind() const override;
  int window() const override { return mOptions.fit.shape.window; }
  int members() const override { return mOptions.members; }
  TrainedPart fit(const SampleTable& table, const std::vector<std::size_t>& training, std::uint64_t seed,
                  const Progress& progress) const override;

  /// For the median over the folds of the epoch that early stopping chose; null for a fixed number of epochs.
  std::unique_ptr<Learner> withoutStopping(const std::vector<FitHistory>& folds) const override;
  std::unique_ptr<Model> join(const std::vector<std::string>& features,
                              const std::vector<std::shared_ptr<const Model>>& models) const override;

 private:
  bool keepsValidation() const;

  TrainingOptions mOptions;
};

/// Network learners of these options, with each augmentation and order.
LearnerMaker networkLearners(const TrainingOptions& options);

/// Epochs of a refit: the median over the folds of the epoch that early stopping chose, the upper one of two.
int refitEpochs(const std::vector<FitHistory>& folds);

} // namespace prospectivity
