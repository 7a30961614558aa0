#include "engine/core/number_format.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_text.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

/// Decimals that show the second significant digit of a number above 0; negative where that stands before the
/// point.
int decimalsOf(double size) {
  return 1 - static_cast<int>(std::floor(std::log10(rounded(size, 2)) + 1e-9));
}

constexpr double roundingNoise = 1e-12; ///< relative
constexpr int mostExtraDecimals = 3;

/// Rounded to so many decimals; those before the point become zeros.
std::string toPlace(double value, int decimals) {
  const double unit = std::pow(10, -decimals);
  const std::string written =
      decimals < 0 ? fixedText(std::round(value / unit) * unit, 0) : fixedText(value, decimals);
  const bool isZero = written.find_first_not_of("-0.") == std::string::npos;
  return isZero && written.front() == '-' ? written.substr(1) : written;
}

} // namespace

std::string formatNumber(double value, int digits) {
  if (!std::isfinite(value))
    return "n/a";
  // Large numbers are read more easily with all their digits than with an exponent.
  const double size = std::abs(value);
  const bool isLarge = std::round(size) >= std::pow(10, digits) && size < 1e12;
  return isLarge ? fixedText(value, 0) : numberText(value, digits);
}

std::string formatPercent(double share, int digits) {
  return formatNumber(100 * share, digits) + " %";
}

std::string formatWithError(double value, double error) {
  if (!std::isfinite(value))
    return "n/a";
  if (!std::isfinite(error))
    return fixedText(value, 3);
  if (error <= roundingNoise * std::abs(value) || error < 1e-3 * roundingNoise) // equal but for rounding
    return formatNumber(value) + " \u00b1 0";
  const int decimals = decimalsOf(error);
  return toPlace(value, decimals) + " \u00b1 " + toPlace(error, decimals);
}

std::string formatWithInterval(double value, double low, double high, const std::string& unit) {
  if (!std::isfinite(value))
    return "n/a";
  if (!std::isfinite(low) || !std::isfinite(high))
    return formatNumber(value, 3) + unit;
  const double width = high - low;
  if (width <= roundingNoise * std::max(std::abs(low), std::abs(high))) // equal but for rounding
    return formatNumber(value, 3) + unit + " (" +
           forReader({"%1 to %2", formatNumber(low, 3), formatNumber(high, 3) + unit}) + ")";
  // An interval that reaches far to one side must not hide the first digit of the numbers at its other end.
  int decimals = decimalsOf(width);
  const int most = decimals + mostExtraDecimals;
  for (const double number : {value, low, high})
    if (number != 0)
      decimals = std::max(decimals, std::min(decimalsOf(std::abs(number)) - 1, most));
  const auto text = [&](double number) { return toPlace(number, decimals); };
  return text(value) + unit + " (" + forReader({"%1 to %2", text(low), text(high) + unit}) + ")";
}

} // namespace prospectivity
