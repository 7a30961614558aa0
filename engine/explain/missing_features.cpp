#include "engine/explain/missing_features.h"

#include <cmath>
#include <cstddef>

namespace prospectivity {

namespace {

/// Columns of `rows` that belong to a feature: its own, or the cells of its window.
Eigen::Index widthOf(const FloatMatrix& rows, const Model& model) {
  return rows.cols() / static_cast<Eigen::Index>(model.features.size());
}

bool hasHole(const FloatMatrix& rows, const Model& model, std::size_t feature) {
  const Eigen::Index width = widthOf(rows, model);
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

std::vector<float> meansOfKnown(const Model& model) {
  const FloatMatrix& rows = model.training.values.rows() > 0 ? model.training.values : model.background;
  const Eigen::Index width = widthOf(rows, model);
  const std::size_t cells = model.layout().cells();
  std::vector<float> means;
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    const auto own = rows.middleCols(static_cast<Eigen::Index>(j) * width, width);
    double sum = 0;
    double known = 0;
    for (Eigen::Index i = 0; i < own.rows(); ++i)
      for (Eigen::Index k = 0; k < own.cols(); ++k)
        if (!std::isnan(own(i, k))) {
          sum += static_cast<double>(own(i, k));
          ++known;
        }
    means.insert(means.end(), cells, static_cast<float>(known > 0 ? sum / known : 0));
  }
  return means;
}

} // namespace prospectivity
