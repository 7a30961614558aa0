#pragma once

#include "engine/core/choices.h"
#include "engine/core/matrix.h"
#include "engine/model/class_encoding.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

enum class ScalingMethod { ZScore, MinMax, Robust, None };
const Choices& scalingChoices();

/// How a value of one feature becomes what a model sees. All passes go through this formula, so that they
/// agree in the last bit.
struct FeatureScale {
  float center = 0;
  float scale = 1;
  const ClassValues* classes = nullptr; ///< what stands for the codes of a layer of classes; null: a number

  float operator()(float value) const {
    return ((classes == nullptr ? value : (*classes)(value)) - center) / scale;
  }
};

/// Brings features to comparable size: (x - center) / scale, in single precision as the network sees it.
struct Scaling {
  ScalingMethod method = ScalingMethod::ZScore;
  std::vector<float> center;
  std::vector<float> scale; ///< never 0: a constant feature has 1
  ClassEncoding classes;    ///< of features whose codes other numbers stand for, which are what is scaled

  /// Fitted on the rows given and no others (the training part of a split). Z-score: mean and standard
  /// deviation; min-max: to [0, 1]; robust: median and interquartile range. Missing values (NaN) take no
  /// part; a feature without any known value stays as it is.
  static Scaling fit(ScalingMethod method, const Matrix& values);

  /// Valid as long as the scaling is.
  FeatureScale of(std::size_t feature) const {
    return {center[feature], scale[feature], classes.of(feature)};
  }
  float scaled(std::size_t feature, float value) const { return of(feature)(value); }

  /// All values; each feature owns `cells` neighbouring columns (InputLayout).
  FloatMatrix apply(const Matrix& values, std::size_t cells = 1) const;

  /// The scaling of a network's positions: position p sees feature order[p].
  Scaling inOrder(const std::vector<int>& order) const;
};

} // namespace prospectivity
