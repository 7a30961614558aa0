#pragma once

#include "engine/core/choices.h"
#include "engine/core/missing_evidence.h"
#include "engine/train/baselines.h"
#include "engine/train/class_encoder.h"

#include <cstddef>
#include <memory>
#include <string>

namespace prospectivity {

/// What reference models can be told; each takes what concerns it.
struct ReferenceOptions {
  /// Of forest and boosting, beside a network as on their own: a report's ranking is of the models that
  /// trainreference makes.
  int trees = 500;
  /// Of weights of evidence: of 2 to 20, five gave the highest AUC both on the sample district (236 samples,
  /// 12 layers) and on 42 samples of 39 layers of stream sediments, five folds ten times over.
  int classesPerLayer = 5;
  MissingEvidence missing = MissingEvidence::Exclude;
  ClassEncodingOptions classes = {}; ///< of all but weights of evidence, which take classes as they are
  int window = 1;                    ///< cells on a side that columns of the rows are, where they are windows
};

/// The models that a network is held against, by id.
const Choices& referenceChoices();

/// The learner of one of them. Throws Error for an unknown id and for options that cannot work.
std::unique_ptr<Learner> referenceLearner(const std::string& id, const ReferenceOptions& options);

/// The id in referenceChoices() of a kind of model; empty for a kind that is no reference.
std::string referenceIdOf(const std::string& kindId);

/// All reference models but `own`, for rows of so many columns that may lack values as `missing` has it, with
/// classes as `own` takes them; `window`: as `own` has it. They have the defaults of ReferenceOptions, so
/// that whoever trains one by itself gets the model whose figures these were. The forest is left out for a
/// single column, and both, with a warning, where their library is missing.
Baselines baselinesBeside(const ModelKind& own, std::size_t columns, const Progress& progress,
                          MissingEvidence missing = MissingEvidence::Exclude,
                          const ClassEncodingOptions& classes = {}, int window = 1);

} // namespace prospectivity
