#include "engine/predict/layers_as_learnt.h"

#include "engine/core/error.h"
#include "engine/model/missing_transform.h"
#include "engine/model/missing_unit.h"
#include "engine/model/other_nature.h"
#include "engine/predict/tiled_prediction.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace prospectivity {

namespace {

/// What a layer lacks of what the model learnt: first the unit, then the transform.
struct Missing {
  double factor = 1;
  std::string unit; ///< that the factor brings it to
  LayerTransform transform;

  float operator()(float value) const {
    return transform(factor == 1 ? value : static_cast<float>(factor * static_cast<double>(value)));
  }
};

class TransformedLayers : public RasterSource {
 public:
  TransformedLayers(std::unique_ptr<RasterSource> layers, std::map<int, Missing> missing)
      : mLayers(std::move(layers)), mMissing(std::move(missing)) {}

  const Grid& grid() const override { return mLayers->grid(); }
  const std::vector<std::string>& bandNames() const override { return mLayers->bandNames(); }
  std::string name() const override { return mLayers->name(); }
  Tile naturalBlock() const override { return mLayers->naturalBlock(); }
  bool isThematic(int band) const override { return mLayers->isThematic(band); }
  std::string className(int band, double value) const override { return mLayers->className(band, value); }

  void read(const std::vector<int>& bands, const Tile& tile, float* values) override {
    mLayers->read(bands, tile, values);
    for (const int band : bands) {
      const auto missing = mMissing.find(band);
      if (missing != mMissing.end())
        std::transform(values, values + tile.cells(), values, missing->second);
      values += tile.cells();
    }
  }

  FeatureDescription description(int band) const override {
    FeatureDescription result = mLayers->description(band);
    const auto missing = mMissing.find(band);
    if (missing == mMissing.end())
      return result;
    if (missing->second.factor != 1)
      result.unit = missing->second.unit;
    if (!missing->second.transform.isNone())
      result.transform = missing->second.transform.text();
    return result;
  }

  std::unique_ptr<RasterSource> clone() const override {
    return std::make_unique<TransformedLayers>(mLayers->clone(), mMissing);
  }

 private:
  std::unique_ptr<RasterSource> mLayers;
  std::map<int, Missing> mMissing; ///< by band
};

/// Layers that lack a log-ratio by its name may be those that it was made of, and their names would not help
/// whoever looks for it.
void checkLogRatios(const RasterSource& layers, const Model& model) {
  const std::vector<std::string>& present = layers.bandNames();
  for (std::size_t j = 0; j < model.descriptions.size(); ++j) {
    const std::string& feature = model.features[j];
    const std::optional<LayerTransform> learnt = LayerTransform::read(model.descriptions[j].transform);
    if (learnt && learnt->logRatio() && std::find(present.begin(), present.end(), feature) == present.end())
      throw Error("%1: %2 has no band '%3', which the model learnt (%4): give the stack that the model was "
                  "trained on, or one with '%5' among its transforms.",
                  Subject::Stack, layers.name(), feature, learnt->sentence(),
                  learnt->logRatio()->group.text());
  }
}

} // namespace

std::unique_ptr<RasterSource> layersAsLearnt(std::unique_ptr<RasterSource> layers, const Model& model,
                                             const Progress& progress) {
  checkLogRatios(*layers, model);
  const std::vector<int> bands = modelBands(*layers, model.features);
  std::map<int, Missing> missing;
  for (std::size_t j = 0; j < model.descriptions.size(); ++j) {
    const Sentence layer("the layer '%1'", model.features[j]);
    const FeatureDescription& learnt = model.descriptions[j];
    const FeatureDescription found = layers->description(bands[j]);
    warnOfOtherNature(layer, learnt, found, progress);
    const double factor = missingUnitFactor(layer, learnt, found, progress);
    const LayerTransform transform = missingTransform(layer, learnt.transform, found.transform, progress);
    if (factor != 1 || !transform.isNone())
      missing.emplace(bands[j], Missing{factor, learnt.unit, transform});
  }
  if (missing.empty())
    return layers;
  return std::make_unique<TransformedLayers>(std::move(layers), std::move(missing));
}

} // namespace prospectivity
