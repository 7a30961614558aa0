#include "engine/core/log_ratio.h"

#include "engine/core/name_list.h"
#include "engine/core/number_text.h"

#include <cmath>
#include <locale>
#include <sstream>

namespace prospectivity {

namespace {

constexpr const char* centred = "clr";
constexpr const char* isometric = "ilr";
constexpr const char* beforeMembers = "of";

const char* idOf(LogRatioKind kind) {
  return kind == LogRatioKind::Centred ? centred : isometric;
}

std::string listOf(const std::vector<std::string>& names, std::size_t first, const char* separator) {
  std::string text;
  for (std::size_t i = first; i < names.size(); ++i)
    text += (i == first ? "" : separator) + names[i];
  return text;
}

bool isPlain(char character) {
  const auto code = static_cast<unsigned char>(character);
  return code > ' ' && code != 0x7f && character != '%' && character != ';' && character != '=' &&
         character != '"';
}

/// A name without blanks, and not the word that stands between the steps of a transform.
std::string encoded(const std::string& name) {
  constexpr const char* digits = "0123456789ABCDEF";
  const bool isSeparator = name == "then";
  std::string text;
  for (const char character : name) {
    if (isPlain(character) && !isSeparator) {
      text += character;
      continue;
    }
    const auto code = static_cast<unsigned char>(character);
    text += '%';
    text += digits[code / 16];
    text += digits[code % 16];
  }
  return text;
}

/// The value of a hexadecimal digit; nothing for another letter.
std::optional<int> digitOf(char character) {
  if (character >= '0' && character <= '9')
    return character - '0';
  if (character >= 'A' && character <= 'F')
    return character - 'A' + 10;
  return std::nullopt;
}

std::optional<std::string> decoded(const std::string& text) {
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      name += text[i];
      continue;
    }
    if (i + 2 >= text.size())
      return std::nullopt;
    const std::optional<int> high = digitOf(text[i + 1]);
    const std::optional<int> low = digitOf(text[i + 2]);
    if (!high || !low || *high + *low == 0)
      return std::nullopt;
    name += static_cast<char>(16 * *high + *low);
    i += 2;
  }
  return name;
}

} // namespace

std::size_t LogRatioGroup::bands() const {
  return kind == LogRatioKind::Centred ? members.size() : members.size() - 1;
}

std::string LogRatioGroup::bandName(std::size_t band) const {
  if (kind == LogRatioKind::Centred)
    return members[band];
  return isometric + std::to_string(band + 1) + " " + members[band] + "|" + listOf(members, band + 1, ",");
}

std::string LogRatioGroup::text() const {
  std::string result = idOf(kind) + std::string("(");
  for (std::size_t i = 0; i < members.size(); ++i)
    result += (i == 0 ? "" : ", ") + quotedName(members[i]);
  result += ")";
  for (std::size_t i = 0; i < zeros.size(); ++i)
    result += (i == 0 ? " zeros " : " ") + realText(zeros[i]);
  return result;
}

Sentence LogRatioGroup::zeroSentence() const {
  std::string list;
  for (std::size_t i = 0; i < zeros.size(); ++i)
    list += (i == 0 ? "" : ", ") + numberText(zeros[i]) + " (" + members[i] + ")";
  if (list.empty())
    return "";
  return {"zeros as %1", list};
}

std::optional<LogRatio> LogRatio::read(const std::string& text) {
  std::istringstream words(text);
  words.imbue(std::locale::classic());
  std::string kind;
  std::string of;
  std::size_t number = 0;
  if (!(words >> kind >> number >> of) || (kind != centred && kind != isometric) || of != beforeMembers)
    return std::nullopt;
  LogRatio result;
  result.group.kind = kind == centred ? LogRatioKind::Centred : LogRatioKind::Isometric;
  for (std::string word; words >> word;) {
    const std::optional<std::string> name = decoded(word);
    double zero = 0;
    if (!name || !(words >> zero) || !(zero > 0) || !std::isfinite(zero))
      return std::nullopt;
    result.group.members.push_back(*name);
    result.group.zeros.push_back(zero);
  }
  if (result.group.members.size() < 2 || number < 1 || number > result.group.bands())
    return std::nullopt;
  result.band = number - 1;
  return result;
}

std::string LogRatio::text() const {
  std::string result = idOf(group.kind) + std::string(" ") + std::to_string(band + 1) + " " + beforeMembers;
  for (std::size_t i = 0; i < group.members.size(); ++i)
    result += " " + encoded(group.members[i]) + " " + realText(group.zeros[i]);
  return result;
}

Sentence LogRatio::sentence() const {
  const std::vector<std::string>& members = group.members;
  if (group.kind == LogRatioKind::Centred)
    return {"centred log-ratio of %1 among %2", members[band], listOf(members, 0, ", ")};
  return {"isometric log-ratio of %1 to %2", members[band], listOf(members, band + 1, ", ")};
}

} // namespace prospectivity
