#pragma once

#include "engine/samples/sample_table.h"

#include <string>
#include <vector>

namespace prospectivity {

/// Columns of samples by the classes they hold, in the order of their first columns: the features of one
/// layer that are named layer=class and hold 0 and 1 alone, together; and columns of codes, each for itself:
/// by their descriptions, or because they hold two to twenty whole numbers, each in four rows or more on
/// average. A layer whose name is also that of a feature is none. Values between two classes mean nothing.
/// Missing values (NaN) say nothing of it.
std::vector<std::vector<int>> classColumns(const SampleTable& samples);

/// Describes features as quantities that are named layer=class, as "Cu=AAS" and "Cu=ICP" are, and of which
/// nobody says what they are, where their values are no shares of one whole (each at least 0, of one layer at
/// most 1 together): they are layers of their own then (engine/core/feature_layers.h).
void describeNamedLikeClasses(SampleTable& samples);

} // namespace prospectivity
