#include "engine/core/error.h"
#include "processing/releases/fields.h"
#include "tests/fuzz/read_table.h"
#include "tests/fuzz/started_qgis.h"

#include <qgsfeature.h>
#include <qgsfields.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>

/// Samples in a table as QGIS hands it on (fuzz_csv reads them off a file): the names of the fields in the
/// first line, a sample in each of the others. The first letter says what is asked of the table. A field
/// whose name ends with # is one of numbers.

using namespace prospectivity;

namespace {

std::unique_ptr<QgsVectorLayer> layerOf(const QStringList& lines) {
  QgsVectorLayer::LayerOptions options;
  options.loadDefaultStyle = false;
  options.skipCrsValidation = true;
  auto layer = std::make_unique<QgsVectorLayer>(QStringLiteral("None"), QStringLiteral("samples"),
                                                QStringLiteral("memory"), options);
  QList<QgsField> fields;
  for (const QString& name : lines.value(0).split(QLatin1Char(',')).mid(0, 32))
    fields << makeField(name, name.endsWith(QLatin1Char('#')) ? QMetaType::Double : QMetaType::QString);
  layer->dataProvider()->addAttributes(fields);
  layer->updateFields();
  QgsFeatureList features;
  for (const QString& line : lines.mid(1)) {
    const QStringList cells = line.split(QLatin1Char(','));
    QgsFeature feature(layer->fields());
    for (int i = 0; i < std::min(cells.size(), layer->fields().count()); ++i)
      feature.setAttribute(i, layer->fields().at(i).isNumeric() ? QVariant(cells.at(i).toDouble())
                                                                : cells.at(i));
    features << feature;
  }
  layer->dataProvider()->addFeatures(features, QgsFeatureSink::FastInsert);
  return layer;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool once = startQgis();
  static_cast<void>(once);
  if (size == 0)
    return 0;
  const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data) + 1, static_cast<int>(size - 1));
  try {
    readTable(*layerOf(text.split(QLatin1Char('\n'))), data[0]);
  } catch (const Error&) {
  }
  return 0;
}
