#pragma once

#include "engine/core/choices.h"

namespace prospectivity {

/// What becomes of samples and cells that lack a layer.
/// Exclude: they are left out. Fill: the missing value becomes the training part's mean (of classes: the
/// mode). Learn: the same, and the model sees beside the value whether it is there.
enum class MissingEvidence { Exclude, Fill, Learn };
const Choices& missingChoices();

} // namespace prospectivity
