#include "engine/core/counted_reasons.h"

namespace prospectivity {

std::string countedReasons(const std::vector<std::pair<std::size_t, const char*>>& reasons) {
  std::string text;
  for (const auto& [count, reason] : reasons)
    if (count > 0)
      text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + reason;
  return text;
}

} // namespace prospectivity
