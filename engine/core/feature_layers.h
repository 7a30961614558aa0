#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// Which layer of evidence a feature comes from. A categorical layer enters a stack as one band of 0 and 1
/// per class, named layer=class; any other feature is a layer of its own. Nothing else knows of these names.

/// The layer of a feature that is named layer=class, else an empty text.
std::string layerOfClass(const std::string& feature);

/// The class of a feature that is named layer=class.
std::string classOfFeature(const std::string& feature);

/// Counts the layers that have data at a place. A layer of several bands has data where any of them has.
/// Immutable once made; thread-safe.
class FeatureLayers {
 public:
  explicit FeatureLayers(const std::vector<std::string>& features);

  std::size_t count() const { return mBands.size(); }

  /// Layers with data, where `hasData(feature)` says so of each feature.
  template <typename HasData> std::size_t present(const HasData& hasData) const {
    std::size_t layers = 0;
    for (const std::vector<std::size_t>& bands : mBands)
      for (const std::size_t band : bands)
        if (hasData(band)) {
          ++layers;
          break;
        }
    return layers;
  }

  /// The fewest layers that make up a share of all, 0 < share <= 1: at least one.
  std::size_t fewest(double share) const;

 private:
  std::vector<std::vector<std::size_t>> mBands; ///< features of each layer
};

} // namespace prospectivity
