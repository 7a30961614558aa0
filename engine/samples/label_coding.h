#pragma once

#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// How a column says which samples are deposits, understood from all that it holds: 1 and 0, 1 and -1, yes
/// and no, y and n, true and false, t and f, deposit and non-deposit, positive and negative, present and
/// absent; in any case of letters. Values that stand for nothing are no label.
class LabelCoding {
 public:
  /// `texts`: what stands in the column, in any order, repeats allowed. Nothing when that is not one of these
  /// codings as a whole: -1, 0 and 1 together may mean anything.
  static std::optional<LabelCoding> of(const std::vector<std::string>& texts);

  /// The coding both of whose values stand in the column, whatever else does.
  static std::optional<LabelCoding> among(const std::vector<std::string>& texts);

  /// 1 or 0; nothing for a value that is missing. For texts that were seen by of() only.
  std::optional<int> labelOf(const std::string& text) const;

  /// Whether it is 1 and 0 as they stand.
  bool isPlain() const { return mDeposit == "1" && mOther == "0"; }

  const std::string& deposit() const { return mDeposit; }
  const std::string& other() const { return mOther; }

 private:
  std::string mDeposit;
  std::string mOther;
};

} // namespace prospectivity
