#pragma once

#include "engine/train/cross_validation.h"
#include "engine/train/reliability.h"

#include <cstdint>
#include <optional>
#include <string>

namespace prospectivity {

/// What the folds say of a model's scores as probabilities.
struct ModelCalibration {
  std::optional<Calibration> stored; ///< what the model keeps; nothing where it must not
  std::string refusal;               ///< a sentence, where nothing is stored
  Reliability score;                 ///< of the scores as they are
  /// Of calibrated probabilities, cross-fitted: those of a fold by the scaling of the other folds. Nothing
  /// where none is stored or there is one fold alone.
  std::optional<Reliability> probability;
};

/// Fits a Platt scaling to the logits of all samples that folds held out, and judges it. A scaling of the
/// others leaves out the samples of the fold in all repeats and all sets of non-deposits. It is of models
/// that were fitted on training parts; the final model, which is fitted on more or is the mean of several, is
/// taken to be like them. Several sets of non-deposits count as one together, as deposits that were held out
/// in all of them do. Logits that are no numbers are left out. Deterministic for a seed.
ModelCalibration calibrate(const SampleTable& table, const std::vector<FoldResult>& folds,
                           std::uint64_t seed);

/// One sentence for log and report: the scaling with its intervals, or why there is none.
std::string sentenceOf(const ModelCalibration& calibration);

} // namespace prospectivity
