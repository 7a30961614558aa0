#pragma once

#include <QVariantMap>

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace prospectivity {

/// Throws Error naming the parameters when an output is to be written over a file that the algorithm reads,
/// or two outputs are one file. Call in the main thread.
void checkOutputsApart(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                       QgsProcessingContext& context);

} // namespace prospectivity
