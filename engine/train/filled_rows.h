#pragma once

#include "engine/core/missing_evidence.h"
#include "engine/reference/filled_columns.h"
#include "engine/samples/sample_table.h"
#include "engine/train/class_encoder.h"

namespace prospectivity {

/// What stands for missing values in the columns of a reference model, from the rows that it is fitted on
/// (fillValues(), each with `window` x `window` columns of a feature; of layers that `classes` encodes the
/// code of ClassEncoder::mostFrequentCode()), with presence where that is learnt; nothing with `missing`
/// exclude.
FilledColumns filledColumnsOf(const SampleTable& fitted, int window, MissingEvidence missing,
                              const ClassEncoder& classes);

/// The rows that a model is fitted on, of samples that may lack values: first the codes of classes become
/// numbers (ClassEncoder::fitted(), which asks the same of the samples; missing ones stay missing), then
/// missing values are filled, missing codes by what stands for theirs in the encoding of the whole training
/// part. That is what the fitted model is given for a missing code as well.
FloatMatrix givenRows(const FilledColumns& filled, const ClassEncoder& classes, const SampleTable& samples);

} // namespace prospectivity
