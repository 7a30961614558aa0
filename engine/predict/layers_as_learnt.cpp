#include "engine/predict/layers_as_learnt.h"

#include "engine/core/error.h"
#include "engine/model/missing_transform.h"
#include "engine/model/other_nature.h"
#include "engine/predict/tiled_prediction.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace prospectivity {

namespace {

class TransformedLayers : public RasterSource {
 public:
  TransformedLayers(std::unique_ptr<RasterSource> layers, std::map<int, LayerTransform> transforms)
      : mLayers(std::move(layers)), mTransforms(std::move(transforms)) {}

  const Grid& grid() const override { return mLayers->grid(); }
  const std::vector<std::string>& bandNames() const override { return mLayers->bandNames(); }
  std::string name() const override { return mLayers->name(); }
  Tile naturalBlock() const override { return mLayers->naturalBlock(); }
  bool isThematic(int band) const override { return mLayers->isThematic(band); }
  std::string className(int band, double value) const override { return mLayers->className(band, value); }

  void read(const std::vector<int>& bands, const Tile& tile, float* values) override {
    mLayers->read(bands, tile, values);
    for (const int band : bands) {
      const auto transform = mTransforms.find(band);
      if (transform != mTransforms.end())
        std::transform(values, values + tile.cells(), values, transform->second);
      values += tile.cells();
    }
  }

  FeatureDescription description(int band) const override {
    FeatureDescription result = mLayers->description(band);
    if (const auto transform = mTransforms.find(band); transform != mTransforms.end())
      result.transform = transform->second.text();
    return result;
  }

  std::unique_ptr<RasterSource> clone() const override {
    return std::make_unique<TransformedLayers>(mLayers->clone(), mTransforms);
  }

 private:
  std::unique_ptr<RasterSource> mLayers;
  std::map<int, LayerTransform> mTransforms; ///< by band
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
  std::map<int, LayerTransform> missing;
  for (std::size_t j = 0; j < model.descriptions.size(); ++j) {
    const Sentence layer("the layer '%1'", model.features[j]);
    const FeatureDescription& learnt = model.descriptions[j];
    const FeatureDescription found = layers->description(bands[j]);
    warnOfOtherNature(layer, learnt, found, progress);
    const LayerTransform transform = missingTransform(layer, learnt.transform, found.transform, progress);
    if (!transform.isNone())
      missing.emplace(bands[j], transform);
  }
  if (missing.empty())
    return layers;
  return std::make_unique<TransformedLayers>(std::move(layers), std::move(missing));
}

} // namespace prospectivity
