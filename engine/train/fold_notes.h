#pragma once

#include "engine/train/cross_validation.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace prospectivity {

/// Trainings of a cross-validation that were made in parts, for the run that joins them: a JSON line for
/// each, with all that came out of it but the model. A model that is fitted once more on all samples, its
/// record and its report need no more; an ensemble of the folds' models does.

/// Of the folds of these numbers. `fingerprint`: of all that the trainings depend on.
std::string foldNotes(const std::vector<std::size_t>& numbers, const std::vector<FoldResult>& results,
                      const std::string& fingerprint);

/// Reads what foldNotes() wrote of a cross-validation on the same table and folds, by their numbers. Lines of
/// another fingerprint, and damaged ones, are passed over.
std::map<std::size_t, FoldResult> notedFolds(const std::string& notes, const std::string& fingerprint,
                                             const SampleTable& table,
                                             const std::vector<TrainingFold>& folds);

} // namespace prospectivity
