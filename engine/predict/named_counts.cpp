#include "engine/predict/named_counts.h"

#include <cstddef>

namespace prospectivity {

bool addCounts(NamedCounts& to, const NamedCounts& more) {
  for (const auto& [name, counts] : more)
    if (const auto found = to.find(name); found != to.end() && found->second.size() != counts.size())
      return false;
  for (const auto& [name, counts] : more) {
    const auto [place, isNew] = to.emplace(name, counts);
    for (std::size_t i = 0; !isNew && i < counts.size(); ++i)
      place->second[i] += counts[i];
  }
  return true;
}

} // namespace prospectivity
