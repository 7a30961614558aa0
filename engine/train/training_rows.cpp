#include "engine/train/training_rows.h"

#include <cstdint>
#include <optional>
#include <set>

namespace prospectivity {

std::vector<std::size_t> syntheticRowsOf(const SampleTable& table, const std::vector<std::size_t>& training,
                                         const std::vector<std::size_t>& fitRows) {
  const std::set<std::size_t> fitted(fitRows.begin(), fitRows.end());
  std::set<std::int64_t> present;
  for (const std::size_t row : fitRows)
    present.insert(table.ids[row]);
  for (std::size_t row = 0; row < table.size(); ++row)
    if (table.isObserved(row) && fitted.count(row) == 0)
      present.erase(table.ids[row]);
  const auto isPresent = [&](const std::optional<std::int64_t>& id) { return !id || present.count(*id) > 0; };
  std::vector<std::size_t> kept;
  for (const std::size_t row : training)
    if (!table.isObserved(row) && table.parentA[row] && isPresent(table.parentA[row]) &&
        isPresent(table.parentB[row]))
      kept.push_back(row);
  return kept;
}

std::vector<std::size_t> observedRowsOf(const SampleTable& table, const std::vector<std::size_t>& training) {
  std::vector<std::size_t> observed;
  for (const std::size_t row : training)
    if (table.isObserved(row))
      observed.push_back(row);
  return observed;
}

} // namespace prospectivity
