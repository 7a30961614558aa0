#pragma once

#include "engine/report/chart.h"

#include <string>

namespace prospectivity {

/// Steps in which dots by a number, and the bar of colours beside a picture, change their colour.
constexpr int svgShadeSteps = 16;
constexpr int svgScaleSteps = 40;

/// A chart as a static picture (SVG 1.1) for paper, and for pages without a chart library: the same colours,
/// with legend, axes and numbers. 960 units wide, as high as the chart says and its legend needs.
std::string svgChart(const Chart& chart);

} // namespace prospectivity
