#include "engine/core/feature_description.h"

#include "engine/core/error.h"
#include "engine/core/for_reader.h"
#include "engine/core/layer_transform.h"
#include "engine/core/name_list.h"
#include "engine/core/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

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
constexpr const char* joinedSign = "+"; ///< in place of the code of a class that is joined with others

/// A code as exactText() writes it, as the cells of a stack hold it.
std::optional<double> codeIn(const std::string& text) {
  float code = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), code);
  return problem == std::errc() && end == text.data() + text.size() && std::isfinite(code)
             ? std::optional<double>(static_cast<double>(code))
             : std::nullopt;
}

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

std::string FeatureDescription::classText() const {
  std::string text;
  for (const auto& [code, name] : classes)
    text += (text.empty() ? "" : "; ") + quotedName(exactText(code) + '=' + name);
  for (const std::string& name : joined)
    text += (text.empty() ? "" : "; ") + quotedName(joinedSign + ('=' + name));
  return text;
}

bool FeatureDescription::setClasses(const std::string& text) {
  std::map<double, std::string> found;
  std::set<std::string> foundJoined;
  try {
    for (const std::string& entry : namesIn(text, ';', "classes")) {
      const std::size_t sign = entry.find('=');
      if (sign == std::string::npos || sign + 1 == entry.size())
        return false;
      if (entry.compare(0, sign, joinedSign) == 0) {
        foundJoined.insert(entry.substr(sign + 1));
        continue;
      }
      const std::optional<double> code = codeIn(entry.substr(0, sign));
      if (!code)
        return false;
      found[*code] = entry.substr(sign + 1);
    }
  } catch (const Error&) { // quotation marks that are not closed
    return false;
  }
  if (found.empty() && foundJoined.empty())
    return false;
  classes = std::move(found);
  joined = std::move(foundJoined);
  return true;
}

std::string FeatureDescription::className(double value) const {
  const auto entry = std::isnan(value) ? classes.end() : classes.find(value);
  return entry == classes.end() ? std::string() : entry->second;
}

std::string FeatureDescription::scaleInWords() const {
  const std::optional<LayerTransform> read = LayerTransform::read(transform);
  const std::string done = read ? forReader(read->sentence()) : transform; // of a later version
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
