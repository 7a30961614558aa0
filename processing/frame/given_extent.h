#pragma once

#include <QString>
#include <QVariantMap>
#include <qgscoordinatereferencesystem.h>
#include <qgsrectangle.h>

#include <optional>

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace prospectivity {

/// What an algorithm was given for an extent.
struct GivenExtent {
  QgsRectangle bounds;
  QgsCoordinateReferenceSystem crs; ///< invalid: that of the grid, since four numbers came without one
};

/// Nothing where the parameter `name` was left out. Call in the main thread, where layers may be opened.
std::optional<GivenExtent> givenExtent(const QgsProcessingAlgorithm& algorithm, const QString& name,
                                       const QVariantMap& parameters, QgsProcessingContext& context);

} // namespace prospectivity
