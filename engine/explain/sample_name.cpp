#include "engine/explain/sample_name.h"

#include "engine/core/number_format.h"
#include "engine/report/report.h"

#include <cmath>

namespace prospectivity {

std::string sampleName(const SampleTable& samples, std::size_t row) {
  std::string name = "sample " + std::to_string(samples.ids[row]);
  if (std::isfinite(samples.points[row].x))
    name += " at " + formatNumber(samples.points[row].x, 9) + ", " + formatNumber(samples.points[row].y, 9);
  return name;
}

} // namespace prospectivity
