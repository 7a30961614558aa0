#include "engine/core/counted_reasons.h"

namespace prospectivity {

Sentence countedReasons(const std::vector<std::pair<std::size_t, Sentence>>& reasons) {
  Sentence all = "";
  bool isFirst = true;
  for (const auto& [count, reason] : reasons) {
    if (count == 0)
      continue;
    const Sentence counted("%1 %2", count, reason);
    all = isFirst ? counted : Sentence("%1, %2", all, counted);
    isFirst = false;
  }
  return all;
}

} // namespace prospectivity
