#pragma once

#include "engine/core/progress.h"

#include <QString>

#include <optional>

class QgsProcessingContext;

namespace prospectivity {

class RunOutputs;

/// Writes the classes of risk and return of a map of scores and its spread over the members, both files that
/// are whole, with their style to `path`, and tells the cuts and the share of each class. `spreadCut`: the
/// median of the spread where there is none.
void writeRiskReturnMap(const QString& scores, const QString& spreads, double scoreCut,
                        std::optional<double> spreadCut, const QString& path, QgsProcessingContext& context,
                        RunOutputs& outputs, const Progress& progress);

} // namespace prospectivity
