#include "engine/model/scaling.h"

#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

namespace prospectivity {

const Choices& scalingChoices() {
  static const Choices choices{
      {"z-score", "Z-score"}, {"min-max", "Min-max"}, {"robust", "Robust"}, {"none", "None"}};
  return choices;
}

namespace {

Vector knownOf(const Vector& values) {
  std::vector<double> known;
  std::copy_if(values.begin(), values.end(), std::back_inserter(known),
               [](double value) { return !std::isnan(value); });
  return Eigen::Map<const Vector>(known.data(), static_cast<Eigen::Index>(known.size()));
}

} // namespace

Scaling Scaling::fit(ScalingMethod method, const Matrix& values) {
  Scaling scaling;
  scaling.method = method;
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    double center = 0;
    double scale = 1;
    const auto measure = [&](const auto& column) {
      if (method == ScalingMethod::ZScore) {
        center = column.mean();
        scale = std::sqrt((column.array() - center).square().mean());
      } else if (method == ScalingMethod::MinMax) {
        center = column.minCoeff();
        scale = column.maxCoeff() - center;
      } else if (method == ScalingMethod::Robust) {
        const std::vector<double> copy(column.begin(), column.end());
        center = quantile(copy, 0.5);
        scale = quantile(copy, 0.75) - quantile(copy, 0.25);
      }
    };
    if (!values.col(j).hasNaN()) {
      if (values.rows() > 0)
        measure(values.col(j));
    } else if (const Vector known = knownOf(values.col(j)); known.size() > 0) {
      measure(known);
    }
    const auto scaleAsSeen = static_cast<float>(scale);
    scaling.center.push_back(static_cast<float>(center));
    // Below this share of the centre a spread is rounding noise of a constant feature.
    const bool constant = !(scale > 1e-7 * std::abs(center)) || !(scaleAsSeen > 0);
    scaling.scale.push_back(constant ? 1.0F : scaleAsSeen);
  }
  return scaling;
}

FloatMatrix Scaling::apply(const Matrix& values, std::size_t cells) const {
  FloatMatrix result(values.rows(), values.cols());
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    const FeatureScale scaled = of(static_cast<std::size_t>(j) / cells);
    for (Eigen::Index i = 0; i < values.rows(); ++i)
      result(i, j) = scaled(static_cast<float>(values(i, j)));
  }
  return result;
}

Scaling Scaling::inOrder(const std::vector<int>& order) const {
  Scaling ordered;
  ordered.method = method;
  for (const int feature : order) {
    ordered.center.push_back(center[static_cast<std::size_t>(feature)]);
    ordered.scale.push_back(scale[static_cast<std::size_t>(feature)]);
  }
  ordered.classes = classes.inOrder(order);
  return ordered;
}

} // namespace prospectivity
