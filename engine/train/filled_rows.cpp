#include "engine/train/filled_rows.h"

#include "engine/samples/missing_values.h"

#include <vector>

namespace prospectivity {

FilledColumns filledColumnsOf(const SampleTable& fitted, MissingEvidence missing) {
  FilledColumns filled;
  if (missing == MissingEvidence::Exclude)
    return filled;
  for (const double fill : fillValues(fitted))
    filled.fills.push_back(static_cast<float>(fill));
  filled.hasPresence = missing == MissingEvidence::Learn;
  return filled;
}

FloatMatrix givenRows(const FilledColumns& filled, const Matrix& values) {
  const FloatMatrix rows = values.cast<float>();
  const auto columns = static_cast<std::size_t>(rows.cols());
  FloatMatrix given(rows.rows(), static_cast<Eigen::Index>(filled.given(columns)));
  filled.fill(rows.data(), static_cast<std::size_t>(rows.rows()), columns, given.data());
  return given;
}

} // namespace prospectivity
