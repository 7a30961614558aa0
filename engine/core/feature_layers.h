#pragma once

#include "engine/core/feature_description.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// Which layer of evidence a feature comes from. A categorical layer enters a stack as one band of 0 and 1
/// per class, named layer=class; any other feature is a layer of its own. Nothing else knows of these names.
/// A name alone does not make a class: "Cu=AAS" may be an assay, and is one where its description says so.

/// The layer of a feature that is named layer=class and is not known to be a quantity or codes, else an empty
/// text.
std::string layerOfClass(const std::string& feature, const FeatureDescription& description = {});

/// The class of a feature that is named layer=class.
std::string classOfFeature(const std::string& feature);

/// Throws Error unless a share of layers is above 0 and at most 1. It says how much evidence a place needs,
/// of samples, in trainings and on maps alike: data of as many layers as FeatureLayers::fewest() makes of it.
/// 1 asks for all of them, which is for every band.
void checkMinPresent(double share);

/// Counts the layers that have data at a place. A layer of several bands has data where all of them have: the
/// bands of a stack come from one code and are there or missing together, and where one is missing in samples
/// from elsewhere, the rest do not say of which class a place is. Immutable once made; thread-safe.
class FeatureLayers {
 public:
  /// `descriptions`: of the features, or none.
  explicit FeatureLayers(const std::vector<std::string>& features,
                         const std::vector<FeatureDescription>& descriptions = {});

  std::size_t count() const { return mBands.size(); }

  /// The layer's name: of one band, the band's.
  const std::string& name(std::size_t layer) const { return mNames[layer]; }

  /// Its bands: positions among the features.
  const std::vector<std::size_t>& bands(std::size_t layer) const { return mBands[layer]; }

  /// Whether a layer has data, where `hasData(feature)` says so of each feature.
  template <typename HasData> bool has(std::size_t layer, const HasData& hasData) const {
    return std::all_of(mBands[layer].begin(), mBands[layer].end(), hasData);
  }

  /// Layers with data.
  template <typename HasData> std::size_t present(const HasData& hasData) const {
    std::size_t layers = 0;
    for (std::size_t layer = 0; layer < count(); ++layer)
      layers += has(layer, hasData) ? 1 : 0;
    return layers;
  }

  /// has(), band by band: of cells that are 1 in `present` those stay 1 that have data in a band of the
  /// layer.
  static void keepPresent(const float* band, std::size_t cells, unsigned char* present);

  /// The fewest layers that make up a share of all, 0 < share <= 1: at least one.
  std::size_t fewest(double share) const;

 private:
  std::vector<std::string> mNames;
  std::vector<std::vector<std::size_t>> mBands; ///< features of each layer
};

} // namespace prospectivity
