#pragma once

#include <QString>
#include <qgscoordinatereferencesystem.h>
#include <qgspointxy.h>

#include <vector>

class QgsVectorLayer;

namespace prospectivity {

/// Places of a layer that were found on the ground: deposits, unless its field 'label' says otherwise in
/// words that are known. Synthetic samples and points without a label or a geometry are none.
struct GivenPlaces {
  int version = 0; ///< another number for other places
  QgsCoordinateReferenceSystem crs;
  std::vector<QgsPointXY> points;
  std::vector<int> labels;    ///< one per point: 1 deposit, 0 non-deposit
  std::vector<QString> names; ///< one per point, of a field of names; else by its number
  QString doubt;              ///< what is to be said of labels that are not known; else empty
};

/// Reads the layer once. In the thread that the layer lives in.
GivenPlaces readGivenPlaces(const QgsVectorLayer& layer);

} // namespace prospectivity
