#pragma once

#include "processing/releases/fields.h"

#include <QVariant>

#include <cmath>

namespace prospectivity {

/// A number as a table holds it: what could not be computed is NULL there, which every expression and every
/// format knows, and not NaN.
inline QVariant numberOrNull(double value) {
  return std::isfinite(value) ? QVariant(value) : nullOf(QMetaType::Double);
}

} // namespace prospectivity
