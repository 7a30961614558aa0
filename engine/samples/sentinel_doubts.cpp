#include "engine/samples/sentinel_doubts.h"

#include "engine/core/number_text.h"
#include "engine/core/sentinels.h"

namespace prospectivity {

std::vector<std::string> sentinelDoubts(const SampleTable& table, const std::string& parameter) {
  std::vector<std::string> doubts;
  for (std::size_t column = 0; column < table.features.size(); ++column) {
    SentinelSearch search;
    for (const double value : table.values.col(static_cast<Eigen::Index>(column)))
      search.add(value);
    for (const Sentinel& sentinel : search.found())
      doubts.push_back(parameter + ": the field '" + table.features[column] + "' is " +
                       exactText(sentinel.value) + " in " + std::to_string(sentinel.count) + " of " +
                       std::to_string(table.size()) +
                       " samples, which looks like NoData and would count as a value; make it NULL with the "
                       "field calculator, if it is.");
  }
  return doubts;
}

} // namespace prospectivity
