#pragma once

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/raster/memory_raster.h"

#include <QString>

#include <cmath>
#include <functional>
#include <vector>

namespace prospectivity {

/// Maps and points for the tests of this room.

inline const char* const wgs84 =
    R"(GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]])";

/// Cells of size 1 with the corner at 0, 0; rows go down.
inline Grid plainGrid(int columns, int rows) {
  return {{0, 1, 0, 0, 0, -1}, columns, rows, ""};
}

inline Point pointIn(const Grid& grid, int column, int row) {
  return grid.center(column, row);
}

/// Few distinct values, so that there are ties, of both signs and many sizes, and a tenth without data.
inline std::vector<float> tiedValues(const Grid& grid, int distinct, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> palette;
  for (int i = 0; i < distinct; ++i)
    palette.push_back(static_cast<float>(random.normal() * std::pow(10, 6 * random.uniform() - 3)));
  palette.push_back(0.0F);
  palette.push_back(-0.0F);
  // Neighbours among the floats, which share all their leading bits.
  palette.push_back(std::nextafter(palette.front(), 1e9F));
  palette.push_back(std::nextafter(palette.front(), -1e9F));
  std::vector<float> values;
  for (std::size_t i = 0; i < grid.cells(); ++i)
    values.push_back(random.uniform() < 0.1 ? std::nanf("") : palette[random.below(palette.size())]);
  return values;
}

inline QString sentenceOf(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return QString::fromUtf8(error.what());
  }
  return QStringLiteral("no error");
}

} // namespace prospectivity
