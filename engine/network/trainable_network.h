#pragma once

#include "engine/core/random.h"
#include "engine/network/network.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Weights of one layer (or its biases) while they are being fitted.
struct ParameterBlock {
  float* values = nullptr;
  const float* gradient = nullptr; ///< filled by backward()
  std::size_t count = 0;
  bool decays = true; ///< biases do not
};

/// A network whose weights can be moved: what the training loop needs to know of it. Not thread-safe; one per
/// training.
class TrainableNetwork {
 public:
  virtual ~TrainableNetwork() = default;

  /// The addresses stay valid while the network lives.
  virtual std::vector<ParameterBlock> parameters() = 0;

  /// Logits of rows as the first layer takes them (count x shape.encodedInputs()), without dropout.
  virtual void logits(const float* rows, std::size_t count, float* logits) = 0;

  /// The same with dropout as the shape has it, remembered for backward(). Rows must stay valid until then.
  virtual void forward(const float* rows, std::size_t count, Random& dropout, float* logits) = 0;

  /// Fills the gradients for the derivatives of the loss by the logits of the last forward().
  virtual void backward(const float* slopes) = 0;

  virtual Network network() const = 0;
};

/// Seeded initial weights: uniform He before a ReLU (He, Zhang, Ren & Sun 2015, Delving deep into rectifiers:
/// surpassing human-level performance on ImageNet classification, International Conference on Computer
/// Vision, doi 10.1109/ICCV.2015.123), uniform +-1/sqrt(inputs) in the last layer, biases 0.
Network initialNetwork(const NetworkShape& shape, Random& random);

} // namespace prospectivity
