#pragma once

#include "engine/explain/ice_report.h"

#include <qgsfields.h>

class QgsFeatureSink;

namespace prospectivity {

/// The tables behind the ICE plots. Each writer returns the number of rows.
///
/// Where a feature's curves have a point for the missing value, its rows follow those of the grid, with a
/// NULL `value` and slope; tables with such rows have the column `point`, which is 'grid' or 'missing'.

/// sample_id, label, feature, value, ice, c_ice, d_ice; of a model of several members ice_member_sd and
/// d_ice_member_sd.
QgsFields curveFields(const IceResults& results);
long long writeCurves(const IceResults& results, QgsFeatureSink& sink, const Progress& progress);

/// feature, class (all, deposits, non-deposits), samples, value, pdp, ice_sd, d_ice_mean, d_ice_sd; of a
/// model of several members pdp_member_sd and d_ice_mean_member_sd.
QgsFields dependenceFields(const IceResults& results);
long long writeDependence(const IceResults& results, QgsFeatureSink& sink);

/// feature, value (an edge of a bin), ale, and of the bin below that edge samples, local_mean (the mean step
/// from its lower edge) and local_sd, NULL at the lowest edge (the last also of one sample); of a model of
/// several members ale_member_sd.
QgsFields effectFields(const IceResults& results);
long long writeEffects(const IceResults& results, QgsFeatureSink& sink);

/// feature_a, feature_b, value_a, value_b, pdp.
QgsFields pairFields();
long long writePairs(const IceResults& results, QgsFeatureSink& sink);

} // namespace prospectivity
