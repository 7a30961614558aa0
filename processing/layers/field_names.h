#pragma once

#include <QStringList>
#include <QVariantMap>

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace prospectivity {

/// The fields that a parameter of an algorithm names: a list, or a text of names separated by semicolons, in
/// which a name with a semicolon stands in double quotation marks (namesIn()). Throws Error naming the
/// parameter.
QStringList fieldNames(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                       const QString& name, QgsProcessingContext& context);

} // namespace prospectivity
