#include "engine/evidence/class_watch.h"

#include "engine/core/code_signs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace prospectivity {

namespace {

constexpr std::size_t cellsLookedAt = std::size_t{1} << 20; // for their neighbours

/// More kinds of neighbours than codes have: numbers of chance.
constexpr std::size_t mostPairs = 100000;

/// Tells most numbers that were met before by one look.
class MetNumbers {
 public:
  MetNumbers() { mPlaces.fill(std::nanf("")); }

  bool holds(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    float& place = mPlaces[(bits * 2654435761U) >> 22];
    const bool isThere = place == value;
    place = value;
    return isThere;
  }

 private:
  std::array<float, 1024> mPlaces{};
};

} // namespace

/// What one tile shows.
struct ClassWatch::Seen {
  std::set<float> numbers;
  std::size_t known = 0;
  std::map<double, std::size_t> counts;
  std::map<std::pair<float, float>, std::size_t> pairs;
};

ClassWatch::ClassWatch(const Grid& grid)
    : mCells(grid.cells()), mEvery(static_cast<int>(std::max<std::size_t>(1, mCells / cellsLookedAt))) {}

void ClassWatch::look(const Tile& tile, const float* cells) {
  {
    const std::lock_guard<std::mutex> lock(mMutex);
    if (mIsOther)
      return;
  }
  Seen seen;
  bool isOther = false;
  MetNumbers met;
  const std::size_t count = tile.cells();
  for (std::size_t i = 0; i < count && !isOther; ++i) {
    const float value = cells[i];
    if (std::isnan(value))
      continue;
    ++seen.known;
    if (met.holds(value))
      continue;
    isOther = value != std::trunc(value);
    if (!isOther && seen.numbers.insert(value + 0.0F).second) // no negative zero
      isOther = seen.numbers.size() > mostNumbers;
  }
  if (!isOther)
    lookAtRows(tile, cells, seen);
  const std::lock_guard<std::mutex> lock(mMutex);
  mNumbers.insert(seen.numbers.begin(), seen.numbers.end());
  mKnown += seen.known;
  for (const auto& [number, times] : seen.counts)
    mCounts[number] += times;
  for (const auto& [pair, times] : seen.pairs)
    mPairs[pair] += times;
  mIsOther = mIsOther || isOther || mNumbers.size() > mostNumbers;
  mIsChance = mIsChance || mPairs.size() > mostPairs;
  if (mIsOther || mIsChance)
    mPairs.clear();
  if (mIsOther) {
    mNumbers.clear();
    mCounts.clear();
  }
}

void ClassWatch::lookAtRows(const Tile& tile, const float* cells, Seen& seen) const {
  for (int row = 0; row < tile.rows; ++row) {
    if ((tile.row + row) % mEvery != 0)
      continue;
    const float* own = cells + static_cast<std::size_t>(row) * static_cast<std::size_t>(tile.columns);
    for (int column = 0; column < tile.columns; ++column) {
      if (std::isnan(own[column]))
        continue;
      ++seen.counts[static_cast<double>(own[column]) + 0.0];
      if (column > 0 && !std::isnan(own[column - 1]))
        ++seen.pairs[std::minmax(own[column - 1] + 0.0F, own[column] + 0.0F)];
    }
  }
}

std::optional<WholeNumbers> ClassWatch::numbers() const {
  const std::lock_guard<std::mutex> lock(mMutex);
  if (mIsOther || mNumbers.empty())
    return std::nullopt;
  WholeNumbers numbers;
  for (const float number : mNumbers)
    numbers.all.insert(static_cast<double>(number));
  numbers.cells = std::min(mKnown, mCells);
  CodeSigns signs(mCounts);
  for (const auto& [pair, times] : mPairs)
    signs.addNeighbours(static_cast<double>(pair.first), static_cast<double>(pair.second), times);
  numbers.lieAsCodes = !mIsChance && signs.areCodes(leastInPatches);
  return numbers;
}

namespace {

class WatchedRaster : public RasterSource {
 public:
  WatchedRaster(std::unique_ptr<RasterSource> raster, int band, std::shared_ptr<ClassWatch> watch)
      : mRaster(std::move(raster)), mBand(band), mWatch(std::move(watch)) {}

  const Grid& grid() const override { return mRaster->grid(); }
  const std::vector<std::string>& bandNames() const override { return mRaster->bandNames(); }
  std::string name() const override { return mRaster->name(); }
  Tile naturalBlock() const override { return mRaster->naturalBlock(); }
  bool holdsWideCodes(int band) const override { return mRaster->holdsWideCodes(band); }
  bool isThematic(int band) const override { return mRaster->isThematic(band); }
  std::string className(int band, double value) const override { return mRaster->className(band, value); }
  FeatureDescription description(int band) const override { return mRaster->description(band); }
  void readCodes(int band, const Tile& tile, double* values) override {
    mRaster->readCodes(band, tile, values);
  }

  void read(const std::vector<int>& bands, const Tile& tile, float* values) override {
    mRaster->read(bands, tile, values);
    for (std::size_t i = 0; i < bands.size(); ++i)
      if (bands[i] == mBand)
        mWatch->look(tile, values + i * tile.cells());
  }

  std::unique_ptr<RasterSource> clone() const override {
    return std::make_unique<WatchedRaster>(mRaster->clone(), mBand, mWatch);
  }

 private:
  std::unique_ptr<RasterSource> mRaster;
  int mBand;
  std::shared_ptr<ClassWatch> mWatch;
};

} // namespace

std::unique_ptr<RasterSource> watchedFor(std::unique_ptr<RasterSource> raster, int band,
                                         std::shared_ptr<ClassWatch> watch) {
  return std::make_unique<WatchedRaster>(std::move(raster), band, std::move(watch));
}

} // namespace prospectivity
