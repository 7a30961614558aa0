#pragma once

#include "engine/evidence/evidence_grid.h"

#include <QVariantMap>

class QgsProcessingAlgorithm;
class QgsProcessingContext;
class QgsProcessingParameterDefinition;

namespace prospectivity {

/// EXTENT, CELL_SIZE and CRS of an algorithm that makes a grid, all optional, for it to add.
QgsProcessingParameterDefinition* extentParameter();
QgsProcessingParameterDefinition* cellSizeParameter();
QgsProcessingParameterDefinition* crsParameter();

/// What was given of EXTENT, CELL_SIZE and CRS of an algorithm that makes a grid; the rest of the request
/// stays as it was. Four numbers without a CRS are an extent in the CRS of the grid.
void readGridParameters(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                        QgsProcessingContext& context, GridRequest& request);

} // namespace prospectivity
