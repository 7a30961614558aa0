#include "engine/raster/find_bands.h"

#include "engine/core/error.h"

#include <algorithm>

namespace prospectivity {

std::vector<int> findBands(const RasterSource& stack, const std::vector<std::string>& names,
                           const Sentence& advice) {
  const std::vector<std::string>& present = stack.bandNames();
  std::vector<int> bands;
  std::string missing;
  for (const std::string& name : names) {
    const auto found = std::find(present.begin(), present.end(), name);
    if (found == present.end())
      missing += (missing.empty() ? "'" : ", '") + name + "'";
    else if (std::find(found + 1, present.end(), name) != present.end())
      throw Error("%1: two bands of %2 are called '%3', and which of them is meant cannot be told: leave one "
                  "out, or give it another name.",
                  Subject::Stack, stack.name(), name);
    else
      bands.push_back(static_cast<int>(found - present.begin()));
  }
  if (!missing.empty())
    throw Error("%1: %2 has no band %3%4", Subject::Stack, stack.name(), missing, advice);
  return bands;
}

} // namespace prospectivity
