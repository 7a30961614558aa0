#include "engine/samples/transform_record.h"

#include "engine/core/error.h"
#include "engine/core/layer_transform.h"
#include "engine/core/name_list.h"

#include <algorithm>
#include <map>

namespace prospectivity {

namespace {

/// A name that ends before the last equals sign, which belongs to the record, needs no marks for its own.
std::map<std::string, std::string> entriesOf(const std::string& text) {
  std::map<std::string, std::string> entries;
  for (const std::string& part : partsOf(text, ';', "transforms")) {
    const std::size_t sign = part.rfind('=');
    if (sign == std::string::npos || !LayerTransform::read(part.substr(sign + 1)))
      throw Error("no transform: %1", part);
    entries[nameIn(part.substr(0, sign))] = part.substr(sign + 1);
  }
  return entries;
}

} // namespace

std::string transformRecord(const std::vector<std::string>& features,
                            const std::vector<std::string>& transforms) {
  const std::string none = LayerTransform().text();
  std::string text;
  bool isKnown = false;
  for (std::size_t j = 0; j < transforms.size(); ++j) {
    isKnown = isKnown || !transforms[j].empty();
    if (!transforms[j].empty() && transforms[j] != none)
      text += (text.empty() ? "" : "; ") + quotedName(features[j]) + "=" + transforms[j];
  }
  return text.empty() && isKnown ? none : text;
}

std::optional<std::vector<std::string>> readTransformRecord(const std::string& text,
                                                            const std::vector<std::string>& features) {
  const std::string none = LayerTransform().text();
  std::vector<std::string> transforms(features.size(), none);
  if (text == none)
    return transforms;
  try {
    const std::map<std::string, std::string> entries = entriesOf(text);
    for (std::size_t j = 0; j < features.size(); ++j)
      if (const auto entry = entries.find(features[j]); entry != entries.end())
        transforms[j] = entry->second;
  } catch (const Error&) {
    return std::nullopt;
  }
  return transforms;
}

} // namespace prospectivity
