#pragma once

#include "plugin/given_places.h"

#include <QString>
#include <qgscoordinatereferencesystem.h>
#include <qgscoordinatetransformcontext.h>
#include <qgspointxy.h>

#include <utility>
#include <vector>

namespace prospectivity {

/// Known deposits by how far they lie from a place on the ground, the nearest first.
struct NearestDeposits {
  std::vector<std::pair<double, QString>> found; ///< metres on the ellipsoid, and names
  QString refusal;                               ///< why distances are not known; else empty
};

NearestDeposits nearestDeposits(const QgsPointXY& place, const QgsCoordinateReferenceSystem& crs,
                                const GivenPlaces& places, const QgsCoordinateTransformContext& transforms);

} // namespace prospectivity
