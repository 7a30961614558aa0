#pragma once

#include "engine/samples/create_samples.h"

#include <QString>

class QgsProcessingParameterDefinition;

namespace prospectivity {

/// MISSING (incompletePlacesChoices(), default exclude) and MIN_PRESENT (default 0.5) of algorithms that hand
/// samples on, with what they lack or without those that lack something.

extern const QString missingName;
extern const QString minPresentName;

/// For an algorithm to add as an advanced parameter, in front of minPresentParameter().
QgsProcessingParameterDefinition* missingParameter();

/// The share of the layers that a sample needs to have data of: all of them where incomplete ones are left
/// out. Throws Error naming MIN_PRESENT unless it is above 0 and at most 1.
double neededShare(IncompletePlaces places, double minPresent);

} // namespace prospectivity
