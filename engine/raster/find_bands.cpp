#include "engine/raster/find_bands.h"

#include "engine/core/error.h"

#include <algorithm>

namespace prospectivity {

std::vector<int> findBands(const RasterSource& stack, const std::vector<std::string>& names,
                           const std::string& advice) {
  const std::vector<std::string>& present = stack.bandNames();
  std::vector<int> bands;
  std::string missing;
  for (const std::string& name : names) {
    const auto found = std::find(present.begin(), present.end(), name);
    if (found == present.end())
      missing += (missing.empty() ? "'" : ", '") + name + "'";
    else if (std::find(found + 1, present.end(), name) != present.end())
      throw Error("STACK: two bands of " + stack.name() + " are called '" + name +
                  "', and which of them is meant cannot be told: leave one out, or give it another name.");
    else
      bands.push_back(static_cast<int>(found - present.begin()));
  }
  if (!missing.empty())
    throw Error("STACK: " + stack.name() + " has no band " + missing + advice);
  return bands;
}

} // namespace prospectivity
