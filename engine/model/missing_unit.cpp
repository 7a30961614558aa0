#include "engine/model/missing_unit.h"

#include "engine/core/error.h"
#include "engine/core/layer_transform.h"
#include "engine/core/number_text.h"
#include "engine/core/unit_factor.h"

#include <optional>

namespace prospectivity {

double missingUnitFactor(const Sentence& layer, const FeatureDescription& learnt,
                         const FeatureDescription& found, const Progress& progress) {
  if (learnt.kind != FeatureKind::Quantity || found.kind != FeatureKind::Quantity || learnt.unit.empty() ||
      found.unit.empty())
    return 1;
  // Parts of a log-ratio share whatever unit they have, which leaves it.
  const std::optional<LayerTransform> wanted = LayerTransform::read(learnt.transform);
  if (wanted && wanted->logRatio())
    return 1;
  const double factor = unitFactor(found.unit, learnt.unit).value_or(1);
  if (factor == 1)
    return 1;
  if (!found.transform.empty() && found.transform != LayerTransform().text())
    throw Error(
        "The values of %1 were transformed in %2, and the model learnt them in %3: bring the layer to "
        "%3, and build the stack anew.",
        layer, found.unit, learnt.unit);
  progress.warning(
      {"The values of %1 are in %2, and the model learnt them in %3: they are multiplied by %4. If "
       "they are in %3 already, give the layer that unit (%5 of Build evidence stack).",
       layer, found.unit, learnt.unit, numberText(factor), Subject::Units});
  return factor;
}

} // namespace prospectivity
