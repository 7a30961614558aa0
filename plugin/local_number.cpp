#include "plugin/local_number.h"

#include <QLocale>

#include <cmath>

namespace prospectivity {

QString localNumber(double value, int digits) {
  if (std::isnan(value))
    return QStringLiteral("-");
  const double size = std::abs(value);
  const bool isLarge = std::round(size) >= std::pow(10, digits) && size < 1e12;
  return isLarge ? QLocale().toString(value, 'f', 0) : QLocale().toString(value, 'g', digits);
}

} // namespace prospectivity
