#include "engine/samples/text_numbers.h"

#include "engine/core/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace prospectivity {

namespace {

std::string trimmed(const std::string& text) {
  const auto first = std::find_if_not(text.begin(), text.end(), isBlank);
  const auto last = std::find_if_not(text.rbegin(), text.rend(), isBlank).base();
  return first < last ? std::string(first, last) : std::string();
}

/// One to three digits, the first of them no zero, and groups of three behind commas.
bool looksGrouped(const std::string& number) {
  const std::size_t start = number[0] == '-' || number[0] == '+' ? 1 : 0;
  const std::size_t comma = number.find(',');
  if (comma == std::string::npos || comma <= start || comma > start + 3 || number[start] == '0')
    return false;
  return number.size() == comma + 4 &&
         std::all_of(number.begin() + static_cast<std::ptrdiff_t>(comma) + 1, number.end(), isDigit);
}

} // namespace

bool standsForNothing(const std::string& text) {
  static const std::array<const char*, 13> words{"",   "na",   "n/a",  "nan", "null", "none", "nil",
                                                 "nd", "n.d.", "n.a.", "-",   "--",   "#n/a"};
  const std::string word = lowered(trimmed(text));
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<double> numberIn(const std::string& text, DecimalMark mark) {
  if (standsForNothing(text))
    return std::numeric_limits<double>::quiet_NaN();
  std::string number = trimmed(text);
  if (mark == DecimalMark::Comma) {
    if (number.find('.') != std::string::npos)
      return std::nullopt;
    std::replace(number.begin(), number.end(), ',', '.');
  }
  // from_chars() knows no plus, but "inf", "nan" and hexadecimal digits by other names.
  const char* begin = number.data() + (number[0] == '+' ? 1 : 0);
  const char* end = number.data() + number.size();
  const char* first = begin != end && *begin == '-' && begin == number.data() ? begin + 1 : begin;
  if (first == end || (!isDigit(*first) && *first != '.'))
    return std::nullopt;
  double value = 0;
  const auto [stop, problem] = std::from_chars(begin, end, value);
  if (stop != end || problem != std::errc())
    return std::nullopt;
  return value;
}

void TextColumn::add(const std::string& text) {
  if (standsForNothing(text))
    return;
  ++mValues;
  if (numberIn(text, DecimalMark::Point))
    ++mWithPoint;
  else if (mFirstNotWithPoint.empty())
    mFirstNotWithPoint = text;
  if (!numberIn(text, DecimalMark::Comma)) {
    if (mFirstNotWithComma.empty())
      mFirstNotWithComma = text;
    return;
  }
  ++mCommaNumbers;
  if (text.find(',') != std::string::npos) {
    ++mWithComma;
    mGroups += looksGrouped(trimmed(text)) ? 1 : 0;
  }
}

std::size_t TextColumn::numbers() const {
  return std::max(mWithPoint, mCommaNumbers);
}

DecimalMark TextColumn::mark() const {
  return mCommaNumbers > mWithPoint ? DecimalMark::Comma : DecimalMark::Point;
}

const std::string& TextColumn::firstOther() const {
  return mark() == DecimalMark::Comma ? mFirstNotWithComma : mFirstNotWithPoint;
}

} // namespace prospectivity
