#include "engine/model/missing_transform.h"

#include "engine/core/error.h"

#include <optional>

namespace prospectivity {

namespace {

/// A record that a later version wrote is not understood: as it stands.
Sentence inWords(const std::string& text) {
  if (text.empty())
    return "nobody knows what was done to them";
  const std::optional<LayerTransform> transform = LayerTransform::read(text);
  if (!transform)
    return {"%1", text};
  if (transform->isNone())
    return "as it was";
  const std::optional<LogRatio>& ratio = transform->logRatio();
  const Sentence done = transform->sentence();
  return ratio ? Sentence("%1, %2", done, ratio->group.zeroSentence()) : done;
}

} // namespace

LayerTransform missingTransform(const Sentence& layer, const std::string& learnt, const std::string& found,
                                const Progress& progress) {
  const std::optional<LayerTransform> wanted = LayerTransform::read(learnt);
  if (learnt.empty() || learnt == found || (found.empty() && wanted && wanted->isNone()))
    return {};
  if (wanted && wanted->logRatio())
    throw Error("The values of %1 (%2) are not what the model learnt (%3), and a log-ratio cannot be made of "
                "one layer: give the stack that the model was trained on, or one with '%4' among its "
                "transforms.",
                layer, inWords(found), inWords(learnt), wanted->logRatio()->group.text());
  const bool isAsItWas = found.empty() || found == LayerTransform().text();
  if (!isAsItWas || !wanted)
    throw Error(
        "The values of %1 (%2) are not what the model learnt (%3): give the layer as it was before it was "
        "transformed, or a stack with the transforms of the one that the model was trained on.",
        layer, inWords(found), inWords(learnt));
  const Sentence done("the model learnt %1 transformed (%2), which is done here as well", layer,
                      wanted->sentence());
  if (found.empty())
    progress.warning({"Nobody knows what was done to the values of %1: %2. If it was done before, give the "
                      "stack of buildevidencestack itself, which keeps a record of it.",
                      layer, done});
  else
    progress.message({"%1.", done});
  return *wanted;
}

} // namespace prospectivity
