#include "processing/outputs/loaded_layer.h"

#include <qgsmaplayer.h>
#include <qgsprocessingcontext.h>

#include <vector>

namespace prospectivity {

namespace {

class LoadedLayerSteps : public QgsProcessingLayerPostProcessorInterface {
 public:
  void add(const std::function<void(QgsMapLayer&)>& step) { mSteps.push_back(step); }
  void postProcessLayer(QgsMapLayer* layer, QgsProcessingContext&, QgsProcessingFeedback*) override {
    if (layer == nullptr)
      return;
    for (const auto& step : mSteps)
      step(*layer);
    layer->triggerRepaint();
  }

 private:
  std::vector<std::function<void(QgsMapLayer&)>> mSteps;
};

} // namespace

void whenLoaded(QgsProcessingContext& context, const QString& layerId,
                const std::function<void(QgsMapLayer&)>& step) {
  if (!context.willLoadLayerOnCompletion(layerId))
    return;
  QgsProcessingContext::LayerDetails& details = context.layerToLoadOnCompletionDetails(layerId);
  auto* steps = dynamic_cast<LoadedLayerSteps*>(details.postProcessor());
  if (steps == nullptr) {
    steps = new LoadedLayerSteps();
    details.setPostProcessor(steps); // which takes it over
  }
  steps->add(step);
}

void renameLoaded(QgsProcessingContext& context, const QString& layerId, const QString& title,
                  const QString& name) {
  if (!context.willLoadLayerOnCompletion(layerId))
    return;
  QgsProcessingContext::LayerDetails& details = context.layerToLoadOnCompletionDetails(layerId);
  if (details.name == title)
    details.name = name; // from which QGIS, by the user's settings, makes the layer's
}

} // namespace prospectivity
