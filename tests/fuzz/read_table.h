#pragma once

#include "engine/samples/class_columns.h"
#include "engine/samples/column_kinds.h"
#include "engine/samples/equal_samples.h"
#include "processing/layers/sample_layer.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

namespace prospectivity {

/// Samples of a layer, and what is found out about its columns before a training. `asked`: bits that say what
/// is asked of the table.
inline void readTable(QgsVectorLayer& layer, unsigned char asked) {
  QgsProcessingContext context;
  const QgsProcessingFeatureSource source(&layer, context);
  const QStringList chosen = (asked & 1U) != 0 ? layer.fields().names().mid(1, 2) : QStringList();
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

} // namespace prospectivity
