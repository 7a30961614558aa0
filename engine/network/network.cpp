#include "engine/network/network.h"

#include "engine/core/error.h"

namespace prospectivity {

const Choices& poolingChoices() {
  static const Choices choices{{"none", "None"}, {"max", "Max"}, {"average", "Average"}};
  return choices;
}

int NetworkShape::pooledPositions() const {
  if (window > 1) {
    const int left = window - static_cast<int>(filters.size()) * (kernel - 1);
    return pooling == Pooling::None ? left : left / 2;
  }
  return pooling == Pooling::None ? features : (features + 1) / 2;
}

int NetworkShape::flattened() const {
  const int positions = pooledPositions();
  return filters.back() * (window > 1 ? positions * positions : positions);
}

void NetworkShape::check() const {
  if (features < 1)
    throw Error("FEATURES is empty: choose at least one feature.");
  if (filters.empty())
    throw Error("FILTERS is empty: give at least one number of filters, such as '16,32'.");
  for (const int count : filters)
    if (count < 1)
      throw Error("FILTERS holds a number below 1: give numbers of filters such as '16,32'.");
  if (kernel < 1 || kernel % 2 == 0)
    throw Error("KERNEL_SIZE must be an odd number of features: choose 1, 3 or 5.");
  if (window < 1 || window % 2 == 0)
    throw Error("WINDOW must be an odd number of cells: choose 1 for the vector network, or 5, 9, 15.");
  if (window > 1 && pooledPositions() < 1)
    throw Error(
        "WINDOW is too small for this network: each convolution takes KERNEL_SIZE - 1 cells off it, and "
        "POOLING halves the rest; choose a larger WINDOW or fewer FILTERS.");
  for (const int units : dense)
    if (units < 1)
      throw Error("DENSE holds a number below 1: give sizes such as '64' or '64,32', or leave it empty.");
  if (!(dropout >= 0 && dropout < 1))
    throw Error("DROPOUT must be at least 0 and below 1: choose a value such as 0.2.");
}

} // namespace prospectivity
