#include "engine/predict/layer_coverage.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace prospectivity {

LayerCoverage::LayerCoverage(const Model& model, double minPresent)
    : mLayers(model.features, model.descriptions), mHalo(model.layout().halo()),
      mTakesMissing(model.takesMissing()), mCovered(mLayers.count()) {
  checkMinPresent(minPresent);
  mFewest = mTakesMissing ? mLayers.fewest(minPresent) : mLayers.count();
}

template <typename Use>
std::vector<std::uint32_t> LayerCoverage::countLayers(const float* features, const Tile& tile,
                                                      const Use& use) const {
  const auto columns = static_cast<std::size_t>(tile.columns);
  const auto rows = static_cast<std::size_t>(tile.rows);
  const auto halo = static_cast<std::size_t>(mHalo);
  const std::size_t line = columns + 2 * halo;
  const std::size_t plane = line * (rows + 2 * halo);
  std::vector<std::uint32_t> counts(tile.cells(), 0);
  std::vector<unsigned char> present(tile.cells());
  for (std::size_t layer = 0; layer < mLayers.count(); ++layer) {
    std::fill(present.begin(), present.end(), static_cast<unsigned char>(1));
    for (const std::size_t band : mLayers.bands(layer))
      for (std::size_t row = 0; row < rows; ++row)
        FeatureLayers::keepPresent(features + band * plane + (row + halo) * line + halo, columns,
                                   present.data() + row * columns);
    for (std::size_t i = 0; i < counts.size(); ++i)
      counts[i] += present[i];
    use(layer, present);
  }
  return counts;
}

TileFunction LayerCoverage::kept(TileFunction compute, int bands) {
  if (!mTakesMissing)
    return compute;
  return
      [this, compute = std::move(compute), bands](const float* features, const Tile& tile, float* outputs) {
        const std::size_t cells = tile.cells();
        std::vector<unsigned char> inside(cells);
        for (std::size_t i = 0; i < cells; ++i)
          inside[i] = std::isnan(outputs[i]) ? 0 : 1;
        const std::vector<std::uint32_t> counts =
            countLayers(features, tile, [&](std::size_t layer, const std::vector<unsigned char>& present) {
              std::uint64_t covered = 0;
              for (std::size_t i = 0; i < cells; ++i)
                covered += present[i] & inside[i];
              mCovered[layer] += covered;
            });
        for (std::size_t i = 0; i < cells; ++i)
          if (counts[i] < mFewest)
            outputs[i] = std::numeric_limits<float>::quiet_NaN();
        compute(features, tile, outputs);
        std::uint64_t counted = 0;
        std::uint64_t withHoles = 0;
        std::uint64_t tooFew = 0;
        for (std::size_t i = 0; i < cells; ++i) {
          counted += inside[i];
          if (counts[i] < mFewest) {
            tooFew += inside[i] != 0 && counts[i] > 0 ? 1 : 0;
            for (int band = 0; band < bands; ++band)
              outputs[static_cast<std::size_t>(band) * cells + i] = std::numeric_limits<float>::quiet_NaN();
          } else if (counts[i] < mLayers.count() && !std::isnan(outputs[i])) {
            withHoles += inside[i];
          }
        }
        mCells += counted;
        mWithHoles += withHoles;
        mTooFew += tooFew;
      };
}

TileFunction LayerCoverage::withCounts(TileFunction compute, int bands) const {
  return
      [this, compute = std::move(compute), bands](const float* features, const Tile& tile, float* outputs) {
        compute(features, tile, outputs);
        const std::vector<std::uint32_t> counts =
            countLayers(features, tile, [](std::size_t, const std::vector<unsigned char>&) {});
        float* to = outputs + static_cast<std::size_t>(bands) * tile.cells();
        for (const std::uint32_t count : counts)
          *to++ = static_cast<float>(count);
      };
}

std::vector<Sentence> LayerCoverage::account(const Sentence& what) const {
  std::vector<Sentence> result;
  if (withHoles() > 0)
    result.push_back(
        {"%1 cells are %2 although they lack a layer: each has data of at least %3 of the %4 layers of "
         "the model (%5).",
         withHoles(), what, mFewest, mLayers.count(), Subject::MinPresent});
  if (tooFew() > 0)
    result.push_back(
        {"%1 cells with data are not %2, since it is of fewer than %3 of the %4 layers of the model "
         "(%5).",
         tooFew(), what, mFewest, mLayers.count(), Subject::MinPresent});
  return result;
}

std::vector<Sentence> LayerCoverage::doubts() const {
  std::vector<Sentence> result;
  for (std::size_t layer = 0; layer < mCovered.size(); ++layer)
    if (mCells > 0 && mCovered[layer] == 0)
      result.push_back(
          {"%1: the layer '%2' has no data in any cell of the map, which rests on the other layers "
           "alone: check the layer, its NoData and the mask.",
           Subject::Stack, mLayers.name(layer)});
  return result;
}

std::vector<std::uint64_t> LayerCoverage::counts() const {
  std::vector<std::uint64_t> counts{mCells, mWithHoles, mTooFew};
  counts.insert(counts.end(), mCovered.begin(), mCovered.end());
  return counts;
}

bool LayerCoverage::add(const std::vector<std::uint64_t>& counts) {
  constexpr std::size_t ofAll = 3;
  if (counts.size() != ofAll + mCovered.size())
    return false;
  mCells += counts[0];
  mWithHoles += counts[1];
  mTooFew += counts[2];
  for (std::size_t layer = 0; layer < mCovered.size(); ++layer)
    mCovered[layer] += counts[ofAll + layer];
  return true;
}

} // namespace prospectivity
