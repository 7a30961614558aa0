#include "engine/explain/feature_axis.h"

#include "engine/core/layer_transform.h"

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

/// The unit of what was measured, the bounds that it was brought to, and that the axis is logarithmic.
std::string logScaleInWords(const FeatureDescription& description, const LayerTransform& transform) {
  std::string words = description.unit;
  for (const std::string& more : {transform.firstBounds().words(), std::string("log axis")})
    if (!more.empty())
      words += (words.empty() ? "" : ", ") + more;
  return words;
}

} // namespace

Axis featureAxis(const std::vector<std::string>& features,
                 const std::vector<FeatureDescription>& descriptions, std::size_t feature) {
  Axis axis{features[feature]};
  if (descriptions.empty())
    return axis;
  axis.unit = descriptions[feature].scaleInWords();
  axis.names = namesAtCodes(descriptions[feature]);
  const std::optional<LayerTransform> transform = LayerTransform::read(descriptions[feature].transform);
  if (axis.names.empty() && transform)
    axis.log = transform->logScale();
  if (axis.log)
    axis.unit = logScaleInWords(descriptions[feature], *transform);
  return axis;
}

std::string logAxisNote(const Axis& axis) {
  return axis.log ? " A log axis tells values as they were measured; tables hold those of the stack, their "
                    "logarithms."
                  : "";
}

} // namespace prospectivity
