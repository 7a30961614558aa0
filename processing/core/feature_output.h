#pragma once

#include "engine/core/progress.h"

#include <QString>
#include <qgscoordinatereferencesystem.h>
#include <qgsfeaturesink.h>
#include <qgsfields.h>
#include <qgsprocessingalgorithm.h>
#include <qgswkbtypes.h>

#include <functional>
#include <memory>

namespace prospectivity {

/// Opens the sink of a destination parameter, lets `fill` write to it, closes it and makes sure that every
/// feature has arrived: a full disk shows itself only when a file is closed. Returns the id of the output
/// layer; an empty string when an optional destination was left out (then `fill` is not called).
///
/// `fill` returns the number of features it wrote, and need not look whether each was taken. Throws Error
/// naming the parameter when the output cannot be created, a feature is refused, or the output is incomplete.
/// Warns of fields whose names the output's format has changed (the features carry their fields).
using SinkOpener = std::function<QgsFeatureSink*(QString& layerId)>;
QString writeFeatures(const QString& parameter, const SinkOpener& open, QgsProcessingContext& context,
                      const Progress& progress, const std::function<long long(QgsFeatureSink&)>& fill);

} // namespace prospectivity
