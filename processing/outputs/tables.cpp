#include "processing/outputs/tables.h"

#include "processing/releases/fields.h"

#include <qgsfeature.h>
#include <qgsfeaturesink.h>

namespace prospectivity {

QgsFields tableFields(std::initializer_list<std::pair<const char*, QMetaType::Type>> definitions) {
  QgsFields fields;
  for (const auto& [name, type] : definitions)
    fields.append(makeField(QString::fromLatin1(name), type));
  return fields;
}

void addRow(QgsFeatureSink& sink, const QgsFields& fields, const QVector<QVariant>& values) {
  QgsFeature feature(fields);
  feature.setAttributes(QgsAttributes(values));
  sink.addFeature(feature, QgsFeatureSink::FastInsert);
}

} // namespace prospectivity
