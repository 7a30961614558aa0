#include "engine/explain/coalition_game.h"

#include "engine/explain/shapley_values.h"

namespace prospectivity {

std::vector<double> CoalitionGame::shapley(const Progress& progress) {
  std::vector<double> values;
  allValues(values, progress);
  return shapleyFromCoalitions(values, players());
}

} // namespace prospectivity
