#pragma once

#include <string>

namespace prospectivity {

/// Numbers as people read them, in reports, legends and sentences. (number_text.h writes them for files and
/// for other programs.) What is not finite is "n/a".

/// At most `digits` significant digits, no trailing zeros; large numbers with all digits before the point.
std::string formatNumber(double value, int digits = 4);

/// A share from 0 to 1 as percent.
std::string formatPercent(double share, int digits = 3);

/// "0.934 ± 0.012": the error with two significant digits, the value to the same place (the rule of the
/// Particle Data Group's Review, section 5.3, without its exception for 355 to 949). Where the error is not
/// known, three decimals alone.
std::string formatWithError(double value, double error);

/// "0.81 (0.74 to 0.88)": all three to the second significant digit of the interval's width; a unit stands
/// behind the value and at the end of the brackets. The value alone, with three digits, where low or high are
/// not known.
std::string formatWithInterval(double value, double low, double high, const std::string& unit = "");

} // namespace prospectivity
