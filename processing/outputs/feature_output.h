#pragma once

#include "engine/core/progress.h"

#include <QString>
#include <QVariant>
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
/// Warns of fields whose names the output's format has changed (the features carry their fields), and of
/// points that it has not kept.
using SinkOpener = std::function<QgsFeatureSink*(QString& layerId)>;
QString writeFeatures(const QString& parameter, const SinkOpener& open, QgsProcessingContext& context,
                      const Progress& progress, const std::function<long long(QgsFeatureSink&)>& fill);

/// How many fields beside geometry and row number the format of a destination can hold; as many as one likes
/// where no limit is known, as in memory.
int columnsAllowed(const QVariant& destination);

/// Throws Error naming the parameter, the limit and a format without one when a table of `columns` fields
/// does not fit the destination: such a file fails at its end, with all the work done. Call before the work.
void checkColumns(const QString& parameter, const QVariant& destination, int columns);

} // namespace prospectivity
