#include "engine/samples/negative_sets.h"

#include <numeric>
#include <set>

namespace prospectivity {

std::vector<int> setsOf(const SampleTable& table) {
  std::set<int> numbers(table.sets.begin(), table.sets.end());
  numbers.erase(0);
  return {numbers.begin(), numbers.end()};
}

std::vector<std::size_t> rowsOfSet(const SampleTable& table, const std::vector<std::size_t>& rows, int set) {
  std::vector<std::size_t> result;
  for (const std::size_t row : rows)
    if (set == 0 || table.setOf(row) == 0 || table.setOf(row) == set)
      result.push_back(row);
  return result;
}

SampleTable tableOfSet(const SampleTable& table, int set) {
  std::vector<std::size_t> all(table.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  SampleTable result = table.rows(rowsOfSet(table, all, set));
  result.sets.clear();
  return result;
}

} // namespace prospectivity
