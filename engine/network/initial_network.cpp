#include "engine/network/trainable_network.h"

#include <cmath>

namespace prospectivity {

Network initialNetwork(const NetworkShape& shape, Random& random) {
  Network network(shape);
  for (NetworkLayer& layer : network.layers) {
    const int inputs = layer.inputsPerOutput();
    const double bound =
        layer.isRectified ? std::sqrt(6.0 / inputs) : 1 / std::sqrt(static_cast<double>(inputs));
    for (float& weight : layer.weight)
      weight = static_cast<float>((2 * random.uniform() - 1) * bound);
  }
  return network;
}

} // namespace prospectivity
