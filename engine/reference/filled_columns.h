#pragma once

#include "engine/model/class_encoding.h"

#include <cmath>
#include <cstddef>
#include <vector>

namespace prospectivity {

/// How a model that knows no missing values is given rows that have some (NaN): as rows in which each of them
/// is what stands for it in its column, and, with presence, which hold behind all columns one more for each
/// of them, 1 where its value is there and 0 where it is missing. A value and its presence go together: for
/// whoever explains the model they are one column. In a column of class codes that are encoded
/// (ClassEncoding), a code stands for a missing one, and is looked up like any other: that comes to the same
/// as to encode what is there and to fill the holes with this code's number.
///
/// Without fills rows have no missing values, and are given as they are. Immutable use is thread-safe.
struct FilledColumns {
  std::vector<float> fills; ///< of each column, original units; of classes a code
  bool hasPresence = false;

  bool takesMissing() const { return !fills.empty(); }
  /// Columns of the rows that the model is given.
  std::size_t given(std::size_t columns) const { return hasPresence ? 2 * columns : columns; }

  /// What is given for a value.
  float filled(std::size_t column, float value) const {
    return takesMissing() && std::isnan(value) ? fills[column] : value;
  }

  /// `rows`: count x columns, row-major; `to`: count x given(columns).
  void fill(const float* rows, std::size_t count, std::size_t columns, float* to) const;

  /// Throws std::invalid_argument unless there are no fills, or a finite one for each of so many columns.
  void check(std::size_t columns) const;
};

/// What stands for a missing value in the mean of several members; nothing where one of them takes none. Of a
/// column that members have a table of classes for (`classes`, one per member) the code that stands for it in
/// most of these.
std::vector<float> meanFills(const std::vector<FilledColumns>& ofMembers,
                             const std::vector<const ClassEncoding*>& classes);

} // namespace prospectivity
