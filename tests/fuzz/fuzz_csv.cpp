#include "engine/core/error.h"
#include "tests/fuzz/read_table.h"
#include "tests/fuzz/scratch_file.h"
#include "tests/fuzz/started_qgis.h"

#include <qgsvectorlayer.h>

#include <cstddef>
#include <cstdint>

/// Samples in a CSV file, as people export them: GDAL's reader finds separators, quotation marks and types,
/// the rest is ours. The first letter says what is asked of the table; the file follows.

using namespace prospectivity;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool once = startQgis();
  static_cast<void>(once);
  if (size == 0)
    return 0;
  const ScratchFile file(".csv", data + 1, size - 1);
  QgsVectorLayer::LayerOptions options;
  options.loadDefaultStyle = false;
  options.skipCrsValidation = true;
  QgsVectorLayer layer(QString::fromStdString(file.path()), QStringLiteral("samples"), QStringLiteral("ogr"),
                       options);
  if (!layer.isValid())
    return 0;
  try {
    readTable(layer, data[0]);
  } catch (const Error&) {
    // Told in a sentence.
  }
  return 0;
}
