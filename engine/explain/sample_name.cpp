#include "engine/explain/sample_name.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/report/report.h"

#include <cmath>

namespace prospectivity {

std::string sampleName(const SampleTable& samples, std::size_t row) {
  if (!std::isfinite(samples.points[row].x))
    return forReader({"sample %1", samples.ids[row]});
  return forReader({"sample %1 at %2, %3", samples.ids[row], formatNumber(samples.points[row].x, 9),
                    formatNumber(samples.points[row].y, 9)});
}

} // namespace prospectivity
