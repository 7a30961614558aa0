#pragma once

#include "engine/core/missing_evidence.h"
#include "engine/reference/filled_columns.h"
#include "engine/samples/sample_table.h"

namespace prospectivity {

/// What stands for missing values in the columns of a reference model, from the rows that it is fitted on
/// (fillValues()), with presence where that is learnt; nothing with `missing` exclude.
FilledColumns filledColumnsOf(const SampleTable& fitted, MissingEvidence missing);

/// The rows that the model is given for rows that may lack values.
FloatMatrix givenRows(const FilledColumns& filled, const Matrix& values);

} // namespace prospectivity
