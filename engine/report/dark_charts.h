#pragma once

#include "engine/report/chart.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>

namespace prospectivity {

/// Colours of charts on a light ground, and what stands for each of them on palette::darkGround. Fields of
/// colours keep theirs: a number has one colour, whatever the ground.
using DarkColors = std::map<std::string, std::string>;

/// Adds the colours of a chart.
void addDarkColors(DarkColors& colors, const Chart& chart);

/// Rules of style that give pictures (svg_chart.h) inside elements of class "picture" their dark colours.
std::string darkRules(const DarkColors& colors);

/// For the script that draws charts: the colours, and the scale of dots under "scale".
nlohmann::json darkColorsForScript(const DarkColors& colors);

} // namespace prospectivity
