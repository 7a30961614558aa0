#include "engine/core/number_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace prospectivity {

namespace {

std::string text(double value, std::chars_format format, int precision) {
  std::array<char, 512> room{}; // 309 digits before the point at most
  const auto result = std::to_chars(room.data(), room.data() + room.size(), value, format, precision);
  return std::string(room.data(), result.ptr);
}

} // namespace

std::string numberText(double value, int digits) {
  return text(value, std::chars_format::general, digits);
}

std::string exactText(double value) {
  constexpr double largestWritten = 1e15; // beyond, a row of digits is harder to read than an exponent
  if (value == std::trunc(value) && std::abs(value) < largestWritten)
    return text(value, std::chars_format::fixed, 0);
  std::array<char, 64> room{};
  const auto single = static_cast<float>(value);
  const auto result = static_cast<double>(single) == value
                          ? std::to_chars(room.data(), room.data() + room.size(), single)
                          : std::to_chars(room.data(), room.data() + room.size(), value);
  return std::string(room.data(), result.ptr);
}

std::string realText(double value) {
  constexpr double smallestWritten = 1e-4; // below and from the largest on, with an exponent
  constexpr double largestWritten = 1e15;
  const double size = std::abs(value);
  const bool isPlain = size == 0 || (size >= smallestWritten && size < largestWritten);
  std::array<char, 64> room{};
  const auto result = std::to_chars(room.data(), room.data() + room.size(), value,
                                    isPlain ? std::chars_format::fixed : std::chars_format::scientific);
  std::string text(room.data(), result.ptr);
  return isPlain && text.find('.') == std::string::npos ? text + ".0" : text;
}

std::string fixedText(double value, int decimals) {
  return text(value, std::chars_format::fixed, decimals);
}

std::string exponentText(double value, int decimals) {
  return text(value, std::chars_format::scientific, decimals);
}

double rounded(double value, int digits) {
  if (!std::isfinite(value))
    return value;
  const std::string written = numberText(value, digits);
  double result = 0;
  std::from_chars(written.data(), written.data() + written.size(), result);
  return result;
}

} // namespace prospectivity
