#pragma once

#include "engine/core/grid.h"
#include "engine/core/progress.h"

#include <QString>
#include <qgscoordinatereferencesystem.h>
#include <qgsprocessingcontext.h>

#include <cstddef>
#include <vector>

class QgsProcessingFeatureSource;

namespace prospectivity {

enum class PointKind { NonDeposits, Deposits };

/// What readPoints() left out.
struct PointsLeftOut {
  std::size_t withoutGeometry = 0; ///< the caller tells of them
  std::size_t told = 0;            ///< in warnings already

  std::size_t sum() const { return withoutGeometry + told; }
};

/// Points of a layer (selected ones only, if the user said so) in another CRS; multi-points give each of
/// their points. A table without geometry gives the places in its columns (TablePlaces), in `target` unless
/// they are called longitude and latitude, and it is told. Features without geometry are left out and
/// counted. Those that cannot be brought to the CRS are left out too, counted and named in a warning. If the
/// layer has a field 'label' with labels in it (LabelCoding), points of the other kind are left out, and it
/// is told; one that seems to hold other labels, and other fields that read like labels or hold two kinds,
/// are asked about. Points that augmentation made (field 'origin') are left out, and it is told. Throws Error
/// for lines, polygons and a table without such columns, and for one of which nothing is left for these
/// reasons; `parameter` names it.
std::vector<Point> readPoints(const QgsProcessingFeatureSource& source, const QString& parameter,
                              PointKind kind, const QgsCoordinateReferenceSystem& target,
                              const QgsProcessingContext& context, PointsLeftOut& leftOut,
                              const Progress& progress);

} // namespace prospectivity
