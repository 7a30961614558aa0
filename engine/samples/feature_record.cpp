#include "engine/samples/feature_record.h"

#include "engine/core/error.h"
#include "engine/core/layer_transform.h"
#include "engine/core/name_list.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

namespace prospectivity {

namespace {

constexpr const char* unknown = "unknown"; ///< of a feature, where something is known of others

/// One of the texts of a description, as a record holds it.
struct RecordedPart {
  std::string usual; ///< what a feature that is not named has
  std::function<std::string(const FeatureDescription&)> text;
  std::function<bool(FeatureDescription&, const std::string&)> take; ///< false: the text is none
};

const RecordedPart& transforms() {
  static const RecordedPart part{LayerTransform().text(),
                                 [](const FeatureDescription& of) { return of.transform; },
                                 [](FeatureDescription& of, const std::string& text) {
                                   if (text != unknown && !LayerTransform::read(text))
                                     return false;
                                   of.transform = text == unknown ? std::string() : text;
                                   return true;
                                 }};
  return part;
}

const RecordedPart& natures() {
  static const RecordedPart part{FeatureDescription{FeatureKind::Quantity, {}, {}}.nature(),
                                 [](const FeatureDescription& of) { return of.nature(); },
                                 [](FeatureDescription& of, const std::string& text) {
                                   if (text == unknown) {
                                     of.kind = FeatureKind::Unknown;
                                     of.unit.clear();
                                   }
                                   return text == unknown || of.setNature(text);
                                 }};
  return part;
}

std::string write(const RecordedPart& part, const std::vector<std::string>& features,
                  const std::vector<FeatureDescription>& descriptions) {
  if (std::all_of(descriptions.begin(), descriptions.end(),
                  [&](const FeatureDescription& description) { return part.text(description).empty(); }))
    return {};
  std::string record;
  for (std::size_t j = 0; j < descriptions.size(); ++j) {
    const std::string text = part.text(descriptions[j]);
    if (text != part.usual)
      record +=
          (record.empty() ? "" : "; ") + quotedName(features[j]) + "=" + (text.empty() ? unknown : text);
  }
  return record.empty() ? part.usual : record;
}

/// A name that ends before the last equals sign, which belongs to the record, needs no marks for its own.
std::optional<std::map<std::string, std::string>> entriesOf(const RecordedPart& part,
                                                            const std::string& record) {
  std::map<std::string, std::string> entries;
  if (record == part.usual)
    return entries;
  FeatureDescription any;
  try {
    for (const std::string& entry : partsOf(record, ';', "record")) {
      const std::size_t sign = entry.rfind('=');
      if (sign == std::string::npos || !part.take(any, entry.substr(sign + 1)))
        return std::nullopt;
      entries[nameIn(entry.substr(0, sign))] = entry.substr(sign + 1);
    }
  } catch (const Error&) { // quotation marks that are not closed
    return std::nullopt;
  }
  return entries;
}

bool read(const RecordedPart& part, const std::string& record, const std::vector<std::string>& features,
          std::vector<FeatureDescription>& descriptions) {
  const auto entries = entriesOf(part, record);
  if (!entries)
    return false;
  std::vector<std::string> names;
  for (const auto& [name, text] : *entries)
    names.push_back(name);
  for (std::size_t j = 0; j < features.size(); ++j) {
    const std::optional<std::size_t> place = placeOfName(features[j], names);
    part.take(descriptions[j], place ? entries->at(names[*place]) : part.usual);
  }
  return true;
}

} // namespace

std::string transformRecord(const std::vector<std::string>& features,
                            const std::vector<FeatureDescription>& descriptions) {
  return write(transforms(), features, descriptions);
}

std::string natureRecord(const std::vector<std::string>& features,
                         const std::vector<FeatureDescription>& descriptions) {
  return write(natures(), features, descriptions);
}

bool readTransformRecord(const std::string& text, const std::vector<std::string>& features,
                         std::vector<FeatureDescription>& descriptions) {
  return read(transforms(), text, features, descriptions);
}

bool readNatureRecord(const std::string& text, const std::vector<std::string>& features,
                      std::vector<FeatureDescription>& descriptions) {
  return read(natures(), text, features, descriptions);
}

} // namespace prospectivity
