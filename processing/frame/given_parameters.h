#pragma once

#include "engine/report/report.h"

// First: QGIS ships an older json_fwd.hpp that clashes with the full header when it is seen before.
#include <QString>
#include <QVariantMap>
#include <nlohmann/json.hpp>

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace prospectivity {

/// The parameters of a run as they were given.

/// Without the optional ones that are empty: batch tables and scripts give an empty text, an empty list or
/// NULL for what is left out.
QVariantMap withoutEmpty(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters);

/// Whether a parameter holds anything.
bool isGiven(const QVariantMap& parameters, const QString& name);

/// A layer as it was given: its path, its id, or its name.
QString writtenAs(const QVariant& layer);

/// All that is neither a layer nor a destination, given or taken by default, for the record of a model.
/// Choices by their titles. Throw Error as choices and lists of fields do.
nlohmann::json plainParameters(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                               QgsProcessingContext& context);

/// How a run is made, for the end of its report: the algorithm and its version, then all parameters but the
/// destinations in the order of the dialog. Layers by name and source, without passwords. Throws Error as
/// plainParameters(). Call in the main thread, where layers may be opened.
NamesAndValues provenanceOf(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                            QgsProcessingContext& context);

} // namespace prospectivity
