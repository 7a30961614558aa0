#include "engine/explain/driver_map.h"

#include "engine/core/memory_budget.h"
#include "engine/core/number_format.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prospectivity {

DriverMap driverMap(const HighScores& scores, std::size_t most) {
  DriverMap map;
  map.scores = scores;
  map.listed.resize(scores.driven.size());
  std::iota(map.listed.begin(), map.listed.end(), std::size_t{0});
  if (map.listed.size() <= most)
    return map;
  const auto cells = [&](std::size_t driver) { return scores.driven[driver]; };
  map.listed.erase(std::remove_if(map.listed.begin(), map.listed.end(),
                                  [&](std::size_t driver) { return cells(driver) == 0; }),
                   map.listed.end());
  std::stable_sort(map.listed.begin(), map.listed.end(),
                   [&](std::size_t a, std::size_t b) { return cells(a) > cells(b); });
  if (map.listed.size() > most) {
    map.others.assign(map.listed.begin() + static_cast<std::ptrdiff_t>(most), map.listed.end());
    map.listed.resize(most);
  }
  return map;
}

Sentence otherName(const DriverMap& map, const std::vector<std::string>& classes) {
  if (map.others.empty())
    return "";
  if (map.others.size() == 1)
    return {"other: %1", classes[map.others.front()]};
  return {"other (%1 drivers)", map.others.size()};
}

Sentence lowName(const DriverMap& map) {
  const std::size_t low = map.scores.allCells - map.scores.cells;
  if (low == 0)
    return "";
  return {"low score: below %1 (%2 of the cells)", formatNumber(map.scores.from, 3),
          formatPercent(static_cast<double>(low) / static_cast<double>(map.scores.allCells))};
}

std::vector<std::string> driverMapNames(const DriverMap& map, const std::vector<std::string>& classes) {
  std::vector<std::string> names;
  for (const std::size_t driver : map.listed)
    names.push_back(classes[driver]);
  for (const std::string& name : {otherName(map, classes).text(), lowName(map).text()})
    if (!name.empty())
      names.push_back(name);
  return names;
}

std::vector<std::string> driverMapBands() {
  return {"driver", "driver where the score is high"};
}

void writeDriverMap(RasterSource& driversAndScores, const DriverMap& map, RasterSink& sink,
                    const Progress& progress) {
  const std::size_t other = map.listed.size() + 1;
  const std::size_t low = other + (map.others.empty() ? 0 : 1);
  std::vector<std::size_t> classOf(map.scores.driven.size(), other);
  for (std::size_t i = 0; i < map.listed.size(); ++i)
    classOf[map.listed[i]] = i + 1;
  std::vector<float> scores;
  BandWalk walk;
  walk.bytes = memoryBudget().of(MemoryUse::Strips) / 3; // beside a tile lie its scores and the second band
  walkBand(driversAndScores, walk, progress, [&](const Tile& tile, std::vector<float>& drivers) {
    const std::size_t cells = tile.cells();
    scores.resize(cells);
    driversAndScores.read({1}, tile, scores.data());
    drivers.resize(2 * cells);
    for (std::size_t i = 0; i < cells; ++i) {
      if (std::isnan(drivers[i]))
        drivers[cells + i] = drivers[i];
      else if (isHighScore(scores[i], map.scores.from))
        drivers[cells + i] = static_cast<float>(classOf[static_cast<std::size_t>(drivers[i]) - 1]);
      else
        drivers[cells + i] = static_cast<float>(low);
    }
    sink.write(tile, drivers.data());
  });
}

} // namespace prospectivity
