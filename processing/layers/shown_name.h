#pragma once

#include <QString>

class QgsMapLayer;

namespace prospectivity {

/// The name of a layer as it may be kept and told. QGIS names layers of addresses by their last piece, which
/// may be one of a query or signature: rasters are called as their file is then, and other layers "***".
QString shownName(const QgsMapLayer& layer);

} // namespace prospectivity
