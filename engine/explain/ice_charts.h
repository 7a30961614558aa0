#pragma once

#include "engine/explain/ice_report.h"
#include "engine/report/report.h"

#include <string>

namespace prospectivity {

/// The charts of the ICE report.

/// What the vertical axis of a curve shows.
std::string outputName(const IceResults& results);

/// Curves of samples, their mean and spread, and below them where observed values lie.
void addCurves(Report& report, const IceResults& results, const FeatureCurves& feature);

/// Accumulated local effects beside the PDP, and below them the bins.
void addEffects(Report& report, const IceResults& results, const AccumulatedEffects& effects);

/// Slopes of the curves and how much they differ.
void addDerivatives(Report& report, const IceResults& results, const FeatureCurves& feature);

void addPair(Report& report, const IceResults& results, const PairDependence& pair);

} // namespace prospectivity
