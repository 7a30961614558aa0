#pragma once

#include "engine/report/chart.h"

#include <nlohmann/json.hpp>

namespace prospectivity {

/// A chart in Plotly's terms: {"traces": [...], "layout": {...}} (plotly.com/javascript/reference). Numbers
/// have six significant digits, and those that are not finite are null.
nlohmann::json plotlyChart(const Chart& chart);

} // namespace prospectivity
