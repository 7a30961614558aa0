#include "engine/core/error.h"
#include "engine/samples/class_columns.h"
#include "engine/samples/column_kinds.h"
#include "engine/samples/equal_samples.h"
#include "processing/layers/sample_layer.h"
#include "processing/releases/fields.h"

#include <qgsapplication.h>
#include <qgsfeature.h>
#include <qgsfields.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>

/// Samples in a table of text, as QGIS hands on those of a CSV file: the names of the fields in the first
/// line, a sample in each of the others. The first letter says what is asked of the table. A field whose name
/// ends with # is one of numbers.

using namespace prospectivity;

namespace {

/// QGIS without a window, for as long as the process runs.
void startQgis() {
  static int count = 1;
  static char name[] = "fuzz_samples";
  static char* arguments[] = {name, nullptr};
  new QgsApplication(count, arguments, false);
  QgsApplication::initQgis();
}

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

void readTable(unsigned char asked, const QStringList& lines) {
  const std::unique_ptr<QgsVectorLayer> layer = layerOf(lines);
  QgsProcessingContext context;
  const QgsProcessingFeatureSource source(layer.get(), context);
  const QStringList chosen = (asked & 1U) != 0 ? layer->fields().names().mid(1, 2) : QStringList();
  bool hasLabels = false;
  const SampleTable table =
      readSamples(source, QStringLiteral("SAMPLES"), QStringLiteral("label"), chosen, Progress(),
                  {(asked & 2U) == 0, (asked & 4U) != 0, (asked & 8U) != 0 ? 0.5 : 1.0}, &hasLabels);
  columnKinds(table);
  if (hasLabels)
    questionsOfTellingFeatures(table);
  classColumns(table);
  equalSamples(table);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool once = (startQgis(), true);
  static_cast<void>(once);
  if (size == 0)
    return 0;
  const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data) + 1, static_cast<int>(size - 1));
  try {
    readTable(data[0], text.split(QLatin1Char('\n')));
  } catch (const Error&) {
  }
  return 0;
}
