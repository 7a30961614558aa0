#include "engine/core/unit_factor.h"

#include "engine/core/ascii.h"

namespace prospectivity {

namespace {

enum class Measure {
  Concentration,
  Length,
  MagneticField,
  Gravity,
  Resistivity,
  Conductivity,
  Susceptibility,
  Density,
  Angle
};

struct Unit {
  Measure measure;
  const char* name; ///< in small letters, without blanks
  double size;      ///< in the first unit of its measure
};

constexpr Unit units[] = {{Measure::Concentration, "ppm", 1},
                          {Measure::Concentration, "g/t", 1},
                          {Measure::Concentration, "gpt", 1},
                          {Measure::Concentration, "mg/kg", 1},
                          {Measure::Concentration, "ug/g", 1},
                          {Measure::Concentration, "\u00b5g/g", 1},
                          {Measure::Concentration, "\u03bcg/g", 1},
                          {Measure::Concentration, "ppb", 1e-3},
                          {Measure::Concentration, "mg/t", 1e-3},
                          {Measure::Concentration, "ug/kg", 1e-3},
                          {Measure::Concentration, "\u00b5g/kg", 1e-3},
                          {Measure::Concentration, "\u03bcg/kg", 1e-3},
                          {Measure::Concentration, "ng/g", 1e-3},
                          {Measure::Concentration, "%", 1e4},
                          {Measure::Concentration, "pct", 1e4},
                          {Measure::Concentration, "percent", 1e4},
                          {Measure::Concentration, "wt%", 1e4},
                          {Measure::Concentration, "wt.%", 1e4},
                          {Measure::Concentration, "\u2030", 1e3},
                          {Measure::Length, "m", 1},
                          {Measure::Length, "metre", 1},
                          {Measure::Length, "metres", 1},
                          {Measure::Length, "meter", 1},
                          {Measure::Length, "meters", 1},
                          {Measure::Length, "km", 1e3},
                          {Measure::Length, "cm", 1e-2},
                          {Measure::Length, "ft", 0.3048},
                          {Measure::Length, "feet", 0.3048},
                          {Measure::Length, "foot", 0.3048},
                          {Measure::MagneticField, "nt", 1},
                          {Measure::MagneticField, "gamma", 1},
                          {Measure::MagneticField, "pt", 1e-3},
                          {Measure::MagneticField, "ut", 1e3},
                          {Measure::MagneticField, "\u00b5t", 1e3},
                          {Measure::MagneticField, "\u03bct", 1e3},
                          {Measure::Gravity, "mgal", 1},
                          {Measure::Gravity, "ugal", 1e-3},
                          {Measure::Gravity, "\u00b5gal", 1e-3},
                          {Measure::Gravity, "\u03bcgal", 1e-3},
                          {Measure::Gravity, "gu", 0.1},
                          {Measure::Gravity, "um/s2", 0.1},
                          {Measure::Gravity, "\u00b5m/s2", 0.1},
                          {Measure::Gravity, "\u00b5m/s\u00b2", 0.1},
                          {Measure::Gravity, "\u03bcm/s\u00b2", 0.1},
                          {Measure::Resistivity, "ohm.m", 1},
                          {Measure::Resistivity, "ohm-m", 1},
                          {Measure::Resistivity, "ohmm", 1},
                          {Measure::Resistivity, "\u03a9m", 1},
                          {Measure::Resistivity, "\u03a9.m", 1},
                          {Measure::Resistivity, "kohm.m", 1e3},
                          {Measure::Conductivity, "s/m", 1},
                          {Measure::Conductivity, "ms/m", 1e-3},
                          {Measure::Susceptibility, "si", 1},
                          {Measure::Susceptibility, "1e-3si", 1e-3},
                          {Measure::Susceptibility, "10^-3si", 1e-3},
                          {Measure::Susceptibility, "1e-5si", 1e-5},
                          {Measure::Susceptibility, "10^-5si", 1e-5},
                          {Measure::Density, "g/cm3", 1},
                          {Measure::Density, "g/cm\u00b3", 1},
                          {Measure::Density, "g/cc", 1},
                          {Measure::Density, "t/m3", 1},
                          {Measure::Density, "t/m\u00b3", 1},
                          {Measure::Density, "kg/m3", 1e-3},
                          {Measure::Density, "kg/m\u00b3", 1e-3},
                          {Measure::Angle, "\u00b0", 1},
                          {Measure::Angle, "deg", 1},
                          {Measure::Angle, "degree", 1},
                          {Measure::Angle, "degrees", 1},
                          {Measure::Angle, "rad", 57.29577951308232}};

const Unit* unitOf(const std::string& text) {
  std::string name;
  for (const char character : text)
    if (!isBlank(character))
      name += lowered(character);
  for (const Unit& unit : units)
    if (name == unit.name)
      return &unit;
  return nullptr;
}

} // namespace

std::optional<double> unitFactor(const std::string& from, const std::string& to) {
  if (from == to)
    return 1;
  const Unit* given = unitOf(from);
  const Unit* wanted = unitOf(to);
  if (given == nullptr || wanted == nullptr || given->measure != wanted->measure)
    return std::nullopt;
  return given->size / wanted->size;
}

} // namespace prospectivity
