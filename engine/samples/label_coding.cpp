#include "engine/samples/label_coding.h"

#include "engine/core/ascii.h"
#include "engine/samples/text_numbers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace prospectivity {

namespace {

const std::array<std::pair<const char*, const char*>, 9> codings{{{"1", "0"},
                                                                  {"1", "-1"},
                                                                  {"yes", "no"},
                                                                  {"y", "n"},
                                                                  {"true", "false"},
                                                                  {"t", "f"},
                                                                  {"deposit", "nondeposit"},
                                                                  {"positive", "negative"},
                                                                  {"present", "absent"}}};

/// One spelling for what is one value: "1", "1.0" and "1,0"; "Non-deposit" and "non deposit".
std::string spelled(const std::string& text) {
  for (const DecimalMark mark : {DecimalMark::Point, DecimalMark::Comma})
    if (const std::optional<double> number = numberIn(text, mark))
      for (const auto& [value, name] : {std::pair(1.0, "1"), {0.0, "0"}, {-1.0, "-1"}})
        if (*number == value)
          return name;
  std::string word;
  for (const char character : text)
    if (character != '-' && character != '_' && !isBlank(character))
      word += lowered(character);
  return word;
}

} // namespace

std::optional<LabelCoding> LabelCoding::of(const std::vector<std::string>& texts) {
  const auto holds = [&](const std::string& text, const std::pair<const char*, const char*>& coding) {
    if (standsForNothing(text))
      return true;
    const std::string value = spelled(text);
    return value == coding.first || value == coding.second;
  };
  for (const auto& coding : codings)
    if (std::all_of(texts.begin(), texts.end(),
                    [&](const std::string& text) { return holds(text, coding); })) {
      LabelCoding found;
      found.mDeposit = coding.first;
      found.mOther = coding.second;
      return found;
    }
  return std::nullopt;
}

std::optional<LabelCoding> LabelCoding::among(const std::vector<std::string>& texts) {
  for (const auto& coding : codings) {
    const auto stands = [&](const char* value) {
      return std::any_of(texts.begin(), texts.end(),
                         [&](const std::string& text) { return spelled(text) == value; });
    };
    if (stands(coding.first) && stands(coding.second)) {
      LabelCoding found;
      found.mDeposit = coding.first;
      found.mOther = coding.second;
      return found;
    }
  }
  return std::nullopt;
}

std::optional<int> LabelCoding::labelOf(const std::string& text) const {
  if (standsForNothing(text))
    return std::nullopt;
  return spelled(text) == mDeposit ? 1 : 0;
}

} // namespace prospectivity
