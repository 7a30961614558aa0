#pragma once

#include "engine/report/chart.h"

#include <string>

namespace prospectivity {

/// A chart as a static picture (SVG 1.1) for paper, and for pages without a chart library: the same colours,
/// with legend, axes and numbers. 960 units wide, as high as the chart says and its legend needs.
std::string svgChart(const Chart& chart);

} // namespace prospectivity
