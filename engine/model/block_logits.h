#pragma once

#include "engine/core/input_layout.h"
#include "engine/model/predictor.h"

#include <functional>
#include <memory>

namespace prospectivity {

/// Logits of a block of cells. `values`: one plane per feature of the model, in its order and in original
/// units, each (rows + window - 1) x (columns + window - 1) cells: the block with a halo on each side.
/// `logits`: rows x columns values; NaN where any cell of the window is NaN in any feature, or, of a model
/// that takes missing values, where every cell of the window is NaN in all of them. Thread-safe; a cell's
/// logit does not depend on the block it lies in.
using BlockLogits = std::function<void(const float* values, int rows, int columns, float* logits)>;

/// Cell by cell, by rows of the predictor: what any model can do. `takesMissing`: as the model
/// (Model::takesMissing()).
BlockLogits rowByRow(std::shared_ptr<const Predictor> predictor, const InputLayout& layout,
                     bool takesMissing = false);

} // namespace prospectivity
