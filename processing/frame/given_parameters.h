#pragma once

#include "engine/model/training_record.h"
#include "engine/report/report.h"

#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <string>

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

/// The layers and files that a run was given, by parameter, as texts by which Processing finds them again:
/// the source of a layer that lies in a file, the id of another one of the project; of several layers a list
/// of texts. Call in the main thread, where layers may be opened.
QVariantMap givenData(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                      QgsProcessingContext& context);

/// The names of the parameters that were given some features of a layer alone (selected ones, the first ones,
/// those of a filter), which givenData() does not tell.
QStringList givenInPart(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters);

/// All that is neither a layer nor a destination, given or taken by default, for the record of a model.
/// Choices by their titles. Throw Error as choices and lists of fields do.
GivenOptions plainParameters(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                             QgsProcessingContext& context);

/// An option as reports show it: a text as it is, true or false, 5 for a whole number and 5.0 for another.
std::string optionText(const GivenOption& option);

/// How a run is made, for the end of its report: the algorithm and its version, then all parameters but the
/// destinations in the order of the dialog. Layers by name and source, without passwords. Throws Error as
/// plainParameters(). Call in the main thread, where layers may be opened.
NamesAndValues provenanceOf(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                            QgsProcessingContext& context);

} // namespace prospectivity
