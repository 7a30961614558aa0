#pragma once

#include <QString>
#include <QStringList>
#include <QVariantMap>

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace prospectivity {

/// Throws Error naming the parameters when an output is to be written over a file that the algorithm reads,
/// or two outputs are one file. Call in the main thread.
void checkOutputsApart(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                       QgsProcessingContext& context);

/// Throws Error naming `output` and the parameter that reads one of the files that a run may leave beside it.
/// Call in the main thread.
void checkFilesApart(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                     QgsProcessingContext& context, const QString& output, const QStringList& files);

} // namespace prospectivity
