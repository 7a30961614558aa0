#include "engine/evidence/longitudes.h"

#include "engine/raster/crs_units.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace prospectivity {

namespace {

constexpr double fullTurn = 360; ///< degrees

/// Columns of one turn round the globe; 0 when the raster does not go round it.
int columnsOfATurn(const Grid& grid) {
  const double columns = std::round(fullTurn / grid.transform[1]);
  const bool whole = std::abs(columns * grid.transform[1] - fullTurn) < 1e-6 * fullTurn;
  return whole && columns >= 1 && columns <= grid.columns ? static_cast<int>(columns) : 0;
}

bool countsDegrees(const std::string& crs) {
  const CrsUnits units = unitsOf(crs);
  return units.geographic && std::abs(units.radians * fullTurn - 2 * M_PI) < 1e-9;
}

bool countsLongitudes(const Grid& grid) {
  return grid.transform[1] > 0 && grid.transform[2] == 0 && grid.transform[4] == 0 && countsDegrees(grid.crs);
}

double middleOf(const Grid& grid) {
  return grid.transform[0] + grid.transform[1] * grid.columns / 2;
}

/// The same cells, counted from another meridian.
class TurnedRaster : public RasterSource {
 public:
  /// `turn` is the number of columns round the globe, 0 for a raster that only moves; `first` the column of
  /// the source that becomes the first one.
  TurnedRaster(std::unique_ptr<RasterSource> source, int turn, int first, double left)
      : mSource(std::move(source)), mGrid(mSource->grid()), mTurn(turn), mFirst(first) {
    mGrid.transform[0] = left;
    if (turn > 0)
      mGrid.columns = turn;
  }

  const Grid& grid() const override { return mGrid; }
  const std::vector<std::string>& bandNames() const override { return mSource->bandNames(); }
  std::string name() const override { return mSource->name(); }
  Tile naturalBlock() const override { return mSource->naturalBlock(); }
  bool holdsWideCodes(int band) const override { return mSource->holdsWideCodes(band); }
  bool isThematic(int band) const override { return mSource->isThematic(band); }
  std::string className(int band, double value) const override { return mSource->className(band, value); }
  FeatureDescription description(int band) const override { return mSource->description(band); }

  void read(const std::vector<int>& bands, const Tile& tile, float* values) override {
    for (const int band : bands) {
      readTurned(tile, values, [&](const Tile& part, float* cells) { mSource->read({band}, part, cells); });
      values += tile.cells();
    }
  }

  void readCodes(int band, const Tile& tile, double* values) override {
    readTurned(tile, values, [&](const Tile& part, double* cells) { mSource->readCodes(band, part, cells); });
  }

  std::unique_ptr<RasterSource> clone() const override {
    return std::make_unique<TurnedRaster>(mSource->clone(), mTurn, mFirst, mGrid.transform[0]);
  }

 private:
  template <typename Value, typename Read>
  void readTurned(const Tile& tile, Value* values, const Read& readSource) const {
    if (mTurn == 0) {
      readSource(tile, values);
      return;
    }
    // From the first column of the source on, then, past its edge, from its beginning.
    const int begin = (tile.column + mFirst) % mTurn;
    const int before = std::min(tile.columns, mTurn - begin);
    const Tile parts[] = {{begin, tile.row, before, tile.rows},
                          {0, tile.row, tile.columns - before, tile.rows}};
    std::vector<Value> cells;
    for (const Tile& part : parts) {
      if (part.columns == 0)
        continue;
      cells.resize(part.cells());
      readSource(part, cells.data());
      for (int row = 0; row < part.rows; ++row)
        std::copy_n(cells.begin() + static_cast<std::ptrdiff_t>(row) * part.columns, part.columns,
                    values + static_cast<std::ptrdiff_t>(row) * tile.columns);
      values += part.columns;
    }
  }

  std::unique_ptr<RasterSource> mSource;
  Grid mGrid;
  int mTurn;
  int mFirst;
};

/// The meridian in whose middle all layers are to lie; none when no layer counts longitudes.
std::optional<double> middleMeridian(const std::vector<std::unique_ptr<RasterSource>>& layers,
                                     const GridRequest& request) {
  if (request.reference)
    return countsLongitudes(*request.reference) ? std::optional(middleOf(*request.reference)) : std::nullopt;
  if (!countsDegrees(stackCrs(layers, request)))
    return std::nullopt;
  if (request.extent && (request.extentCrs.empty() || countsDegrees(request.extentCrs)))
    return ((*request.extent)[0] + (*request.extent)[2]) / 2;
  std::optional<double> middle;
  for (const auto& layer : layers)
    if (countsLongitudes(layer->grid())) {
      if (columnsOfATurn(layer->grid()) == 0)
        return std::remainder(middleOf(layer->grid()), fullTurn);
      middle = 0;
    }
  return middle;
}

} // namespace

void alignLongitudes(std::vector<std::unique_ptr<RasterSource>>& layers, const GridRequest& request) {
  const std::optional<double> middle = middleMeridian(layers, request);
  if (!middle)
    return;
  for (auto& layer : layers) {
    const Grid& grid = layer->grid();
    if (!countsLongitudes(grid))
      continue;
    const double left = grid.transform[0];
    if (const int turn = columnsOfATurn(grid); turn > 0) {
      const auto shift =
          static_cast<long long>(std::round((*middle - fullTurn / 2 - left) / grid.transform[1]));
      if (shift != 0)
        layer = std::make_unique<TurnedRaster>(std::move(layer), turn,
                                               static_cast<int>((shift % turn + turn) % turn),
                                               left + static_cast<double>(shift) * grid.transform[1]);
    } else if (const double turns = std::round((*middle - middleOf(grid)) / fullTurn); turns != 0) {
      layer = std::make_unique<TurnedRaster>(std::move(layer), 0, 0, left + turns * fullTurn);
    }
  }
}

} // namespace prospectivity
