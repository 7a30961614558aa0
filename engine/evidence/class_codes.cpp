#include "engine/evidence/class_codes.h"

#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "engine/core/number_text.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

constexpr double exactCodes = 16777216; ///< 2^24: float32 holds every whole number up to it
constexpr std::size_t mostCodes = 1000000;

/// All codes of a band, rising.
std::vector<double> codesOf(RasterSource& layer, int number, const std::string& band,
                            const Progress& progress) {
  std::set<double> codes;
  std::vector<double> values;
  const auto addCodes = [&](const Tile& tile) {
    values.resize(tile.cells());
    layer.readCodes(number, tile, values.data());
    double last = std::nan("");
    for (const double value : values)
      if (value != last && !std::isnan(value))
        codes.insert(last = value);
    if (codes.size() > mostCodes)
      throw Error("%1: the band '%2' has more than %3 values, which are no classes: leave it out of %1.",
                  Subject::Categorical, band, mostCodes);
  };
  // Sources keep as many float32 while they read codes.
  const std::size_t cells = memoryBudget().of(MemoryUse::Strips) / (sizeof(double) + sizeof(float));
  forEachTile(rowTiles(layer.grid(), layer.naturalBlock().rows, cells), progress.part(0, 0), addCodes);
  return {codes.begin(), codes.end()};
}

bool isBeyondFloat(const std::vector<double>& codes) {
  return !codes.empty() && (codes.back() > exactCodes || codes.front() < -exactCodes);
}

class NumberedClasses : public RasterSource {
 public:
  NumberedClasses(std::unique_ptr<RasterSource> layer, int number, std::vector<double> codes)
      : mLayer(std::move(layer)), mNumber(number), mCodes(std::move(codes)) {}

  const Grid& grid() const override { return mLayer->grid(); }
  const std::vector<std::string>& bandNames() const override { return mLayer->bandNames(); }
  std::string name() const override { return mLayer->name(); }
  Tile naturalBlock() const override { return mLayer->naturalBlock(); }
  bool isThematic(int band) const override { return mLayer->isThematic(band); }

  void read(const std::vector<int>& bands, const Tile& tile, float* values) override {
    for (const int band : bands) {
      if (band == mNumber)
        readNumbers(tile, values);
      else
        mLayer->read({band}, tile, values);
      values += tile.cells();
    }
  }

  std::string className(int band, double value) const override {
    return mLayer->className(band, band == mNumber ? mCodes[static_cast<std::size_t>(value)] : value);
  }

  std::unique_ptr<RasterSource> clone() const override {
    return std::make_unique<NumberedClasses>(mLayer->clone(), mNumber, mCodes);
  }

 private:
  void readNumbers(const Tile& tile, float* values) {
    std::vector<double> codes(tile.cells());
    mLayer->readCodes(mNumber, tile, codes.data());
    std::transform(codes.begin(), codes.end(), values,
                   [this](double code) { return std::isnan(code) ? std::nanf("") : numberOf(code); });
  }

  float numberOf(double code) const {
    const auto place = std::lower_bound(mCodes.begin(), mCodes.end(), code);
    if (place == mCodes.end() || *place != code)
      throw Error(
          "The layer %1 holds the code %2, which it did not hold when the stack was planned: make the "
          "plan anew.",
          name(), exactText(code));
    return static_cast<float>(place - mCodes.begin());
  }

  std::unique_ptr<RasterSource> mLayer;
  int mNumber;
  std::vector<double> mCodes;
};

} // namespace

std::vector<double> codesToNumber(RasterSource& layer, int number, const std::string& band,
                                  const Progress& progress) {
  if (!layer.holdsWideCodes(number))
    return {};
  std::vector<double> codes = codesOf(layer, number, band, progress);
  return isBeyondFloat(codes) ? codes : std::vector<double>();
}

std::unique_ptr<RasterSource> numberClasses(std::unique_ptr<RasterSource> layer, int number,
                                            std::vector<double> codes) {
  return std::make_unique<NumberedClasses>(std::move(layer), number, std::move(codes));
}

bool mergesCodes(RasterSource& layer, int number, const std::string& band, const Progress& progress) {
  if (!layer.holdsWideCodes(number))
    return false;
  const std::vector<double> codes = codesOf(layer, number, band, progress);
  return std::adjacent_find(codes.begin(), codes.end(), [](double a, double b) {
           return static_cast<float>(a) == static_cast<float>(b);
         }) != codes.end();
}

} // namespace prospectivity
