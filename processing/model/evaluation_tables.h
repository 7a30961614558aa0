#pragma once

#include "engine/evaluate/evaluation.h"

#include <qgsfields.h>

class QgsFeatureSink;

namespace prospectivity {

/// One row per figure: figure, title, value, low, high (shares from 0 to 1; NULL without an interval).
QgsFields figureFields();
long long writeFigures(const Evaluation& evaluation, QgsFeatureSink& sink);

/// One row per distinct value that deposits have, highest first: the value as threshold, deposits at it, and
/// the shares of the area and of the deposits at or above it.
QgsFields successRateFields();
long long writeSuccessRate(const Evaluation& evaluation, QgsFeatureSink& sink);

} // namespace prospectivity
