#pragma once

#include <QMetaType>
#include <QString>
#include <QVariant>
#include <qgsconfig.h>
#include <qgsfield.h>

namespace prospectivity {

/// A field of a layer.
inline QgsField makeField(const QString& name, QMetaType::Type type) {
#if _QGIS_VERSION_INT < 33800
  return {name, static_cast<QVariant::Type>(type)};
#else
  return {name, type};
#endif
}

/// NULL as a field of this type holds it.
inline QVariant nullOf(QMetaType::Type type) {
#if QT_VERSION < QT_VERSION_CHECK(6, 0, 0)
  return QVariant(static_cast<QVariant::Type>(type));
#else
  return QVariant(QMetaType(type));
#endif
}

} // namespace prospectivity
