#include "engine/model/other_nature.h"

#include "engine/core/number_text.h"
#include "engine/core/unit_factor.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

Sentence inWords(FeatureKind kind) {
  switch (kind) {
  case FeatureKind::Codes:
    return "codes of classes";
  case FeatureKind::Indicator:
    return "0 and 1 for a class";
  case FeatureKind::Quantity:
  case FeatureKind::Unknown:
    break;
  }
  return "a quantity";
}

/// The first code that has another name than the one learnt, of all that both know.
const std::pair<const double, std::string>* renamedClass(const FeatureDescription& learnt,
                                                         const FeatureDescription& found) {
  for (const auto& entry : found.classes)
    if (const std::string name = learnt.className(entry.first); !name.empty() && name != entry.second)
      return &entry;
  return nullptr;
}

/// The classes that are joined as one in a layer and were not where the model learnt, in words; the first few
/// of many. Empty without any, and where either is not known.
Sentence strangersInWords(const FeatureDescription& learnt, const FeatureDescription& found) {
  constexpr std::size_t told = 5;
  if (learnt.joined.empty())
    return "";
  std::vector<std::string> strangers;
  std::set_difference(found.joined.begin(), found.joined.end(), learnt.joined.begin(), learnt.joined.end(),
                      std::back_inserter(strangers));
  std::string text;
  for (std::size_t i = 0; i < std::min(told, strangers.size()); ++i)
    text += (i == 0 ? "'" : ", '") + strangers[i] + "'";
  if (strangers.size() > told)
    return {"%1 and %2 more", text, strangers.size() - told};
  return text.empty() ? Sentence("") : Sentence("%1", text);
}

} // namespace

void warnOfOtherNature(const Sentence& layer, const FeatureDescription& learnt,
                       const FeatureDescription& found, const Progress& progress) {
  if (learnt.kind == FeatureKind::Unknown || found.kind == FeatureKind::Unknown)
    return;
  if (learnt.kind != found.kind)
    progress.warning({"The values of %1 are %2, and the model learnt %3: give the layer that the model was "
                      "trained on.",
                      layer, inWords(found.kind), inWords(learnt.kind)});
  else if (!learnt.unit.empty() && !found.unit.empty() && !unitFactor(found.unit, learnt.unit))
    progress.warning(
        {"The values of %1 are in %2, and the model learnt them in %3: unless these are two names "
         "of one unit, bring the layer to %3 first.",
         layer, found.unit, learnt.unit});
  else if (const auto* other = renamedClass(learnt, found))
    progress.warning({"The class %2 of %1 is '%3', and the model learnt '%4' under this number: give a layer "
                      "whose classes are numbered as those that the model was trained on.",
                      layer, exactText(other->first), other->second, learnt.className(other->first)});
  else if (const Sentence strangers = strangersInWords(learnt, found); !strangers.pattern().empty())
    progress.warning(
        {"The class 'other' of %1 holds %2, which it did not hold where the model was trained: "
         "give the layer that the model was trained on, or trust the model less where this class "
         "is.",
         layer, strangers});
}

} // namespace prospectivity
