#pragma once

#include "engine/report/chart.h"

#include <string>
#include <vector>

namespace prospectivity {

/// A chart as a static picture (SVG 1.1) for paper, and for pages without a chart library: the same colours,
/// with legend, axes and numbers. 960 units wide, as high as the chart says and its legend needs.
std::string svgChart(const Chart& chart);

/// Round numbers within [low, high], a step of 1, 2 or 5 times a power of ten apart; at most `most`, but
/// always the two nearest where that many fit. Empty unless low < high.
std::vector<double> roundTicks(double low, double high, int most);

/// Width in pixels of a text of 12 pixels in a sans-serif face, never less than what common faces need.
double textWidth(const std::string& text);

} // namespace prospectivity
