#include "engine/network/network.h"

#include "engine/core/error.h"

#include <cstdint>
#include <initializer_list>
#include <limits>

namespace prospectivity {

namespace {

constexpr std::int64_t mostWeights = std::numeric_limits<int>::max();
// Of one layer for one cell; networks are evaluated for 128 cells together.
constexpr std::int64_t mostValues = std::int64_t{1} << 20;

/// Whether the product of numbers above 0 is no more than `most`.
bool areFew(std::initializer_list<std::int64_t> factors, std::int64_t most) {
  std::int64_t product = 1;
  for (const std::int64_t factor : factors) {
    if (factor > most / product)
      return false;
    product *= factor;
  }
  return true;
}

} // namespace

const Choices& poolingChoices() {
  static const Choices choices{{"none", "None"}, {"max", "Max"}, {"average", "Average"}};
  return choices;
}

int NetworkShape::pooledPositions() const {
  if (window > 1) {
    const int left = window - static_cast<int>(filters.size()) * (kernel - 1);
    return pooling == Pooling::None ? left : left / 2;
  }
  return pooling == Pooling::None ? features : features / 2 + features % 2;
}

int NetworkShape::flattened() const {
  const int positions = pooledPositions();
  return filters.back() * (window > 1 ? positions * positions : positions);
}

void NetworkShape::check() const {
  if (features < 1)
    throw Error("%1 is empty: choose at least one feature.", Subject::Features);
  if (filters.empty())
    throw Error("%1 is empty: give at least one number of filters, such as '16,32'.", Subject::Filters);
  for (const int count : filters)
    if (count < 1)
      throw Error("%1 holds a number below 1: give numbers of filters such as '16,32'.", Subject::Filters);
  if (kernel < 1 || kernel % 2 == 0)
    throw Error("%1 must be an odd number of features: choose 1, 3 or 5.", Subject::KernelSize);
  if (window < 1 || window % 2 == 0)
    throw Error("%1 must be an odd number of cells: choose 1 for the vector network, or 5, 9, 15.",
                Subject::Window);
  if (!areFew({features, window, window}, mostValues))
    throw Error("%1 is too large for this many features: choose a smaller one, such as 5, 9 or 15.",
                Subject::Window);
  const std::int64_t taken = window > 1 ? static_cast<std::int64_t>(filters.size()) * (kernel - 1) : 0;
  if (window > 1 && (taken >= window || pooledPositions() < 1))
    throw Error("%1 is too small for this network: each convolution takes %2 - 1 cells off it, and "
                "%3 halves the rest; choose a larger %1 or fewer %4.",
                Subject::Window, Subject::KernelSize, Subject::Pooling, Subject::Filters);
  for (const int units : dense)
    if (units < 1)
      throw Error("%1 holds a number below 1: give sizes such as '64' or '64,32', or leave it empty.",
                  Subject::Dense);
  const int kernelRows = window > 1 ? kernel : 1;
  std::int64_t inputs = window > 1 ? features : 1;
  std::int64_t side = window > 1 ? window : features;
  for (const int count : filters) {
    if (!areFew({inputs, count, kernel, kernelRows}, mostWeights))
      throw Error("%1 and %2 make a layer of more weights than memory holds: choose smaller "
                  "numbers, such as '16,32' and 3.",
                  Subject::Filters, Subject::KernelSize);
    side -= window > 1 ? kernel - 1 : 0;
    if (!areFew({count, side, window > 1 ? side : 1}, mostValues))
      throw Error("%1 makes a layer of more than a million values for each cell: choose smaller numbers, "
                  "such as '16,32'.",
                  Subject::Filters);
    inputs = count;
  }
  inputs = flattened();
  for (const int units : dense) {
    if (!areFew({inputs, units}, mostWeights))
      throw Error("%1 makes a layer of more weights than memory holds: choose smaller numbers, such as "
                  "'64'.",
                  Subject::Dense);
    inputs = units;
  }
  if (!(dropout >= 0 && dropout < 1))
    throw Error("%1 must be at least 0 and below 1: choose a value such as 0.2.", Subject::Dropout);
}

} // namespace prospectivity
