#pragma once

#include "engine/core/progress.h"
#include "engine/evidence/shapes.h"
#include "processing/evidence/field_meaning.h"

#include <QString>
#include <qgscoordinatereferencesystem.h>
#include <qgsprocessingcontext.h>

#include <vector>

class QgsProcessingFeatureSource;
class QgsVectorLayer;

namespace prospectivity {

/// What to call the layer of a source. One layer of a file of several that was given by its path has the name
/// of the file: then it is the layer's own name within. `layer` may be null. Call in the main thread.
QString nameOf(const QgsProcessingFeatureSource& source, const QgsVectorLayer* layer);

/// The features of a layer (selected ones only, if the user said so) as shapes in another CRS, whatever their
/// geometry type, valid or not. `field` gives each shape its value, as `meaning` has it; 1 when it is empty.
/// Features without geometry, without a value, or that cannot be brought to the CRS are left out, counted in
/// a warning. Messages call it `layer`. Throws Error naming `parameter` and the layer when it has no
/// geometry, or nothing is left of it. Call from one thread at a time.
std::vector<Shape> readShapes(const QgsProcessingFeatureSource& source, const QString& parameter,
                              const QString& layer, const QString& field, const FieldMeaning& meaning,
                              const QgsCoordinateReferenceSystem& target, const QgsProcessingContext& context,
                              const Progress& progress);

} // namespace prospectivity
