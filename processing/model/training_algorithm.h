#pragma once

#include "engine/order/feature_order.h"
#include "engine/train/class_encoder.h"
#include "engine/train/final_model.h"
#include "engine/train/network_learner.h"
#include "engine/train/training_folds.h"
#include "processing/frame/algorithm.h"
#include "processing/model/training_parts.h"

#include <QStringList>
#include <qgsprocessingutils.h>

#include <memory>
#include <optional>
#include <vector>

namespace prospectivity {

class Augmenter;

/// What the algorithms that train networks share: the samples, the parameters of augmentation, split and
/// network, and how they become the engine's options.
class TrainingAlgorithm : public Algorithm {
 protected:
  Group toolGroup() const final { return Group::Model; }

  /// ORDERING, CUSTOM_ORDER.
  void addOrderingParameters();
  /// TARGET_COUNT, BOTH_CLASSES, K_NEIGHBORS, NOISE.
  void addAugmentationParameters();
  /// PRESET, which speaks for the parameters of a training.
  void addPresetParameter();
  /// VALIDATION, TEST_FRACTION, FOLDS, REPEATS (with the default given), BLOCK_SIZE.
  void addSplitParameters(int repeats);
  /// MISSING, MIN_PRESENT.
  void addMissingParameters();
  /// CLASS_ENCODING.
  void addClassEncodingParameter();
  /// SCALING to DEVICE and SEED: the network and its fitting, with defaultRecipe.
  void addNetworkParameters();

  /// FINAL_MODEL, MODEL, METRICS, RELIABILITY, BLOCKS, REPORT and the headline numbers, for trainAndWrite().
  /// `hasParts`: with SHARD, SHARDS and TRAININGS, and a MODEL that may be left out.
  void addModelOutputs(bool hasParts = false);

  /// SHARD, SHARDS and TRAININGS as they were given. Throws Error as readTrainingParts() does, naming
  /// FINAL_MODEL when it needs the models of all folds, and MODEL when nothing is asked for.
  TrainingParts modelParts(const QVariantMap& parameters, QgsProcessingContext& context) const;

  QVariantMap asMeant(const QVariantMap& parameters, QgsProcessingContext& context,
                      const Progress& progress) const override;
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;

  /// Samples that are ready for a learner.
  struct LearningTask {
    SampleTable table;
    std::vector<std::string> features;            ///< of the model, in the order of the table's columns
    std::vector<FeatureDescription> descriptions; ///< of their layers, as the table's
    std::vector<Sentence> questions;              ///< that log and report begin with
    SplitOptions split;
    MissingEvidence missing = MissingEvidence::Exclude;
    double minPresent = 1;        ///< share of the layers that samples need
    ClassEncodingOptions classes; ///< as the learner has them, for the baselines beside it
    TrainingParts parts;          ///< which of its trainings are done here, or were done elsewhere
    std::string stack;            ///< where it matters: fingerprint of what windows were cut from
  };

  /// Judges the learner on the folds of the split, makes the final model, and writes what addModelOutputs()
  /// offers; of a shard it judges some of the folds and writes TRAININGS. Returns the outputs.
  QVariantMap trainAndWrite(const LearningTask& task, const Learner& learner, const QVariantMap& parameters,
                            QgsProcessingContext& context, const Progress& progress);

  /// The samples with the chosen features, of an algorithm with the parameter SET those of that set of
  /// non-deposits. Call in run(), once.
  SampleTable samples(const QVariantMap& parameters, QgsProcessingContext& context,
                      const Progress& progress) const;
  /// What is made of missing values, and the share of the layers that a sample needs: all of them where
  /// incomplete ones are left out. Throws Error naming MIN_PRESENT.
  MissingEvidence missing(const QVariantMap& parameters, QgsProcessingContext& context) const;
  double minPresent(const QVariantMap& parameters, QgsProcessingContext& context) const;

  /// Throws Error where the samples cannot teach anything of a feature that some lack (requireKnownValues()).
  static void requireKnown(const SampleTable& table, int window);

  /// Warns of layers whose holes differ strongly between the classes, and returns what it says of them.
  static std::optional<Sentence> warnOfUnequalHoles(const std::optional<MissingRecord>& missing,
                                                    const SampleTable& table, const Progress& progress);

  const QgsProcessingFeatureSource& source() const { return *mSource; }

  /// Groups of samples that a division must not part, for SplitOptions and TrainingOptions; tells of them.
  static std::vector<std::size_t> groupsOfEqual(const SampleTable& table, const Progress& progress);

  /// What CLASS_ENCODING asks for, of samples before any windows are cut; the groups are left empty. Tells of
  /// it. Throws Error naming the parameter.
  ClassEncodingOptions classEncoding(const SampleTable& table, const QVariantMap& parameters,
                                     QgsProcessingContext& context, const Progress& progress) const;

  /// The parameters with the schedule that they mean: a call from before SCHEDULE that gives PATIENCE asks
  /// for early stopping, which is told.
  static QVariantMap withSchedule(const QVariantMap& parameters, const Progress& progress);

  /// The parameters with the number of networks per training that they mean, for samples with so many sets
  /// of non-deposits (0: without sets). Tells what a preset makes of it, the report as well.
  QVariantMap withMembers(const QVariantMap& parameters, std::size_t sets, QgsProcessingContext& context,
                          const Progress& progress);

  /// The parameters as they are kept with a model or a study (plainParameters()). A preset that is none is
  /// left out, so that files of calls without one stay as they are.
  GivenOptions recorded(const QVariantMap& parameters, QgsProcessingContext& context) const;

  /// The network and its fitting, of parameters with schedule and members, checked; ordering and augmentation
  /// are left empty. Throws Error naming the parameter.
  TrainingOptions networkOptions(const QVariantMap& parameters, QgsProcessingContext& context,
                                 int features) const;

  SplitOptions splitOptions(const QVariantMap& parameters, QgsProcessingContext& context) const;

  /// Lets the options order features. Throws Error naming CUSTOM_ORDER.
  void setOrdering(TrainingOptions& options, FeatureOrdering ordering, const QString& customOrder,
                   const std::vector<std::string>& features) const;

  /// Lets the options augment by the method, unless it is null; warnings are told once.
  void setAugmentation(TrainingOptions& options, const QVariantMap& parameters, QgsProcessingContext& context,
                       std::shared_ptr<const Augmenter> method, const Progress& progress) const;

 private:
  std::string trainingsFingerprint(const LearningTask& task, const QVariantMap& parameters,
                                   QgsProcessingContext& context) const;

  std::shared_ptr<QgsProcessingFeatureSource> mSource;
};

/// The method of that id (findAugmenter()), for setAugmentation().
std::shared_ptr<const Augmenter> augmentationMethod(const std::string& choiceId);

} // namespace prospectivity
