#pragma once

#include "engine/samples/sample_table.h"

#include <string>
#include <vector>

namespace prospectivity {

/// Columns of samples by the classes they hold, in the order of their first columns: the features of one
/// layer that are named layer=class and hold 0 and 1 alone, together; and columns of codes, each for itself:
/// by their descriptions, or because they hold two to twenty whole numbers, each in four rows or more on
/// average. A layer whose name is also that of a feature is none. Values between two classes mean nothing.
std::vector<std::vector<int>> classColumns(const SampleTable& samples);

} // namespace prospectivity
