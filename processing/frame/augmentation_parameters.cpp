#include "processing/frame/augmentation_parameters.h"

#include "engine/core/error.h"
#include "processing/frame/number_parameter.h"
#include "processing/releases/enumerations.h"

#include <qgsprocessingalgorithm.h>

#include <cstddef>

namespace prospectivity {

using Number = Qgis::ProcessingNumberParameterType;

namespace {

const QString targetName = QStringLiteral("TARGET_COUNT");
const QString bothName = QStringLiteral("BOTH_CLASSES");
const QString neighborsName = QStringLiteral("K_NEIGHBORS");
const QString noiseName = QStringLiteral("NOISE");

} // namespace

QgsProcessingParameterDefinition* targetCountParameter() {
  return new NumberParameter(
      targetName,
      QStringLiteral("Augmentation: samples of the class afterwards (0: balance; both classes: double)"),
      Number::Integer, 0, false, 0);
}

QgsProcessingParameterDefinition* bothClassesParameter() {
  return new QgsProcessingParameterBoolean(
      bothName, QStringLiteral("Augmentation: augment both classes, keeping their ratio"), false);
}

QgsProcessingParameterDefinition* neighborsParameter() {
  return new NumberParameter(neighborsName, QStringLiteral("Augmentation: nearest neighbours (SMOTE family)"),
                             Number::Integer, 5, false, 1);
}

QgsProcessingParameterDefinition* noiseParameter() {
  return new NumberParameter(
      noiseName, QStringLiteral("Augmentation: noise, as a share of each feature's standard deviation"),
      Number::Double, 0.05, false, 0);
}

AugmentOptions augmentOptionsOf(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                                QgsProcessingContext& context) {
  const auto integer = [&](const QString& name) {
    return QgsProcessingParameters::parameterAsInt(algorithm.parameterDefinition(name), parameters, context);
  };
  const int target = integer(targetName);
  AugmentOptions options;
  options.bothClasses = QgsProcessingParameters::parameterAsBoolean(algorithm.parameterDefinition(bothName),
                                                                    parameters, context);
  options.neighbors = integer(neighborsName);
  options.noise = QgsProcessingParameters::parameterAsDouble(algorithm.parameterDefinition(noiseName),
                                                             parameters, context);
  if (target < 0)
    throw Error("TARGET_COUNT must be at least 0: choose a number of samples, or 0 to balance the classes.");
  if (options.neighbors < 1)
    throw Error("K_NEIGHBORS must be at least 1: choose a number such as 5.");
  if (!(options.noise >= 0))
    throw Error("NOISE must be at least 0: choose a share such as 0.05.");
  options.targetCount = static_cast<std::size_t>(target);
  return options;
}

} // namespace prospectivity
