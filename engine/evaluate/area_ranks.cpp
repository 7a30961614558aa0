#include "engine/evaluate/area_ranks.h"

#include "engine/evaluate/cell_areas.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

namespace prospectivity {

namespace {

// Floats are counted by sign, exponent and the first bits of their mantissa. Bits that are ordered as the
// floats are make every value between two bin edges fall between them.
constexpr unsigned binBits = 20;
constexpr unsigned droppedBits = 32 - binBits;
constexpr std::uint32_t signBit = 0x80000000U;

std::size_t binOf(float value) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof(bits));
  return ((bits & signBit) != 0 ? ~bits : bits | signBit) >> droppedBits;
}

/// The lowest value that falls into a bin.
float lowerEdge(std::size_t bin) {
  const std::uint32_t ordered = static_cast<std::uint32_t>(bin) << droppedBits;
  const std::uint32_t bits = (ordered & signBit) != 0 ? ordered & ~signBit : ~ordered;
  float value = 0;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

/// The values to rank that fall into one bin: places in AreaRanks::values.
struct BinnedValues {
  std::ptrdiff_t begin = 0;
  std::ptrdiff_t end = 0;
};

/// Areas by bin, and exact ones in the bins that hold a value to rank.
class Tally {
 public:
  explicit Tally(AreaRanks& ranks) : mRanks(ranks) {
    for (std::size_t k = 0; k < ranks.values.size(); ++k) {
      std::uint32_t& group = mGroupOfBin[binOf(ranks.values[k])];
      if (group == 0) {
        mGroups.push_back({static_cast<std::ptrdiff_t>(k), 0});
        group = static_cast<std::uint32_t>(mGroups.size() - 1);
      }
      mGroups[group].end = static_cast<std::ptrdiff_t>(k) + 1;
    }
  }

  void add(float value, double area) {
    value += 0.0F; // no negative zero: it equals zero, but its bits do not
    const std::size_t bin = binOf(value);
    mBins[bin] += area;
    if (mRanks.cells++ == 0)
      mRanks.lowest = mRanks.highest = value;
    mRanks.lowest = std::min(mRanks.lowest, value);
    mRanks.highest = std::max(mRanks.highest, value);
    if (mGroupOfBin[bin] == 0)
      return;
    const BinnedValues& group = mGroups[mGroupOfBin[bin]];
    const auto first = mRanks.values.begin();
    const auto place = std::lower_bound(first + group.begin, first + group.end, value, std::greater<float>());
    if (place != first + group.end) // else below all values of its bin
      (*place == value ? mRanks.equal : mAboveInBin)[static_cast<std::size_t>(place - first)] += area;
  }

  /// Adds up from the highest bin down.
  void finish() {
    double above = 0;
    std::size_t next = 0;
    const std::size_t count = mRanks.values.size();
    for (std::size_t bin = mBins.size(); bin-- > 0;) {
      if (mBins[bin] == 0)
        continue;
      double within = above;
      for (; next < count && binOf(mRanks.values[next]) >= bin; ++next) {
        within += mAboveInBin[next];
        mRanks.above[next] = within;
        within += mRanks.equal[next];
      }
      above += mBins[bin];
      mRanks.thresholds.push_back({std::max(lowerEdge(bin), mRanks.lowest), above});
    }
    for (; next < count; ++next)
      mRanks.above[next] = above;
    mRanks.total = above;
  }

 private:
  AreaRanks& mRanks;
  std::vector<double> mBins = std::vector<double>(std::size_t{1} << binBits, 0.0);
  std::vector<BinnedValues> mGroups = std::vector<BinnedValues>(1);
  std::vector<std::uint32_t> mGroupOfBin =
      std::vector<std::uint32_t>(std::size_t{1} << binBits, 0); // 0: none
  /// Of the cells in the bin of a value, those above it that are not above (nor equal to) the value before.
  std::vector<double> mAboveInBin = std::vector<double>(mRanks.values.size(), 0.0);
};

constexpr int partsAlongSide = 32;

/// Counts cells by the part of the map in which they lie.
class PartCounts {
 public:
  explicit PartCounts(const Grid& grid)
      : mGrid(grid), mColumns(sideOf(grid.columns)), mRows(sideOf(grid.rows)) {
    mPartOfColumn.reserve(static_cast<std::size_t>(grid.columns));
    for (int column = 0; column < grid.columns; ++column)
      mPartOfColumn.push_back(static_cast<std::size_t>(column / mColumns));
  }

  /// The first part of a row.
  std::size_t rowOf(int row) const { return static_cast<std::size_t>(row / mRows) * partsAlongSide; }
  void add(std::size_t row, int column) { ++mCounts[row + mPartOfColumn[static_cast<std::size_t>(column)]]; }

  std::vector<CountedPart> take() const {
    std::vector<CountedPart> parts;
    for (int i = 0; i * mRows < mGrid.rows; ++i)
      for (int j = 0; j * mColumns < mGrid.columns; ++j)
        if (const std::uint64_t cells = mCounts[rowOf(i * mRows) + static_cast<std::size_t>(j)]; cells > 0)
          parts.push_back({{j * mColumns, i * mRows, std::min(mColumns, mGrid.columns - j * mColumns),
                            std::min(mRows, mGrid.rows - i * mRows)},
                           cells});
    return parts;
  }

 private:
  static int sideOf(int cells) { return std::max(1, (cells + partsAlongSide - 1) / partsAlongSide); }

  const Grid& mGrid;
  int mColumns;
  int mRows;
  std::vector<std::size_t> mPartOfColumn;
  std::vector<std::uint64_t> mCounts = std::vector<std::uint64_t>(partsAlongSide * partsAlongSide, 0);
};

} // namespace

AreaRanks rankAreas(RasterSource& map, int band, RasterSource* mask, std::vector<float> values,
                    const Progress& progress, std::size_t bytes) {
  AreaRanks ranks;
  for (float& value : values)
    value += 0.0F;
  std::sort(values.begin(), values.end(), std::greater<float>());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  ranks.values = std::move(values);
  ranks.above.assign(ranks.values.size(), 0);
  ranks.equal.assign(ranks.values.size(), 0);
  const CellAreas areas(map.grid());
  ranks.squareMetres = areas.squareMetres();
  Tally tally(ranks);
  PartCounts parts(map.grid());
  BandWalk walk;
  walk.band = band;
  walk.mask = mask;
  walk.bytes = bytes;
  walkBand(map, walk, progress, [&](const Tile& tile, const std::vector<float>& cells) {
    std::size_t i = 0;
    for (int row = tile.row; row < tile.row + tile.rows; ++row) {
      const double alike = areas.at(0, row);
      const std::size_t part = parts.rowOf(row);
      for (int column = tile.column; column < tile.column + tile.columns; ++column, ++i) {
        if (std::isnan(cells[i]))
          continue;
        tally.add(cells[i], areas.alikeInRow() ? alike : areas.at(column, row));
        parts.add(part, column);
      }
    }
  });
  tally.finish();
  ranks.parts = parts.take();
  return ranks;
}

} // namespace prospectivity
