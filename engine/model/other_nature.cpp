#include "engine/model/other_nature.h"

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
}

} // namespace prospectivity
