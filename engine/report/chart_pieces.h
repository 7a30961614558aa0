#pragma once

#include "engine/report/chart.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// A number with five significant digits: what a chart can show, in a light file. NaN becomes null.
nlohmann::json compact(double value);
nlohmann::json compact(const std::vector<double>& values);

/// A scale of the palette as Plotly spells it.
nlohmann::json scaleOf(const palette::Scale& scale);

/// One ramp from blue through white to red, for values on both sides of zero; safe for the colour-blind.
nlohmann::json divergingScale();

/// A legend in one row above the plot: many curves run along its upper edge.
nlohmann::json legendAbove();

/// An axis whose places 0, 1, 2, ... carry names. Places and not names are what the data give, so that two
/// names that look alike stay two.
nlohmann::json namedAxis(const std::vector<std::string>& names);

/// The axis of features in the given order, by their short names.
nlohmann::json featureAxis(const std::vector<std::string>& features, const std::vector<std::size_t>& order);

/// 0, 1, ... count - 1.
nlohmann::json places(std::size_t count);

} // namespace prospectivity
