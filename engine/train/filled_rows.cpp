#include "engine/train/filled_rows.h"

#include "engine/samples/missing_values.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

FilledColumns filledColumnsOf(const SampleTable& fitted, int window, MissingEvidence missing,
                              const ClassEncoder& classes) {
  FilledColumns filled;
  if (missing == MissingEvidence::Exclude)
    return filled;
  const std::vector<double> values = fillValues(fitted, window);
  for (std::size_t column = 0; column < values.size(); ++column)
    filled.fills.push_back(classes.mostFrequentCode(column).value_or(static_cast<float>(values[column])));
  filled.hasPresence = missing == MissingEvidence::Learn;
  return filled;
}

FloatMatrix givenRows(const FilledColumns& filled, const ClassEncoder& classes, const SampleTable& samples) {
  FilledColumns encoded = filled;
  const ClassEncoding columnsOfClasses = classes.ofColumns();
  if (filled.takesMissing())
    for (const ClassEncoding::Layer& layer : columnsOfClasses.layers())
      encoded.fills[layer.feature] = layer.classes(filled.fills[layer.feature]);
  const FloatMatrix rows = classes.fitted(samples).cast<float>();
  const auto columns = static_cast<std::size_t>(rows.cols());
  FloatMatrix given(rows.rows(), static_cast<Eigen::Index>(encoded.given(columns)));
  encoded.fill(rows.data(), static_cast<std::size_t>(rows.rows()), columns, given.data());
  return given;
}

} // namespace prospectivity
