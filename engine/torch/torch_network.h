#pragma once

#include "engine/core/matrix.h"
#include "engine/network/network_model.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace prospectivity {

/// The weights of a network as tensors: convolution weight (out, in, kernel) or, in the windowed network,
/// (out, in, kernel, kernel), and bias, then dense weight (out, in) and bias, layer by layer. Float, on the
/// CPU.
std::vector<at::Tensor> tensorsOf(const Network& network);

/// The way back; the tensors are those of tensorsOf() for the same shape. Throws std::invalid_argument when
/// number or sizes do not fit.
Network networkOf(const NetworkShape& shape, const std::vector<at::Tensor>& tensors);

/// The same from wherever the values are: `take` gives those of the next tensor, whose sizes it is told, or
/// throws.
using TakeWeights = std::function<std::vector<float>(const std::vector<std::int64_t>& sizes)>;
Network networkOf(const NetworkShape& shape, const TakeWeights& take);

/// The bins of input channels, to meet scaled values (n, features, 1, cells). A bin that a feature lacks lies
/// above all values.
struct BinTensors {
  at::Tensor low;     ///< (features, thresholds, 1)
  at::Tensor width;   ///< the same
  at::Tensor fill;    ///< (features, 1): scaled, what stands for a missing value
  at::Tensor present; ///< (features, 1): 1 where a feature's presence says nothing of a missing value, else 0
};
BinTensors binsOf(const InputChannels& channels);

/// Masks to multiply the activations after each ReLU with, one per convolution and hidden dense layer, each
/// already divided by the share kept. Empty: no dropout.
using DropoutMasks = std::vector<at::Tensor>;

/// Logits (n) of rows as the first layer takes them (n, shape.encodedInputs()).
at::Tensor forward(const NetworkShape& shape, const std::vector<at::Tensor>& tensors, const at::Tensor& rows,
                   const DropoutMasks& masks = {});

/// Logits (n) of a whole model for rows (n, inputs) in original units: per member scaling and ordering,
/// then the mean. `tensors` holds one entry per member.
at::Tensor forward(const NetworkModel& model, const std::vector<std::vector<at::Tensor>>& tensors,
                   const at::Tensor& rows);

/// A tensor on the values of a matrix, which must outlive it.
at::Tensor viewOf(const FloatMatrix& values);

} // namespace prospectivity
