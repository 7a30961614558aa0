#include "processing/explain/tables.h"

#include "engine/core/error.h"

#include <qgsfeature.h>
#include <qgsfeaturesink.h>

namespace prospectivity {

QgsFields tableFields(std::initializer_list<std::pair<const char*, QVariant::Type>> definitions) {
  QgsFields fields;
  for (const auto& [name, type] : definitions)
    fields.append(QgsField(QString::fromLatin1(name), type));
  return fields;
}

void addRow(QgsFeatureSink& sink, const QgsFields& fields, const QVector<QVariant>& values) {
  QgsFeature feature(fields);
  feature.setAttributes(QgsAttributes(values));
  if (!sink.addFeature(feature, QgsFeatureSink::FastInsert))
    throw Error("A table could not be written whole; free some space on the disk or choose another folder.");
}

} // namespace prospectivity
