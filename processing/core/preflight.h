#pragma once

#include <QStringList>
#include <QVariantMap>

class QgsProcessingAlgorithm;
class QgsProcessingContext;
class QgsProcessingFeedback;

namespace prospectivity {

/// Looks at every layer that the user chose for an algorithm, whatever its parameters are called, before any
/// work starts; see engine/raster/preflight.h for what is found. `onOneGrid` names the raster parameters
/// whose layers must share a grid. Throws Error; doubts go to the feedback as warnings. Call in the main
/// thread.
void preflightOf(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                 const QStringList& onOneGrid, QgsProcessingContext& context,
                 QgsProcessingFeedback* feedback);

} // namespace prospectivity
