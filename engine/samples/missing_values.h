#pragma once

#include "engine/core/layer_holes.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// What samples that lack values (NaN) are worth to a training. All of it is of the rows given and no others:
/// the training part of a split. Thread-safe.

/// Of each column that holds classes (classColumns()) the value that a missing one becomes: that of the class
/// which most rows have, of equally frequent ones the first in rising order; nothing for all other columns.
std::vector<std::optional<double>> mostFrequentClasses(const SampleTable& table);

/// Of each column what a missing value becomes: of classes as above, else the mean of the known values, 0
/// where none is known. With windows, classes are those that most cells have (cellsOf()): a cell's class has
/// nothing to do with those around it, and windows that are alike in all cells are rare.
std::vector<double> fillValues(const SampleTable& table, int window = 1);

/// Tiles as a table of cells: a row for each row and cell of its window, a column for each feature, with
/// the name and the description that the columns of its windows have. Of a table whose columns are features
/// already, itself. Labels and all else are repeated for each cell.
SampleTable cellsOf(const SampleTable& table, int window);

/// Throws Error where a value of the rows is missing: what takes none must not meet one.
void requireComplete(const SampleTable& table, const std::vector<std::size_t>& rows);

/// Throws Error naming the feature and what to do, where the observed samples among `rows` cannot teach
/// anything of a feature: all of them lack it, or all of one class do, so that nothing tells its values from
/// where it was measured. With windows a feature is there where any cell has it. `isPart`: the rows are a
/// training part of a division, which the sentence says.
void requireKnownValues(const SampleTable& table, const std::vector<std::size_t>& rows, int window,
                        bool isPart);

/// One entry per layer of the observed samples, in the order of the features: the features named layer=class
/// are one, which is there where all of them are (FeatureLayers). `features` are the names of the features of
/// the table's columns.
std::vector<LayerHoles> layerHoles(const SampleTable& table, const std::vector<std::string>& features,
                                   int window);

} // namespace prospectivity
