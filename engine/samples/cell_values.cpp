#include "engine/samples/cell_values.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prospectivity {

namespace {

/// Values of all bands that are held at a time.
constexpr std::size_t valuesAtOnce = std::size_t{1} << 22;

std::vector<int> allBands(const RasterSource& source) {
  std::vector<int> bands(source.bandNames().size());
  std::iota(bands.begin(), bands.end(), 0);
  return bands;
}

} // namespace

CellIndex cellIndex(const Grid& grid, int column, int row) {
  return static_cast<CellIndex>(row) * grid.columns + column;
}

Point cellCenter(const Grid& grid, CellIndex cell) {
  return grid.center(static_cast<int>(cell % grid.columns), static_cast<int>(cell / grid.columns));
}

CellReader::CellReader(RasterSource& stack, RasterSource* mask)
    : mStack(stack), mMask(mask), mBands(allBands(stack)) {}

bool CellReader::read(CellIndex cell, std::vector<float>& values) {
  const Grid& grid = mStack.grid();
  const Window window{static_cast<int>(cell % grid.columns), static_cast<int>(cell / grid.columns), 1, 1};
  values.resize(mBands.size());
  mStack.read(mBands, window, values.data());
  if (std::any_of(values.begin(), values.end(), [](float value) { return std::isnan(value); }))
    return false;
  float inside = 1;
  if (mMask != nullptr)
    mMask->read({0}, window, &inside);
  return inside > 0;
}

void forEachCellWithData(RasterSource& stack, RasterSource* mask, const Progress& progress,
                         const std::function<void(CellIndex)>& visit) {
  const Grid& grid = stack.grid();
  const auto columns = static_cast<std::size_t>(grid.columns);
  const int blockRows = std::max(stack.naturalBlock().rows, 1);
  const int strip = std::max(static_cast<int>(valuesAtOnce / columns) / blockRows, 1) * blockRows;
  std::vector<float> values;
  std::vector<char> complete;
  for (int row = 0; row < grid.rows; row += strip) {
    const Window window{0, row, grid.columns, std::min(strip, grid.rows - row)};
    values.resize(window.cells());
    complete.assign(window.cells(), 1);
    const auto leaveOut = [&](RasterSource& source, int band, bool mustBePositive) {
      progress.check();
      source.read({band}, window, values.data());
      for (std::size_t i = 0; i < values.size(); ++i)
        if (std::isnan(values[i]) || (mustBePositive && !(values[i] > 0)))
          complete[i] = 0;
    };
    for (const int band : allBands(stack))
      leaveOut(stack, band, false);
    if (mask != nullptr)
      leaveOut(*mask, 0, true);
    const CellIndex first = cellIndex(grid, 0, row);
    for (std::size_t i = 0; i < complete.size(); ++i)
      if (complete[i] != 0)
        visit(first + static_cast<CellIndex>(i));
    progress.fraction(static_cast<double>(row + window.rows) / grid.rows);
  }
}

} // namespace prospectivity
