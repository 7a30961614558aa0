#include "engine/predict/unknown_classes.h"

#include "engine/core/number_text.h"

#include <cmath>
#include <utility>

namespace prospectivity {

namespace {

bool isUnknown(const ClassValues& classes, float code) {
  return !std::isnan(code) && !classes.knows(code);
}

/// Of the places that were looked at, such as mapped cells.
Sentence doubtOf(const std::string& layer, std::uint64_t unknown, std::uint64_t all, const Sentence& places) {
  return {
      "The layer '%1' is of a class that no training sample had in %2 %3 (%4 %): the model takes it as it "
      "takes rare classes, and knows nothing of it.",
      layer, unknown, places, numberText(100 * static_cast<double>(unknown) / static_cast<double>(all), 3)};
}

} // namespace

std::vector<Sentence> doubtsOfClasses(const Model& model, const Matrix& samples) {
  std::vector<Sentence> result;
  for (std::size_t feature = 0; feature < model.features.size(); ++feature) {
    const ClassValues classes = model.classes(feature);
    if (classes.codes.empty())
      continue;
    std::uint64_t unknown = 0;
    for (const double code : samples.col(static_cast<Eigen::Index>(feature)))
      unknown += isUnknown(classes, static_cast<float>(code)) ? 1 : 0;
    if (unknown > 0)
      result.push_back(
          doubtOf(model.features[feature], unknown, static_cast<std::uint64_t>(samples.rows()), "samples"));
  }
  return result;
}

UnknownClasses::UnknownClasses(const Model& model) : mWindow(model.window()) {
  for (std::size_t feature = 0; feature < model.features.size(); ++feature)
    if (ClassValues classes = model.classes(feature); !classes.codes.empty())
      mLayers.push_back({feature, model.features[feature], std::move(classes)});
  mUnknown = std::vector<std::atomic<std::uint64_t>>(mLayers.size());
}

TileFunction UnknownClasses::counted(TileFunction compute) {
  if (mLayers.empty())
    return compute;
  return [this, compute = std::move(compute)](const float* features, const Tile& tile, float* outputs) {
    const std::vector<float> wanted(outputs, outputs + tile.cells());
    compute(features, tile, outputs);
    const auto width = static_cast<std::size_t>(tile.columns + mWindow - 1);
    const std::size_t plane = width * static_cast<std::size_t>(tile.rows + mWindow - 1);
    const auto halo = static_cast<std::size_t>(mWindow / 2);
    std::vector<std::uint64_t> unknown(mLayers.size(), 0);
    std::uint64_t mapped = 0;
    std::size_t cell = 0;
    for (std::size_t row = 0; row < static_cast<std::size_t>(tile.rows); ++row)
      for (std::size_t column = 0; column < static_cast<std::size_t>(tile.columns); ++column, ++cell) {
        if (std::isnan(wanted[cell]) || std::isnan(outputs[cell]))
          continue;
        ++mapped;
        for (std::size_t l = 0; l < mLayers.size(); ++l) {
          const float code = features[mLayers[l].feature * plane + (row + halo) * width + column + halo];
          unknown[l] += isUnknown(mLayers[l].classes, code) ? 1 : 0;
        }
      }
    mCells += mapped;
    for (std::size_t l = 0; l < mLayers.size(); ++l)
      mUnknown[l] += unknown[l];
  };
}

std::vector<Sentence> UnknownClasses::doubts() const {
  std::vector<Sentence> result;
  for (std::size_t l = 0; l < mLayers.size(); ++l)
    if (const std::uint64_t cells = mUnknown[l]; cells > 0)
      result.push_back(doubtOf(mLayers[l].name, cells, mCells, "mapped cells"));
  return result;
}

std::vector<std::uint64_t> UnknownClasses::counts() const {
  std::vector<std::uint64_t> counts{mCells};
  counts.insert(counts.end(), mUnknown.begin(), mUnknown.end());
  return counts;
}

bool UnknownClasses::add(const std::vector<std::uint64_t>& counts) {
  if (counts.size() != 1 + mUnknown.size())
    return false;
  mCells += counts[0];
  for (std::size_t l = 0; l < mUnknown.size(); ++l)
    mUnknown[l] += counts[1 + l];
  return true;
}

} // namespace prospectivity
