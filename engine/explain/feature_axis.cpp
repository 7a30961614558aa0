#include "engine/explain/feature_axis.h"

#include "engine/core/for_reader.h"
#include "engine/core/measured_values.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

constexpr double mostNamed = 24; ///< codes; more names stand one upon the other

/// At the place of each code the name of its class; none where codes are no small whole numbers.
std::vector<std::string> namesAtCodes(const FeatureDescription& description) {
  const auto& classes = description.classes;
  const bool areFew = !classes.empty() && classes.begin()->first >= 0 && classes.rbegin()->first <= mostNamed;
  if (!areFew || std::any_of(classes.begin(), classes.end(),
                             [](const auto& named) { return named.first != std::floor(named.first); }))
    return {};
  std::vector<std::string> names(static_cast<std::size_t>(classes.rbegin()->first) + 1);
  for (const auto& [code, name] : classes)
    names[static_cast<std::size_t>(code)] = name;
  return names;
}

} // namespace

Axis featureAxis(const std::vector<std::string>& features,
                 const std::vector<FeatureDescription>& descriptions, std::size_t feature) {
  Axis axis{features[feature]};
  if (descriptions.empty())
    return axis;
  const MeasuredValues measured = measuredValues(descriptions[feature]);
  axis.unit = measured.scale();
  axis.names = namesAtCodes(descriptions[feature]);
  axis.log = measured.log;
  if (axis.log)
    axis.unit += (axis.unit.empty() ? "" : ", ") + forReader("log axis");
  return axis;
}

std::string logAxisNote(const Axis& axis) {
  return axis.log ? " " + forReader("A log axis tells values as they were measured; tables hold those of the "
                                    "stack, their logarithms.")
                  : "";
}

} // namespace prospectivity
