#include "engine/model/other_nature.h"

#include "engine/core/number_text.h"

#include <utility>

namespace prospectivity {

namespace {

std::string inWords(FeatureKind kind) {
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

} // namespace

void warnOfOtherNature(const std::string& layer, const FeatureDescription& learnt,
                       const FeatureDescription& found, const Progress& progress) {
  if (learnt.kind == FeatureKind::Unknown || found.kind == FeatureKind::Unknown)
    return;
  if (learnt.kind != found.kind)
    progress.warning({"The values of %1 are %2, and the model learnt %3: give the layer that the model was "
                      "trained on.",
                      layer, inWords(found.kind), inWords(learnt.kind)});
  else if (!learnt.unit.empty() && !found.unit.empty() && learnt.unit != found.unit)
    progress.warning(
        {"The values of %1 are in %2, and the model learnt them in %3: unless these are two names "
         "of one unit, bring the layer to %3 first.",
         layer, found.unit, learnt.unit});
  else if (const auto* other = renamedClass(learnt, found))
    progress.warning({"The class %2 of %1 is '%3', and the model learnt '%4' under this number: give a layer "
                      "whose classes are numbered as those that the model was trained on.",
                      layer, exactText(other->first), other->second, learnt.className(other->first)});
}

} // namespace prospectivity
