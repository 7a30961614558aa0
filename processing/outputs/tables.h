#pragma once

#include <QVariant>
#include <QVector>
#include <qgsfields.h>

#include <initializer_list>
#include <utility>

class QgsFeatureSink;

namespace prospectivity {

/// Fields of a table by name and type, in order.
QgsFields tableFields(std::initializer_list<std::pair<const char*, QMetaType::Type>> definitions);

/// Appends a row without geometry to a sink that writeFeatures() opened, which throws where it is refused.
void addRow(QgsFeatureSink& sink, const QgsFields& fields, const QVector<QVariant>& values);

} // namespace prospectivity
