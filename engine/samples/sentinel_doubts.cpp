#include "engine/samples/sentinel_doubts.h"

#include "engine/core/number_text.h"
#include "engine/core/sentinels.h"

namespace prospectivity {

std::vector<Sentence> sentinelDoubts(const SampleTable& table, const std::string& parameter) {
  std::vector<Sentence> doubts;
  for (std::size_t column = 0; column < table.features.size(); ++column) {
    SentinelSearch search;
    for (Eigen::Index row = 0; row < table.values.rows(); ++row)
      search.add(table.values(row, static_cast<Eigen::Index>(column)));
    for (const Sentinel& sentinel : search.found())
      doubts.push_back({"%1: the field '%2' is %3 in %4 of %5 samples, which looks like NoData and would "
                        "count as a value; make it NULL with the field calculator, if it is.",
                        parameter, table.features[column], exactText(sentinel.value), sentinel.count,
                        table.size()});
  }
  return doubts;
}

} // namespace prospectivity
