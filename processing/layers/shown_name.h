#pragma once

#include <QString>

class QgsMapLayer;

namespace prospectivity {

/// The name of a layer as it may be kept. QGIS names layers of addresses by their last piece, which may be
/// one of a signature: those are called as their file is.
QString shownName(const QgsMapLayer& layer);

} // namespace prospectivity
