#pragma once

#include "processing/releases/enumerations.h"

#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsgeometry.h>
#include <qgsrectangle.h>

namespace prospectivity {

/// False when the geometry has no place in the other CRS, such as one on the far side of the Earth.
inline bool bringTo(const QgsCoordinateTransform& transform, QgsGeometry& geometry) {
  try {
    return geometry.transform(transform) == Qgis::GeometryOperationResult::Success &&
           geometry.boundingBox().isFinite();
  } catch (const QgsCsException&) {
    return false;
  }
}

} // namespace prospectivity
