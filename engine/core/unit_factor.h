#pragma once

#include <optional>
#include <string>

namespace prospectivity {

/// What a number in one unit has to be multiplied by to be in another: 1e4 from "%" to "ppm", 1 from "g/t" to
/// "ppm". Knows concentrations, lengths, magnetic fields, gravity, resistivity, conductivity, susceptibility,
/// density and angles, whatever the case and the blanks. Nothing where one of both is not known here, or they
/// measure different things. Equal texts have the factor 1. Thread-safe.
std::optional<double> unitFactor(const std::string& from, const std::string& to);

} // namespace prospectivity
