#pragma once

#include <QString>

namespace prospectivity {

/// A number as the user's locale writes it, with so many significant digits; large ones with all digits
/// before the point, which are read more easily than an exponent. "-" for NaN.
QString localNumber(double value, int digits = 3);

} // namespace prospectivity
