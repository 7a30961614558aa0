#pragma once

#include <string>

namespace prospectivity {

/// A number in a sentence, with at most `digits` significant digits: 0.5, 1e+06.
std::string numberText(double value, int digits = 6);

} // namespace prospectivity
