#pragma once

#include "engine/model/model.h"
#include "engine/model/training_record.h"

#include <nlohmann/json.hpp>

namespace prospectivity {

/// The `record` of a model file, for a model of this kind. Figures are written with six digits, which is more
/// than they mean, options with all of theirs; NaN is null. Repeats and folds count from 1, a whole repeat
/// is fold 0. A part that the record lacks is left out.
///
///   seed           a whole number
///   options        by name of the parameter: texts, numbers, truth values
///   computed_with  openblas, openblas_kernels, engine_instructions, training_library,
///                  training_library_kernels, tree_library (where trees were grown),
///                  product_library (of the training library), math_library
///   versions       prospectivity_lens, training_library
///   split          method; folds: repeat, fold, fitted, validation, augmented, test, best_epoch
///   metrics        under the id of the kind, those of the baselines (logistic_regression, random_forest,
///                  gradient_boosting, weights_of_evidence) and best_single_layer: mean and
///                  standard_deviation, each with the names of metricEntries(); rows: repeat, fold, the
///                  metrics under the id of the kind, training_accuracy, overfitting
///   history        folds, final: best_epoch, training_loss, validation_loss, training_accuracy,
///                  validation_accuracy
///   platt_scaling  slope, intercept, slope_variance, intercept_variance, covariance, deposits,
///                  non_deposits; for reading alone slope_interval and intercept_interval
nlohmann::json jsonOf(const TrainingRecord& record, const ModelKind& kind);

/// The way back. Names that are not listed above are passed over, and what is missing is nothing, NaN, an
/// empty text or a count of 0, except that entries of lists say which they are (repeat and fold, best_epoch).
/// Throws a std::exception for anything of another type, and takes memory in proportion to the text.
TrainingRecord recordOf(const nlohmann::json& entry, const ModelKind& kind);

} // namespace prospectivity
