#include "engine/predict/map_duration.h"

#include "engine/core/parallel.h"
#include "engine/raster/raster_mask.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

constexpr double budget = 1; // seconds

/// Pieces grow until they take so long: what is prepared once for a tile must not count for each cell.
constexpr double enough = 0.005; // seconds

/// Ground without data costs no time, and must not be searched for ever.
constexpr int mostPieces = 256;

constexpr int widestPiece = 1024; // cells

double fractionOf(double value) {
  return value - std::floor(value);
}

/// Places that fill an area evenly however many there are: Roberts (2018), the R2 sequence.
Tile pieceOf(const Tile& area, int number, int width) {
  const int columns = std::min(width, area.columns);
  const double across = fractionOf(0.5 + 0.7548776662466927 * number);
  const double down = fractionOf(0.5 + 0.5698402909980532 * number);
  return {area.column + static_cast<int>(across * (area.columns - columns + 1)),
          area.row + static_cast<int>(down * area.rows), columns, 1};
}

} // namespace

std::optional<MapDuration> mapDuration(RasterSource& source, const std::vector<int>& bands,
                                       RasterSource* mask, const TilingOptions& options,
                                       const TileFunction& compute, const Progress& progress,
                                       const std::function<double()>& clock) {
  checkMaskGrid(source, mask);
  const double start = clock();
  const Tile area = partToCompute(source, options);
  const auto planes = static_cast<std::size_t>(options.outputBands);
  int width = 1;
  double spent = 0; // in pieces of that width
  std::size_t computed = 0;
  double ofCell = 0;
  std::size_t seen = 0;
  std::size_t valued = 0;
  for (int piece = 0; piece < mostPieces && clock() - start < budget; ++piece) {
    progress.check();
    const Tile tile = pieceOf(area, piece, width);
    const std::vector<float> features = readWithHalo(source, bands, tile, options.halo);
    std::vector<float> inside;
    readMask(mask, tile, inside);
    std::vector<float> outputs(tile.cells() * planes, 0);
    maskOut(inside, outputs.data(), planes);
    const double before = clock();
    compute(features.data(), tile, outputs.data());
    const double taken = clock() - before;
    maskOut(inside, outputs.data(), planes);
    const auto found = static_cast<std::size_t>(
        std::count_if(outputs.begin(), outputs.begin() + static_cast<std::ptrdiff_t>(tile.cells()),
                      [](float value) { return !std::isnan(value); }));
    seen += tile.cells();
    valued += found;
    if (found == 0)
      continue;
    spent += taken;
    computed += found;
    ofCell = spent / static_cast<double>(computed);
    if (taken < enough && width < std::min(widestPiece, area.columns)) {
      width *= 2;
      spent = 0;
      computed = 0;
    }
  }
  if (valued == 0)
    return std::nullopt;
  const int threads = options.threads > 0 ? options.threads : availableThreads();
  const double cells =
      static_cast<double>(area.cells()) * static_cast<double>(valued) / static_cast<double>(seen);
  const double unit = std::pow(10, std::max(0.0, std::floor(std::log10(std::max(cells, 1.0))) - 1));
  return MapDuration{ofCell * cells / threads, static_cast<std::uint64_t>(std::round(cells / unit) * unit)};
}

} // namespace prospectivity
