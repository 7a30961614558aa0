#pragma once

#include "engine/core/random.h"
#include "engine/raster/memory_raster.h"
#include "engine/samples/create_samples.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// Samples with `sets` sets of non-deposits, drawn from a ground of 20 x 20 cells whose bands are noise;
/// `signal` is added to the first band in the cells of the deposits. So small a ground gives many cells to
/// several sets.
inline SampleTable setsOnGround(int sets, int deposits, std::uint64_t seed, double signal = 0, int bands = 4,
                                NegativeMethod method = NegativeMethod::Random) {
  constexpr int side = 20;
  Random random(seed);
  std::set<std::size_t> cells;
  while (static_cast<int>(cells.size()) < deposits)
    cells.insert(random.below(side * side));
  std::vector<float> values(static_cast<std::size_t>(bands) * side * side);
  for (float& value : values)
    value = static_cast<float>(random.normal());
  SampleRequest request;
  for (const std::size_t cell : cells) {
    values[cell] += static_cast<float>(signal);
    request.deposits.push_back(
        {10 * static_cast<double>(cell % side) + 5, 10.0 * side - 10 * static_cast<double>(cell / side) - 5});
  }
  std::vector<std::string> names;
  for (int band = 0; band < bands; ++band)
    names.push_back("layer " + std::to_string(band));
  MemoryRaster stack({{0, 10, 0, side * 10.0, 0, -10}, side, side, ""}, names, values);
  request.method = method;
  request.sets = sets;
  request.seed = seed;
  return createSamples(stack, nullptr, request, Progress()).table;
}

/// The place of a sample, which is its cell for the non-deposits of one ground.
inline std::pair<double, double> placeOf(const SampleTable& table, std::size_t row) {
  return {table.points[row].x, table.points[row].y};
}

} // namespace prospectivity
