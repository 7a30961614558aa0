#pragma once

#include "engine/evidence/mask_cells.h"
#include "engine/raster/raster_file.h"

#include <QVariantMap>

#include <memory>
#include <string>
#include <vector>

class QgsProcessingAlgorithm;
class QgsProcessingContext;
class QgsProcessingParameterDefinition;

namespace prospectivity {

/// MASK, the same in every algorithm that has one: a raster of any grid and CRS (above 0 is inside, by the
/// nearest cell), or polygons (cells whose centre lies in one). Optional.
QgsProcessingParameterDefinition* maskParameter();

/// A mask as the engine takes it: a raster file, or polygons; neither where there is none.
struct MaskLayer {
  RasterFile raster;                 ///< empty for polygons
  std::vector<std::string> polygons; ///< WKB
  std::string crs;                   ///< of the polygons, WKT

  /// On a grid; null where there is no mask. Throws Error naming MASK when it cannot be brought there.
  std::unique_ptr<RasterSource> on(const Grid& grid) const;
};

/// Reads what was given for MASK. Throws Error for a layer that is neither a raster nor polygons, and for one
/// without polygons. Call in the main thread.
MaskLayer readMask(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                   QgsProcessingContext& context);

} // namespace prospectivity
