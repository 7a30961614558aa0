#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

namespace prospectivity {

/// Moments of the values that go by, in one pass without loss of precision (Terriberry's extension of
/// Welford's recurrence to the third moment). NaN is left out.
class RunningMoments {
 public:
  void add(double value) {
    if (std::isnan(value))
      return;
    const auto before = static_cast<double>(mCount);
    ++mCount;
    const auto count = static_cast<double>(mCount);
    const double delta = value - mMean;
    const double step = delta / count;
    const double term = delta * step * before;
    mThird += term * step * (count - 2) - 3 * step * mSecond;
    mSecond += term;
    mMean += step;
    mMinimum = std::fmin(mMinimum, value);
    mMaximum = std::fmax(mMaximum, value);
  }

  std::size_t count() const { return mCount; }
  double minimum() const { return mMinimum; }
  double maximum() const { return mMaximum; }
  double mean() const { return mMean; }
  double standardDeviation() const {
    return mCount > 1 ? std::sqrt(mSecond / static_cast<double>(mCount - 1))
                      : std::numeric_limits<double>::quiet_NaN();
  }
  double skewness() const {
    return mSecond > 0 ? std::sqrt(static_cast<double>(mCount)) * mThird / std::pow(mSecond, 1.5) : 0;
  }

 private:
  std::size_t mCount = 0;
  double mMean = 0;
  double mSecond = 0;
  double mThird = 0;
  double mMinimum = std::numeric_limits<double>::infinity();
  double mMaximum = -std::numeric_limits<double>::infinity();
};

} // namespace prospectivity
