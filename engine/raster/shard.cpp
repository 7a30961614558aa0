#include "engine/raster/shard.h"

#include "engine/core/error.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace prospectivity {

namespace {

std::size_t blocksAlong(int cells, int block) {
  return (static_cast<std::size_t>(cells) + static_cast<std::size_t>(block) - 1) /
         static_cast<std::size_t>(block);
}

/// Where the part of that number (from 0) begins when `whole` are shared out to `parts`.
std::size_t shareBegin(std::size_t whole, std::size_t parts, std::size_t number) {
  // As whole * number / parts, whose product may be beyond all numbers.
  return whole / parts * number + whole % parts * number / parts;
}

struct Run {
  int begin = 0;
  int end = 0;
};

/// The cells of a part of the blocks along one side.
Run cellsOfShare(int cells, int block, std::size_t parts, std::size_t number) {
  const std::size_t blocks = blocksAlong(cells, block);
  const auto at = [&](std::size_t share) {
    const std::size_t cell = shareBegin(blocks, parts, share) * static_cast<std::size_t>(block);
    return static_cast<int>(std::min(cell, static_cast<std::size_t>(cells)));
  };
  return {at(number), at(number + 1)};
}

/// A whole number without sign or anything around it; false for another text.
bool readNumber(const std::string& text, std::size_t& number) {
  const char* end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(text.data(), end, number);
  return failure == std::errc() && stopped == end && !text.empty();
}

std::string withoutSpaces(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

} // namespace

std::string Shard::text() const {
  return std::to_string(number) + "/" + std::to_string(count);
}

Shard readShard(const std::string& given, const SentenceValue& input) {
  const std::string text = withoutSpaces(given);
  const std::size_t slash = text.find('/');
  Shard shard;
  if (slash == std::string::npos || !readNumber(text.substr(0, slash), shard.number) ||
      !readNumber(text.substr(slash + 1), shard.count))
    throw Error("%1: '%2' is no part of a map: write its number and how many there are, such as 3/40.", input,
                given);
  if (shard.count < 1)
    throw Error("%1: '%2' divides the map into no parts: write how many there are, such as 3/40.", input,
                given);
  if (shard.number < 1 || shard.number > shard.count)
    throw Error("%1: there is no part %2 of %3: parts are numbered from 1 to %3.", input, shard.number,
                shard.count);
  return shard;
}

std::size_t shardsAtMost(const Grid& grid, int block) {
  return blocksAlong(grid.columns, block) * blocksAlong(grid.rows, block);
}

Tile cellsOfShard(const Grid& grid, const Shard& shard, const SentenceValue& input, int block) {
  if (shard.count > shardsAtMost(grid, block))
    throw Error(
        "%1: the grid of %2 x %3 cells has %4 blocks of %5 x %5, too few for %6 parts: divide it into "
        "%4 parts at most.",
        input, grid.columns, grid.rows, shardsAtMost(grid, block), block, shard.count);
  const std::size_t down = blocksAlong(grid.rows, block);
  const std::size_t number = shard.number - 1;
  Run rows;
  Run columns{0, grid.columns};
  if (shard.count <= down) {
    rows = cellsOfShare(grid.rows, block, shard.count, number);
  } else {
    // The row of blocks among whose pieces it is: the last one whose pieces begin at it or before.
    std::size_t row = 0;
    for (std::size_t after = down; after - row > 1;) {
      const std::size_t middle = row + (after - row) / 2;
      (shareBegin(shard.count, down, middle) <= number ? row : after) = middle;
    }
    const std::size_t first = shareBegin(shard.count, down, row);
    rows = cellsOfShare(grid.rows, block, down, row);
    columns =
        cellsOfShare(grid.columns, block, shareBegin(shard.count, down, row + 1) - first, number - first);
  }
  return {columns.begin, rows.begin, columns.end - columns.begin, rows.end - rows.begin};
}

Tile cellsWithin(const Grid& grid, const Bounds& bounds) {
  const std::array<double, 6>& t = grid.transform;
  const double determinant = t[1] * t[5] - t[2] * t[4];
  double left = grid.columns;
  double right = 0;
  double top = grid.rows;
  double bottom = 0;
  for (const Point& corner : {Point{bounds.left, bounds.lower}, Point{bounds.left, bounds.upper},
                              Point{bounds.right, bounds.lower}, Point{bounds.right, bounds.upper}}) {
    const double x = corner.x - t[0];
    const double y = corner.y - t[3];
    const double column = (x * t[5] - y * t[2]) / determinant;
    const double row = (y * t[1] - x * t[4]) / determinant;
    left = std::min(left, column);
    right = std::max(right, column);
    top = std::min(top, row);
    bottom = std::max(bottom, row);
  }
  // Bounds at the centre of a cell are there to within what their numbers are rounded to.
  constexpr double rounding = 1e-6;
  const auto firstFrom = [](double place, int cells) {
    return static_cast<int>(std::clamp(std::ceil(place - 0.5 - rounding), 0.0, static_cast<double>(cells)));
  };
  const int column = firstFrom(left, grid.columns);
  const int row = firstFrom(top, grid.rows);
  return {column, row, std::max(firstFrom(right, grid.columns) - column, 0),
          std::max(firstFrom(bottom, grid.rows) - row, 0)};
}

Tile sharedCells(const Tile& a, const Tile& b) {
  const int column = std::max(a.column, b.column);
  const int row = std::max(a.row, b.row);
  return {column, row, std::max(std::min(a.column + a.columns, b.column + b.columns) - column, 0),
          std::max(std::min(a.row + a.rows, b.row + b.rows) - row, 0)};
}

void cutToPart(const Tile& part, Tile& tile, std::vector<float>& values) {
  const Tile both = sharedCells(part, tile);
  const auto columns = static_cast<std::size_t>(both.columns);
  const auto across = static_cast<std::size_t>(tile.columns);
  const auto left = static_cast<std::size_t>(both.column - tile.column);
  for (int row = 0; row < both.rows; ++row) {
    const std::size_t from = static_cast<std::size_t>(both.row - tile.row + row) * across + left;
    // Each row moves towards the beginning, over cells that are not needed any more.
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(from), columns,
                values.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(row) * columns));
  }
  values.resize(both.cells());
  tile = {both.column - part.column, both.row - part.row, both.columns, both.rows};
}

Grid partOf(const Grid& grid, const Tile& cells) {
  Grid part = grid;
  const std::array<double, 6>& t = grid.transform;
  part.transform[0] = t[0] + cells.column * t[1] + cells.row * t[2];
  part.transform[3] = t[3] + cells.column * t[4] + cells.row * t[5];
  part.columns = cells.columns;
  part.rows = cells.rows;
  return part;
}

} // namespace prospectivity
