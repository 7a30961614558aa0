#include "engine/model/scaling.h"

#include "engine/core/statistics.h"

#include <cmath>
#include <vector>

namespace prospectivity {

const Choices& scalingChoices() {
  static const Choices choices{
      {"z-score", "Z-score"}, {"min-max", "Min-max"}, {"robust", "Robust"}, {"none", "None"}};
  return choices;
}

Scaling Scaling::fit(ScalingMethod method, const Matrix& values) {
  Scaling scaling;
  scaling.method = method;
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    double center = 0;
    double scale = 1;
    if (values.rows() > 0) {
      const auto column = values.col(j);
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
    }
    const auto scaleAsSeen = static_cast<float>(scale);
    scaling.center.push_back(static_cast<float>(center));
    // Below this share of the centre a spread is rounding noise of a constant feature.
    const bool constant = !(scale > 1e-7 * std::abs(center)) || !(scaleAsSeen > 0);
    scaling.scale.push_back(constant ? 1.0F : scaleAsSeen);
  }
  return scaling;
}

FloatMatrix Scaling::apply(const Matrix& values) const {
  FloatMatrix scaled(values.rows(), values.cols());
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    const auto column = static_cast<std::size_t>(j);
    scaled.col(j) = (values.col(j).cast<float>().array() - center[column]) / scale[column];
  }
  return scaled;
}

} // namespace prospectivity
