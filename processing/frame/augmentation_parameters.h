#pragma once

#include "engine/augment/augment.h"

#include <QVariantMap>

class QgsProcessingAlgorithm;
class QgsProcessingContext;
class QgsProcessingParameterDefinition;

namespace prospectivity {

/// How many samples augmentation adds and how: TARGET_COUNT (0), BOTH_CLASSES (false), K_NEIGHBORS (5) and
/// NOISE (0.05), for an algorithm to add.
QgsProcessingParameterDefinition* targetCountParameter();
QgsProcessingParameterDefinition* bothClassesParameter();
QgsProcessingParameterDefinition* neighborsParameter();
QgsProcessingParameterDefinition* noiseParameter();

/// What was given for the four of them; the seed is the caller's.
/// Throws Error naming the parameter that is out of its range.
AugmentOptions augmentOptionsOf(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                                QgsProcessingContext& context);

} // namespace prospectivity
