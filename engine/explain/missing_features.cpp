#include "engine/explain/missing_features.h"

#include <cstddef>

namespace prospectivity {

namespace {

/// In the columns of `rows` that belong to a feature: its own, or the cells of its window.
bool hasHole(const FloatMatrix& rows, const Model& model, std::size_t feature) {
  const auto width = rows.cols() / static_cast<Eigen::Index>(model.features.size());
  return rows.size() > 0 && rows.middleCols(static_cast<Eigen::Index>(feature) * width, width).hasNaN();
}

} // namespace

std::vector<bool> featuresWithHoles(const Model& model, const FloatMatrix& inputs) {
  std::vector<bool> result(model.features.size(), false);
  for (std::size_t j = 0; j < result.size() && model.takesMissing(); ++j)
    result[j] = hasHole(model.training.values, model, j) || hasHole(model.background, model, j) ||
                hasHole(inputs, model, j);
  return result;
}

} // namespace prospectivity
