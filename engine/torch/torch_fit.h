#pragma once

#include "engine/model/backend.h"

namespace prospectivity {

/// ModelBackend::fit: AdamW (Loshchilov & Hutter 2019) on the binary cross-entropy with class weights, with
/// LibTorch's automatic differentiation; early stopping on the validation loss, best weights restored.
FittedNetwork fitNetwork(const FitData& data, const FitOptions& options, const Progress& progress);

} // namespace prospectivity
