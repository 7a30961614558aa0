#include "engine/core/feature_description.h"

#include "engine/core/layer_transform.h"

#include <algorithm>
#include <iterator>

namespace prospectivity {

namespace {

struct KindName {
  FeatureKind kind;
  const char* name;
};
constexpr KindName kinds[] = {{FeatureKind::Quantity, "quantity"},
                              {FeatureKind::Codes, "codes"},
                              {FeatureKind::Indicator, "indicator"}};
constexpr const char* beforeUnit = " in ";

} // namespace

std::string FeatureDescription::nature() const {
  const auto* entry = std::find_if(std::begin(kinds), std::end(kinds),
                                   [&](const KindName& candidate) { return candidate.kind == kind; });
  if (entry == std::end(kinds))
    return {};
  return unit.empty() ? entry->name : entry->name + (beforeUnit + unit);
}

bool FeatureDescription::setNature(const std::string& text) {
  for (const KindName& entry : kinds) {
    const std::string name = entry.name;
    const std::string withUnit = name + beforeUnit;
    const bool hasUnit = text.size() > withUnit.size() && text.compare(0, withUnit.size(), withUnit) == 0;
    if (text != name && !hasUnit)
      continue;
    kind = entry.kind;
    unit = hasUnit ? text.substr(withUnit.size()) : std::string();
    return true;
  }
  return false;
}

std::string FeatureDescription::scaleInWords() const {
  const std::string done = LayerTransform::read(transform).value_or(LayerTransform()).words();
  return unit + (unit.empty() || done.empty() ? "" : ", ") + done;
}

std::vector<FeatureDescription> describedByTransforms(const std::vector<std::string>& transforms) {
  std::vector<FeatureDescription> result;
  for (const std::string& transform : transforms)
    result.push_back({FeatureKind::Unknown, {}, transform});
  return result;
}

std::string plainUnit(const std::string& unit) {
  const std::size_t first = unit.find_first_not_of(" \t");
  if (first == std::string::npos || unit.find_first_of(";=\"\n\r") != std::string::npos)
    return {};
  return unit.substr(first, unit.find_last_not_of(" \t") - first + 1);
}

} // namespace prospectivity
