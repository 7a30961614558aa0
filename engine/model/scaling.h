#pragma once

#include "engine/core/choices.h"
#include "engine/core/matrix.h"

#include <vector>

namespace prospectivity {

enum class ScalingMethod { ZScore, MinMax, Robust, None };
const Choices& scalingChoices();

/// Brings features to comparable size: (x - center) / scale, in single precision as the network sees it.
struct Scaling {
  ScalingMethod method = ScalingMethod::ZScore;
  std::vector<float> center;
  std::vector<float> scale; ///< never 0: a constant feature has 1

  /// Fitted on the rows given and no others (the training part of a split). Z-score: mean and standard
  /// deviation; min-max: to [0, 1]; robust: median and interquartile range.
  static Scaling fit(ScalingMethod method, const Matrix& values);

  FloatMatrix apply(const Matrix& values) const;
};

} // namespace prospectivity
