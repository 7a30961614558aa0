#include "engine/samples/class_record.h"

#include "engine/core/error.h"
#include "engine/core/name_list.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace prospectivity {

namespace {

/// The names of the classes that occur in a column, all of them without rows; and those that are joined.
FeatureDescription occurring(const FeatureDescription& description, const Matrix& values,
                             Eigen::Index column) {
  if (values.rows() == 0)
    return description;
  FeatureDescription result;
  result.joined = description.joined;
  for (Eigen::Index row = 0; row < values.rows(); ++row)
    if (const std::string name = description.className(values(row, column)); !name.empty())
      result.classes.emplace(values(row, column), name);
  return result;
}

struct RecordedClasses {
  std::string feature;
  FeatureDescription classes;
};

/// A feature's name, an equals sign, and its classes. Names may hold equals signs too: of all ways to read
/// the entry that of the longest known name counts, else the first.
std::optional<RecordedClasses> entryIn(const std::string& text, const std::vector<std::string>& features) {
  std::optional<RecordedClasses> found;
  for (std::size_t sign = text.find('='); sign != std::string::npos; sign = text.find('=', sign + 1)) {
    RecordedClasses entry{text.substr(0, sign), {}};
    const bool knows = placeOfName(entry.feature, features).has_value();
    if ((!found || knows) && entry.classes.setClasses(text.substr(sign + 1)))
      found = std::move(entry);
  }
  return found;
}

} // namespace

std::string classRecord(const SampleTable& table) {
  std::string record;
  for (std::size_t j = 0; j < table.descriptions.size(); ++j) {
    const std::string classes =
        occurring(table.descriptions[j], table.values, static_cast<Eigen::Index>(j)).classText();
    if (!classes.empty())
      record += (record.empty() ? "" : "; ") + quotedName(table.features[j] + '=' + classes);
  }
  return record;
}

bool readClassRecord(const std::string& text, const std::vector<std::string>& features,
                     std::vector<FeatureDescription>& descriptions) {
  std::vector<RecordedClasses> entries;
  try {
    for (const std::string& entry : namesIn(text, ';', "record")) {
      const std::optional<RecordedClasses> read = entryIn(entry, features);
      if (!read)
        return false;
      entries.push_back(*read);
    }
  } catch (const Error&) { // quotation marks that are not closed
    return false;
  }
  std::vector<std::string> names;
  for (const RecordedClasses& entry : entries)
    names.push_back(entry.feature);
  for (std::size_t j = 0; j < features.size(); ++j)
    if (const std::optional<std::size_t> place = placeOfName(features[j], names)) {
      descriptions[j].classes = entries[*place].classes.classes;
      descriptions[j].joined = entries[*place].classes.joined;
    }
  return true;
}

} // namespace prospectivity
