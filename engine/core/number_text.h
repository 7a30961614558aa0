#pragma once

#include <string>

namespace prospectivity {

/// Numbers as text, with a point in whatever locale the program runs: files and reports are the same
/// everywhere. (Qt takes over the user's locale when QGIS starts, and printf writes commas in half of
/// Europe.)

/// With at most `digits` significant digits: 0.5, 1e+06.
std::string numberText(double value, int digits = 6);

/// With all the digits that tell it from other numbers, and no more: 1234567, 0.1 for the float32 next to it.
std::string exactText(double value);

/// As JSON and Python write a floating-point number: with all the digits that tell it from other doubles, and
/// never as if it were a whole number: 5.0, 0.0001, 1e-05.
std::string realText(double value);

/// With exactly `decimals` digits after the point: 0.500.
std::string fixedText(double value, int decimals);

/// With one digit before the point and `decimals` after it: 5.0e-01.
std::string exponentText(double value, int decimals);

/// The number that numberText() writes.
double rounded(double value, int digits);

} // namespace prospectivity
