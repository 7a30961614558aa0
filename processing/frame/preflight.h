#pragma once

#include <QStringList>
#include <QVariantMap>

class QgsProcessingAlgorithm;
class QgsProcessingContext;
class QgsProcessingFeedback;

namespace prospectivity {

/// Throws Error naming the parameter and the layer when one that the user chose for an algorithm cannot be
/// opened, or is a vector layer where a raster is needed. QGIS's own check says less. Call in the main
/// thread.
void checkLayersOpen(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                     QgsProcessingContext& context);

/// Looks at every layer that the user chose for an algorithm, whatever its parameters are called, before any
/// work starts; see engine/raster/preflight.h for what is found. `onOneGrid` names the parameters
/// whose rasters must share a grid, and whose points must lie in its CRS. Throws Error; doubts go to the
/// feedback as warnings, and are returned. Call in the main thread.
QStringList preflightOf(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                        const QStringList& onOneGrid, QgsProcessingContext& context,
                        QgsProcessingFeedback* feedback);

} // namespace prospectivity
