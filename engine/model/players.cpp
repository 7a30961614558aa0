#include "engine/model/players.h"

namespace prospectivity {

const Choices& outputSpaceChoices() {
  static const Choices choices{{"logit", "Logit"}, {"probability", "Prospectivity score"}};
  return choices;
}

Players Players::blocks(std::size_t players, std::size_t width) {
  Players result;
  result.columns.resize(players);
  for (std::size_t j = 0; j < players; ++j)
    for (std::size_t k = 0; k < width; ++k)
      result.columns[j].push_back(static_cast<int>(j * width + k));
  return result;
}

} // namespace prospectivity
