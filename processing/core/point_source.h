#pragma once

#include "engine/core/grid.h"

#include <QString>
#include <qgscoordinatereferencesystem.h>
#include <qgsprocessingcontext.h>

#include <vector>

class QgsProcessingFeatureSource;

namespace prospectivity {

/// Points of a layer (selected ones only, if the user said so) in another CRS; multi-points give each of
/// their points. Features without geometry are left out and counted in `withoutGeometry`. Throws Error for a
/// layer without geometry, or with a point that cannot be transformed; `parameter` names it.
std::vector<Point> readPoints(const QgsProcessingFeatureSource& source, const QString& parameter,
                              const QgsCoordinateReferenceSystem& target, const QgsProcessingContext& context,
                              std::size_t& withoutGeometry);

} // namespace prospectivity
