#include "engine/core/name_list.h"

#include "engine/core/ascii.h"
#include "engine/core/error.h"

#include <algorithm>
#include <string_view>

namespace prospectivity {

namespace {

constexpr std::string_view blanks = " \t\r\n";

} // namespace

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string::npos ? std::string()
                                    : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string> partsOf(const std::string& text, char separator, const SentenceValue& list,
                                 const std::function<bool(const std::string& part)>& beginsName) {
  std::vector<std::string> parts;
  std::string part;
  bool isQuoted = false;
  bool hasJustClosed = false; // the mark before, in a part that is a list
  const auto begins = [&] {
    return part.empty() || (part.front() == '"' && part.back() == '"') ||
           (beginsName && (hasJustClosed || beginsName(part)));
  };
  const auto end = [&] {
    part = trimmed(part);
    if (!part.empty())
      parts.push_back(part);
    part.clear();
  };
  for (const char character : text) {
    // Blanks before a part are none of it, so that its first letter stands in front.
    if (part.empty() && character != separator && blanks.find(character) != std::string_view::npos)
      continue;
    // A doubled mark closes and opens again.
    const bool isMark = character == '"' && (isQuoted || begins());
    hasJustClosed = isMark && isQuoted;
    if (isMark)
      isQuoted = !isQuoted;
    if (character == separator && !isQuoted)
      end();
    else
      part += character;
  }
  if (isQuoted)
    throw Error("%1: the quotation mark of '%2' is not closed: write names with commas, semicolons or equals "
                "signs as \"Cu, ppm\".",
                list, trimmed(part));
  end();
  return parts;
}

std::string nameIn(const std::string& part) {
  const std::string text = trimmed(part);
  if (text.size() < 2 || text.front() != '"' || text.back() != '"')
    return text;
  std::string name;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    name += text[i];
    if (text[i] == '"' && text[i + 1] == '"' && i + 2 < text.size())
      ++i;
  }
  return name;
}

std::vector<std::string> namesIn(const std::string& text, char separator, const SentenceValue& list) {
  std::vector<std::string> names = partsOf(text, separator, list);
  for (std::string& name : names)
    name = nameIn(name);
  return names;
}

std::string quotedName(const std::string& name) {
  if (name.find_first_of(",;\"") == std::string::npos && name == trimmed(name))
    return name;
  std::string quoted = "\"";
  for (const char character : name) {
    quoted += character;
    if (character == '"')
      quoted += '"';
  }
  return quoted + '"';
}

std::optional<std::size_t> placeOfName(const std::string& name, const std::vector<std::string>& names) {
  const auto same = std::find(names.begin(), names.end(), name);
  if (same != names.end())
    return static_cast<std::size_t>(same - names.begin());
  const auto isAlike = [alike = lowered(name)](const std::string& other) { return lowered(other) == alike; };
  const auto first = std::find_if(names.begin(), names.end(), isAlike);
  if (first == names.end() || std::find_if(first + 1, names.end(), isAlike) != names.end())
    return std::nullopt;
  return static_cast<std::size_t>(first - names.begin());
}

} // namespace prospectivity
