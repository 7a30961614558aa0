#include "engine/predict/unknown_classes.h"

#include "engine/core/feature_layers.h"
#include "engine/core/number_text.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace prospectivity {

namespace {

// What becomes of a class that no training sample had.
const char* const asRareClasses = "the model takes it as it takes rare classes, and knows nothing of it";
const char* const withoutWeight = "the model gives it no weight, and knows nothing of it";
const char* const asNumber = "the model takes its code for a number, and knows nothing of the class";
const char* const asNone = "to the model it is none of its classes, and it knows nothing of that";

FeatureDescription descriptionOf(const Model& model, std::size_t feature) {
  return feature < model.descriptions.size() ? model.descriptions[feature] : FeatureDescription();
}

/// Whether every training sample has one of the classes that these features say the presence of. Samples of
/// windowed models are means over the cells of the window, in which every cell has one then.
bool haveOneEach(const Model& model, const std::vector<std::size_t>& features) {
  constexpr float rounding = 1e-5F;
  const FloatMatrix& samples = model.training.values;
  for (Eigen::Index row = 0; row < samples.rows(); ++row) {
    float sum = 0;
    bool isKnown = true;
    for (const std::size_t feature : features) {
      const float value = samples(row, static_cast<Eigen::Index>(feature));
      isKnown = isKnown && !std::isnan(value);
      sum += value;
    }
    if (isKnown && !(sum > (model.window() == 1 ? 0 : 1 - rounding)))
      return false;
  }
  return samples.rows() > 0;
}

/// Of the places that were looked at, such as mapped cells.
Sentence doubtOf(const TaughtClasses& layer, std::uint64_t unknown, std::uint64_t all,
                 const Sentence& places) {
  return {"The layer '%1' is of a class that no training sample had in %2 %3 (%4 %): %5.",
          layer.layer,
          unknown,
          places,
          numberText(100 * static_cast<double>(unknown) / static_cast<double>(all), 3),
          Sentence(layer.taken)};
}

} // namespace

std::vector<float> codesInTraining(const Model& model, std::size_t feature) {
  std::vector<float> codes = model.knownCodes(feature);
  if (!codes.empty() || model.window() > 1 || descriptionOf(model, feature).kind != FeatureKind::Codes)
    return codes;
  std::set<float> found;
  if (model.training.values.rows() > 0)
    for (const float code : model.training.values.col(static_cast<Eigen::Index>(feature)))
      if (!std::isnan(code))
        found.insert(code);
  return {found.begin(), found.end()};
}

std::vector<TaughtClasses> taughtClasses(const Model& model) {
  std::vector<TaughtClasses> result;
  for (std::size_t feature = 0; feature < model.features.size(); ++feature)
    if (std::vector<float> codes = codesInTraining(model, feature); !codes.empty()) {
      const char* taken = !model.classes(feature).codes.empty() ? asRareClasses
                          : !model.knownCodes(feature).empty()  ? withoutWeight
                                                                : asNumber;
      result.push_back({model.features[feature], {feature}, std::move(codes), taken});
    }
  const FeatureLayers layers(model.features, model.descriptions);
  for (std::size_t layer = 0; layer < layers.count(); ++layer) {
    const std::vector<std::size_t>& bands = layers.bands(layer);
    const std::size_t first = bands.front();
    if (bands.size() > 1 && !layerOfClass(model.features[first], descriptionOf(model, first)).empty() &&
        haveOneEach(model, bands))
      result.push_back({layers.name(layer), bands, {}, asNone});
  }
  return result;
}

std::vector<Sentence> doubtsOfClasses(const Model& model, const Matrix& samples) {
  std::vector<Sentence> result;
  for (const TaughtClasses& layer : taughtClasses(model)) {
    std::uint64_t unknown = 0;
    for (Eigen::Index row = 0; row < samples.rows(); ++row)
      unknown += layer.areForeign([&](std::size_t feature) {
        return static_cast<float>(samples(row, static_cast<Eigen::Index>(feature)));
      })
                     ? 1
                     : 0;
    if (unknown > 0)
      result.push_back(doubtOf(layer, unknown, static_cast<std::uint64_t>(samples.rows()), "samples"));
  }
  return result;
}

UnknownClasses::UnknownClasses(const Model& model)
    : mLayers(taughtClasses(model)), mWindow(model.window()), mUnknown(mLayers.size()) {}

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
        const float* place = features + (row + halo) * width + column + halo;
        const auto valueOf = [&](std::size_t feature) { return place[feature * plane]; };
        for (std::size_t l = 0; l < mLayers.size(); ++l)
          unknown[l] += mLayers[l].areForeign(valueOf) ? 1 : 0;
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
      result.push_back(doubtOf(mLayers[l], cells, mCells, "mapped cells"));
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
