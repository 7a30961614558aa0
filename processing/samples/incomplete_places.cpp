#include "processing/samples/incomplete_places.h"

#include "engine/core/feature_layers.h"
#include "processing/frame/choice_parameter.h"

namespace prospectivity {

const QString missingName = QStringLiteral("MISSING");
const QString minPresentName = QStringLiteral("MIN_PRESENT");

QgsProcessingParameterDefinition* missingParameter() {
  return new ChoiceParameter(missingName, QStringLiteral("Missing evidence"), incompletePlacesChoices(), 0);
}

double neededShare(IncompletePlaces places, double minPresent) {
  checkMinPresent(minPresent);
  return places == IncompletePlaces::Keep ? minPresent : 1;
}

} // namespace prospectivity
