#pragma once

#include "engine/core/sentence.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// What the values of a numeric column say it is. A model that learns anything but evidence is perfect on its
/// own samples, held-out ones too, and wrong everywhere else.
enum class ColumnKind {
  Evidence,
  Identifier, ///< whole numbers, each once (but for 2 % of the rows), in the order of the rows (rank
              ///< correlation 0.99) or without large gaps; or such ones of each class for itself
  Coordinate, ///< follows the places of the samples along one axis, and another column along the other
  LabelCopy   ///< of two values, one has one label and one the other, in 98 % of the rows; or each label has
              ///< a range of its own, with a gap between that is wider than either, in 20 rows or more
};

/// One entry per column of `table.values`, judged on the observed rows that have a value (NaN: none). Fewer
/// than ten rows say nothing, and fewer than five of a label say nothing of copies of it. A feature that is
/// described as of some kind was read from a layer of the whole map: it is no copy of the label, however well
/// it tells the labels. A coordinate in whatever CRS is a smooth function of the point: a polynomial of
/// second order in x and y leaves less than a thousandth of its variance, over the rows that have a place, or
/// no more than what rounding to steps as coarse as its own leaves, where these are stretches of an axis of
/// the map; one column alone may be a distance to something straight and far away, so it takes two that run
/// across each other.
std::vector<ColumnKind> columnKinds(const SampleTable& table);

/// "whole numbers, each once, in the order of the rows, as row numbers are": why a column of that kind is no
/// evidence.
std::string reasonOf(ColumnKind kind);

/// A sentence with the question to ask for each feature that alone ranks deposits against non-deposits almost
/// without error (AUC of at least 0.98 in either direction, on ten rows or more), the strongest first; then
/// for each that does so by a stretch of its range that has values on both sides (balanced accuracy of at
/// least 0.98, on 20 rows or more); then for each whose few values (three rows and more have each on average,
/// six rows at least) belong to one label each, as those of a coarser copy of the label do, or have one value
/// where one label is and others where the other is (98 % of ten rows or more); then for each
/// that runs with one axis of the map, or follows the places smoothly in any other direction, as a coordinate
/// does that has lost its partner (columnKinds() takes two for such); of samples without places for each
/// whose numbers are as large as coordinates in metres.
std::vector<Sentence> questionsOfTellingFeatures(const SampleTable& table);

} // namespace prospectivity
