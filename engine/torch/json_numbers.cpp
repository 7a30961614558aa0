#include "engine/torch/json_numbers.h"

#include <cstdint>
#include <limits>
#include <stdexcept>

namespace prospectivity {

using nlohmann::json;

int wholeNumberOf(const json& entry) {
  if (entry.is_number_unsigned() && entry.get<std::uint64_t>() <= std::numeric_limits<int>::max())
    return static_cast<int>(entry.get<std::uint64_t>());
  if (entry.is_number_integer() && !entry.is_number_unsigned() &&
      entry.get<std::int64_t>() >= std::numeric_limits<int>::min() &&
      entry.get<std::int64_t>() <= std::numeric_limits<int>::max())
    return static_cast<int>(entry.get<std::int64_t>());
  throw std::invalid_argument("a whole number is none");
}

std::vector<int> wholeNumbersOf(const json& entry) {
  if (!entry.is_array())
    throw std::invalid_argument("a list of whole numbers is none");
  std::vector<int> numbers;
  for (const json& number : entry)
    numbers.push_back(wholeNumberOf(number));
  return numbers;
}

} // namespace prospectivity
