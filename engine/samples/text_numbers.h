#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace prospectivity {

/// Tables without types, as CSV files are, keep numbers as texts. All here is independent of the locale, and
/// thread-safe.

enum class DecimalMark { Point, Comma };

/// Whether a text stands for a value that is not there: empty, NA, NaN, NULL, none, n.d., a dash, ...
bool standsForNothing(const std::string& text);

/// The number that a text is as a whole, blanks around it aside: "-1.5e3", "+2", with DecimalMark::Comma
/// "-1,5e3". NaN for a text that stands for nothing; nothing for any other text, infinity among them, and for
/// digits grouped by thousands.
std::optional<double> numberIn(const std::string& text, DecimalMark mark = DecimalMark::Point);

/// What the texts of one column are, found in one pass.
class TextColumn {
 public:
  void add(const std::string& text);

  /// Texts that stand for something.
  std::size_t values() const { return mValues; }

  /// How many of them are numbers, read with the mark below.
  std::size_t numbers() const;

  /// Comma when it makes numbers of more of the texts than a point does.
  DecimalMark mark() const;

  /// With commas: whether every one of them could also group thousands, as in "1,250".
  bool mayGroupThousands() const { return mark() == DecimalMark::Comma && mGroups == mWithComma; }

  /// The first text that is no number; empty when all are.
  const std::string& firstOther() const;

 private:
  std::size_t mValues = 0;
  std::size_t mWithPoint = 0; ///< numbers when a point divides them, whole ones included
  std::size_t mCommaNumbers = 0;
  std::size_t mWithComma = 0;
  std::size_t mGroups = 0;
  std::string mFirstNotWithPoint;
  std::string mFirstNotWithComma;
};

} // namespace prospectivity
