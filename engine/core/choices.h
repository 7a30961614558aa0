#pragma once

#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// One entry of an enumerated parameter.
struct Choice {
  std::string id;    ///< as calls and models spell it, lower case with hyphens: "stratified-k-fold"
  std::string title; ///< as people read it: "Stratified k-fold"
};

/// The entries of an enumerated parameter; an entry's number is its place. The table stands beside the
/// enumeration whose values the numbers are. Saved calls hold numbers, so a table only ever grows at its end.
using Choices = std::vector<Choice>;

/// The number of the entry that `text` names by its number, its id or its title; upper and lower case are
/// one, and so are hyphens, underscores and spaces. Nothing when there is no such entry.
std::optional<int> numberOf(const Choices& choices, const std::string& text);

/// "none, smote, adasyn", for sentences.
std::string idsOf(const Choices& choices);

} // namespace prospectivity
