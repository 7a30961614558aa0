#pragma once

#include "engine/core/feature_description.h"
#include "engine/core/log_scale.h"

#include <optional>
#include <string>

namespace prospectivity {

/// How the values of a feature are told to people: as they were measured, where they are logarithms and an
/// exact inverse leads back; else as the stack has them. Plain data.
struct MeasuredValues {
  std::optional<LogScale> log; ///< where values are led back
  std::string unit;            ///< of what was measured; may be empty
  /// What was done to told values, in words of the reader's language. Bounds are among it: a value at one of
  /// them was measured as that, or beyond.
  std::string done;
  bool areInUnit = true; ///< told values: false where more was done to them than bounds

  double told(double value) const { return log ? log->toldOf(value) : value; }

  /// What stands behind a name, such as "ppm, winsorized to 0.5 .. 80"; empty where nothing is known.
  std::string scale() const;
  /// What stands behind a told number: "ppm", "ppm (winsorized to 0.5 .. 80)", or "(ppm, logarithm,
  /// winsorized to 1 .. 2)" of one that is not in the unit; empty where nothing is known.
  std::string behindNumber() const;
};

MeasuredValues measuredValues(const FeatureDescription& description);

} // namespace prospectivity
