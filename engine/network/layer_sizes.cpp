#include "engine/network/layer_sizes.h"

#include "engine/core/error.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace prospectivity {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr const char* blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool isNone(std::string_view text) {
  constexpr std::string_view none = "none";
  return std::equal(text.begin(), text.end(), none.begin(), none.end(), [](char letter, char wanted) {
    return letter == wanted || letter == wanted - 'a' + 'A'; // tolower() follows the locale
  });
}

} // namespace

std::vector<int> parseLayerSizes(const std::string& text, const SentenceValue& input) {
  std::vector<int> sizes;
  const std::string_view list = trimmed(text);
  if (list.empty() || isNone(list))
    return sizes;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    std::string_view part = trimmed(list.substr(begin, end - begin));
    if (part.size() > 1 && part.front() == '+' && part[1] != '-')
      part.remove_prefix(1);
    int size = 0;
    const auto [stop, problem] = std::from_chars(part.data(), part.data() + part.size(), size);
    if (problem != std::errc() || stop != part.data() + part.size())
      throw Error(
          "%1: '%2' is not a list of whole numbers; write numbers separated by commas, such as '16,32'.",
          input, text);
    sizes.push_back(size);
    begin = end + 1;
  }
  return sizes;
}

} // namespace prospectivity
