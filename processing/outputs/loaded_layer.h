#pragma once

#include <QString>

#include <functional>

class QgsMapLayer;
class QgsProcessingContext;

namespace prospectivity {

/// Does something to an output layer in the main thread once QGIS has loaded it, after whatever was asked for
/// before: QGIS itself takes one step per layer alone. `layerId` is what the algorithm returns for the
/// output. No-op when the user does not load the layer.
void whenLoaded(QgsProcessingContext& context, const QString& layerId,
                const std::function<void(QgsMapLayer&)>& step);

/// Has QGIS load an output layer as `name` where it would be called `title`, that is, where neither the user
/// nor a model that the algorithm is a step of named it. Those who prefer files' names as names of layers, as
/// QGIS does at first, still have these, but for temporary layers.
void renameLoaded(QgsProcessingContext& context, const QString& layerId, const QString& title,
                  const QString& name);

} // namespace prospectivity
