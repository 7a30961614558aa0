#pragma once

#include <cmath>

namespace prospectivity {

/// How values that are logarithms come from those that were measured: (ln(original + offset) - shift) /
/// scale, which has an exact inverse. Plain data.
struct LogScale {
  double offset = 0;
  double shift = 0;
  double scale = 1; ///< above 0

  /// NaN where there is no logarithm.
  double valueOf(double original) const {
    return original + offset > 0 ? (std::log(original + offset) - shift) / scale : std::nan("");
  }
  double originalOf(double value) const { return std::exp(value * scale + shift) - offset; }

  /// originalOf() of a value that was stored in single precision, without the digits that this does not hold:
  /// a measured 0 is 0, and not 3e-08.
  double toldOf(double value) const;
};

} // namespace prospectivity
