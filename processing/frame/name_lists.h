#pragma once

#include <QChar>

class QgsProcessingParameterDefinition;

namespace prospectivity {

/// Which parameters are texts that hold names of layers or features, so that whoever explains an algorithm
/// can tell how names with separators in them are written (engine/core/name_list.h).

/// Marks a text parameter as one whose parts, with a name each, stand between separators.
QgsProcessingParameterDefinition* asNameList(QgsProcessingParameterDefinition* parameter, char separator);

/// Of a marked parameter, a text of layers (LayerTextParameter), or fields of which several may be chosen;
/// null for any other.
QChar separatorOfNames(const QgsProcessingParameterDefinition& parameter);

} // namespace prospectivity
