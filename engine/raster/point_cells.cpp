#include "engine/raster/point_cells.h"

#include "engine/raster/raster_mask.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace prospectivity {

namespace {

std::vector<int> allBands(const RasterSource& source) {
  std::vector<int> bands(source.bandNames().size());
  std::iota(bands.begin(), bands.end(), 0);
  return bands;
}

struct PlacedPoint {
  CellIndex cell = 0;
  Point point;

  bool operator<(const PlacedPoint& other) const {
    return std::tie(cell, point.x, point.y) < std::tie(other.cell, other.point.x, other.point.y);
  }
};

} // namespace

CellIndex cellIndex(const Grid& grid, int column, int row) {
  return static_cast<CellIndex>(row) * grid.columns + column;
}

Point cellCenter(const Grid& grid, CellIndex cell) {
  return grid.center(static_cast<int>(cell % grid.columns), static_cast<int>(cell / grid.columns));
}

std::optional<CellIndex> cellOf(const Grid& grid, const Point& point) {
  int column = 0;
  int row = 0;
  if (!grid.locate(point, column, row))
    return std::nullopt;
  return cellIndex(grid, column, row);
}

std::optional<Tile> windowAround(const Grid& grid, const Point& point, int reach) {
  int column = 0;
  int row = 0;
  if (!grid.locate(point, column, row) || column < reach || row < reach || column + reach >= grid.columns ||
      row + reach >= grid.rows)
    return std::nullopt;
  return Tile{column - reach, row - reach, 2 * reach + 1, 2 * reach + 1};
}

CellReader::CellReader(RasterSource& source, std::vector<int> bands, RasterSource* mask)
    : mSource(source), mBands(std::move(bands)), mMask(mask) {}

CellReader::CellReader(RasterSource& source, RasterSource* mask, double minPresent)
    : CellReader(source, allBands(source), mask) {
  if (minPresent < 1) {
    mLayers.emplace(source.bandNames(), descriptionsOf(source));
    mFewestLayers = mLayers->fewest(minPresent);
  }
}

CellState CellReader::read(CellIndex cell, std::vector<float>& values) {
  const Grid& grid = mSource.grid();
  const Tile tile{static_cast<int>(cell % grid.columns), static_cast<int>(cell / grid.columns), 1, 1};
  values.resize(mBands.size());
  mSource.read(mBands, tile, values.data());
  if (mLayers) {
    const std::size_t present = mLayers->present([&](std::size_t band) { return !std::isnan(values[band]); });
    if (present < mFewestLayers)
      return present == 0 ? CellState::NoData : CellState::TooFewLayers;
  } else if (std::any_of(values.begin(), values.end(), [](float value) { return std::isnan(value); })) {
    return CellState::NoData;
  }
  std::vector<float> mask;
  readMask(mMask, tile, mask);
  return mask.empty() || isInside(mask.front()) ? CellState::Data : CellState::OutsideMask;
}

PointsOnCells placeOnCells(const std::vector<Point>& points, CellReader& reader, const Progress& progress) {
  PointsOnCells result;
  std::vector<PlacedPoint> placed;
  for (const Point& point : points) {
    if (const std::optional<CellIndex> cell = cellOf(reader.grid(), point))
      placed.push_back({*cell, point});
    else
      ++result.outside;
  }
  std::sort(placed.begin(), placed.end());
  for (std::size_t i = 0; i < placed.size();) {
    progress.check();
    OccupiedCell here{placed[i].cell, 0, placed[i].point, {}};
    while (i < placed.size() && placed[i].cell == here.cell) {
      ++here.points;
      ++i;
    }
    switch (reader.read(here.cell, here.values)) {
    case CellState::NoData:
      result.noData += here.points;
      break;
    case CellState::TooFewLayers:
      result.tooFewLayers += here.points;
      break;
    case CellState::OutsideMask:
      result.outsideMask += here.points;
      break;
    case CellState::Data:
      result.cells.push_back(std::move(here));
      break;
    }
  }
  return result;
}

} // namespace prospectivity
