#pragma once

#include "engine/raster/raster_file.h"

#include <QString>

#include <string>
#include <vector>

class QgsMapLayer;

namespace prospectivity {

/// A mask as the engine takes it: a raster file, or polygons.
struct MaskLayer {
  RasterFile raster;                 ///< empty for polygons
  std::vector<std::string> polygons; ///< WKB
  std::string crs;                   ///< of the polygons, WKT
};

/// Reads a raster or polygon layer. `parameter` names it in messages. Throws Error for any other layer, and
/// for one without polygons. Call in the main thread.
MaskLayer readMask(const QgsMapLayer* layer, const QString& parameter);

} // namespace prospectivity
