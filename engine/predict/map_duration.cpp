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

/// Where most pieces find nothing, fewer that do say too little of how much there is.
constexpr int leastHits = 5;

/// Of a mask so many cells are looked at, in rows that lie evenly.
constexpr double mostMaskCells = 4e6;

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

/// The cells of a mask in evenly spaced rows of an area: a small mask on large ground would be missed by
/// places that are taken from all of it.
class InsideCells {
 public:
  InsideCells(RasterSource& mask, const Tile& area, const Progress& progress) : mArea(area) {
    const int step =
        std::max(1, static_cast<int>(std::ceil(static_cast<double>(area.cells()) / mostMaskCells)));
    std::size_t looked = 0;
    std::vector<float> cells;
    for (int row = area.row + std::min(step, area.rows) / 2; row < area.row + area.rows; row += step) {
      progress.check();
      readMask(&mask, {area.column, row, area.columns, 1}, cells);
      looked += cells.size();
      for (int column = 0; column < area.columns; ++column)
        if (isInside(cells[static_cast<std::size_t>(column)]))
          add(row, area.column + column);
    }
    mShare = static_cast<double>(mCount) / static_cast<double>(std::max<std::size_t>(1, looked));
  }

  bool isEmpty() const { return mCount == 0; }
  double share() const { return mShare; } ///< of the area

  /// Begins in the mask, as far as the area is wide enough; the golden ratio fills a line evenly.
  Tile pieceOf(int number, int width) const {
    const auto place =
        static_cast<std::size_t>(fractionOf(0.5 + 0.6180339887498949 * number) * static_cast<double>(mCount));
    auto run = std::upper_bound(mRuns.begin(), mRuns.end(), place,
                                [](std::size_t value, const Run& one) { return value < one.before; });
    --run;
    const int columns = std::min(width, mArea.columns);
    const int column = run->column + static_cast<int>(place - run->before);
    return {std::min(column, mArea.column + mArea.columns - columns), run->row, columns, 1};
  }

 private:
  struct Run {
    int row;
    int column;
    int end;            ///< column behind it
    std::size_t before; ///< cells in the runs before
  };

  void add(int row, int column) {
    if (!mRuns.empty() && mRuns.back().row == row && mRuns.back().end == column)
      ++mRuns.back().end;
    else
      mRuns.push_back({row, column, column + 1, mCount});
    ++mCount;
  }

  Tile mArea;
  std::vector<Run> mRuns;
  std::size_t mCount = 0;
  double mShare = 0;
};

} // namespace

std::optional<MapDuration> mapDuration(RasterSource& source, const std::vector<int>& bands,
                                       RasterSource* mask, const TilingOptions& options,
                                       const TileFunction& compute, const Progress& progress,
                                       const std::function<double()>& clock) {
  checkMaskGrid(source, mask);
  const Tile area = partToCompute(source, options);
  const auto planes = static_cast<std::size_t>(options.outputBands);
  int width = 1;
  double spent = 0; // in pieces of that width
  std::size_t computed = 0;
  double ofCell = 0;
  std::size_t seen = 0; // cells in the mask
  std::size_t valued = 0;
  int hits = 0;
  std::optional<InsideCells> masked;
  if (mask != nullptr)
    masked.emplace(*mask, area, progress);
  if (masked && masked->isEmpty())
    return std::nullopt;
  const double start = clock();
  int piece = 0;
  for (; piece < mostPieces && clock() - start < budget; ++piece) {
    progress.check();
    const Tile tile = masked ? masked->pieceOf(piece, width) : pieceOf(area, piece, width);
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
    seen += masked ? static_cast<std::size_t>(std::count_if(inside.begin(), inside.end(), isInside))
                   : tile.cells();
    valued += found;
    if (found == 0)
      continue;
    ++hits;
    spent += taken;
    computed += found;
    ofCell = spent / static_cast<double>(computed);
    if (taken < enough && width < std::min(widestPiece, area.columns)) {
      width *= 2;
      spent = 0;
      computed = 0;
    }
  }
  if (valued == 0 || (hits < leastHits && piece > 2 * leastHits))
    return std::nullopt;
  const int threads = options.threads > 0 ? options.threads : availableThreads();
  const double cells = static_cast<double>(area.cells()) * (masked ? masked->share() : 1) *
                       static_cast<double>(valued) / static_cast<double>(seen);
  const double unit = std::pow(10, std::max(0.0, std::floor(std::log10(std::max(cells, 1.0))) - 1));
  return MapDuration{ofCell * cells / threads, static_cast<std::uint64_t>(std::round(cells / unit) * unit)};
}

} // namespace prospectivity
