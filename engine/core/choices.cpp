#include "engine/core/choices.h"

#include <algorithm>
#include <charconv>

namespace prospectivity {

namespace {

std::string folded(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string::npos)
    return {};
  std::string result = text.substr(first, text.find_last_not_of(" \t") - first + 1);
  for (char& letter : result) {
    if (letter == '_' || letter == ' ')
      letter = '-';
    else if (letter >= 'A' && letter <= 'Z') // tolower() follows the locale
      letter = static_cast<char>(letter - 'A' + 'a');
  }
  return result;
}

} // namespace

std::optional<int> numberOf(const Choices& choices, const std::string& text) {
  const std::string wanted = folded(text);
  int number = 0;
  const auto [end, status] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (status == std::errc() && end == wanted.data() + wanted.size()) {
    if (number < 0 || static_cast<std::size_t>(number) >= choices.size())
      return std::nullopt;
    return number;
  }
  const auto found = std::find_if(choices.begin(), choices.end(), [&](const Choice& choice) {
    return choice.id == wanted || folded(choice.title) == wanted;
  });
  if (found == choices.end())
    return std::nullopt;
  return static_cast<int>(found - choices.begin());
}

std::string idsOf(const Choices& choices) {
  std::string ids;
  for (const Choice& choice : choices)
    ids += (ids.empty() ? "" : ", ") + choice.id;
  return ids;
}

} // namespace prospectivity
