#pragma once

#include "engine/raster/gdal_sink.h"

#include <QString>
#include <QVariantMap>

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace prospectivity {

/// What every raster of a run says of how it came to be: PROSPECTIVITY_ALGORITHM (the id),
/// PROSPECTIVITY_VERSION (of the plugin) and PROSPECTIVITY_PARAMETERS, a JSON object of parameters by name,
/// given or taken by default: choices by their ids, fields by their names, numbers with points.
///
/// Only what the result depends on, and in the same words wherever it is run: layers, files, destinations and
/// MEMORY and FORMAT are left out, so that the same inputs and seed give the same bytes. Throws Error as
/// choices and lists of fields do. Call in the main thread, where layers may be opened.
RasterTags rasterTagsOf(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                        QgsProcessingContext& context);

/// The tag that tells the model apart: PROSPECTIVITY_MODEL, its modelFingerprint().
std::pair<std::string, std::string> modelTag(const QString& fingerprint);

} // namespace prospectivity
