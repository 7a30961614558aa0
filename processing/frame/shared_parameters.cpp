#include "processing/frame/shared_parameters.h"

#include "engine/raster/gdal_sink.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/name_lists.h"
#include "processing/frame/number_parameter.h"
#include "processing/releases/enumerations.h"

namespace prospectivity {

using Number = Qgis::ProcessingNumberParameterType;

QgsProcessingParameterDefinition* modelFileParameter(const QString& name, const QString& title) {
  return new QgsProcessingParameterFile(name, title, Qgis::ProcessingFileParameterBehavior::File, QString(),
                                        QVariant(), false,
                                        QStringLiteral("Prospectivity models (*.pt);;All files (*)"));
}

QgsProcessingParameterDefinition* minPresentParameter() {
  return new NumberParameter(
      QStringLiteral("MIN_PRESENT"),
      QStringLiteral("Missing evidence: least share of layers with data (above 0, up to 1)"), Number::Double,
      0.5, false, 0, 1);
}

QgsProcessingParameterDefinition* rasterFormatParameter() {
  return new ChoiceParameter(rasterFormatName, QStringLiteral("Rasters: format of the files"),
                             rasterFormatChoices(), 0);
}

QgsProcessingParameterDefinition* customOrderParameter() {
  return asNameList(
      new QgsProcessingParameterString(
          QStringLiteral("CUSTOM_ORDER"),
          QStringLiteral("Custom order: feature names separated by commas (with a comma: \"Cu, ppm\")"),
          QVariant(), false, true),
      ',');
}

} // namespace prospectivity
