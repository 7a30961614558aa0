#pragma once

#include "engine/samples/sample_table.h"

#include <string>
#include <vector>

namespace prospectivity {

/// Columns of samples by the classes they hold, in the order of their first columns: the features of one
/// layer that are named layer=class and hold 0 and 1 alone, together; and columns of codes, each for itself:
/// by their descriptions, or because they hold two to twenty whole numbers, each in four rows or more on
/// average. A layer whose name is also that of a feature is none. Values between two classes mean nothing.
/// Missing values (NaN) say nothing of it. Where the table has been judged, by judgeClasses() or as a part of
/// such a one, that holds.
std::vector<std::vector<int>> classColumns(const SampleTable& samples);

/// Describes features as quantities that are named layer=class, as "Cu=AAS" and "Cu=ICP" are, and of which
/// nobody says what they are, where their values are no shares of one whole (each at least 0, of one layer at
/// most 1 together): they are layers of their own then (engine/core/feature_layers.h).
void describeNamedLikeClasses(SampleTable& samples);

/// Judges a whole table by its observed rows, so that every part of it, such as the training part of a fold,
/// has the same classes.
void judgeClasses(SampleTable& samples);

/// What a column of the windows of a feature is called ("feature[0,-1]"), without the cell; other names as
/// they are.
std::string featureOfCell(const std::string& column);

} // namespace prospectivity
