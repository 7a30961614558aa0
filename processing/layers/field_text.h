#pragma once

#include <qgsfeature.h>

#include <string>

namespace prospectivity {

/// What stands in a field of a feature, as text; empty where there is NULL. (QVariant gives a number that is
/// NULL the text 0.)
inline std::string fieldText(const QgsFeature& feature, int field) {
  const QVariant value = feature.attribute(field);
  return value.isNull() ? std::string() : value.toString().toStdString();
}

} // namespace prospectivity
