#include "engine/core/feature_layers.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace prospectivity {

std::string layerOfClass(const std::string& feature, const FeatureDescription& description) {
  const bool mayBeClass =
      description.kind == FeatureKind::Unknown || description.kind == FeatureKind::Indicator;
  const std::size_t sign = feature.find('=');
  return !mayBeClass || sign == std::string::npos ? std::string() : feature.substr(0, sign);
}

std::string classOfFeature(const std::string& feature) {
  return feature.substr(feature.find('=') + 1);
}

void checkMinPresent(double share) {
  if (!(share > 0 && share <= 1))
    throw Error(
        "%1 is %2, but must be above 0 and at most 1: give the share of the layers that a place needs "
        "to have data of, such as 0.5.",
        Subject::MinPresent, numberText(share));
}

FeatureLayers::FeatureLayers(const std::vector<std::string>& features,
                             const std::vector<FeatureDescription>& descriptions) {
  std::map<std::string, std::size_t> layers;
  for (std::size_t feature = 0; feature < features.size(); ++feature) {
    const std::string layer = layerOfClass(
        features[feature], feature < descriptions.size() ? descriptions[feature] : FeatureDescription());
    // The sign keeps a layer of classes apart from a feature that has its name.
    const auto [place, isNew] =
        layers.emplace(layer.empty() ? features[feature] : layer + '=', mBands.size());
    if (isNew) {
      mNames.push_back(layer.empty() ? features[feature] : layer);
      mBands.emplace_back();
    }
    mBands[place->second].push_back(feature);
  }
}

void FeatureLayers::keepPresent(const float* band, std::size_t cells, unsigned char* present) {
  for (std::size_t i = 0; i < cells; ++i)
    present[i] &= std::isnan(band[i]) ? 0 : 1;
}

std::size_t FeatureLayers::fewest(double share) const {
  // Shares such as 0.7 of ten layers are meant as seven, whatever rounding makes of the product.
  const double layers = std::ceil(share * static_cast<double>(count()) - 1e-9);
  return std::max<std::size_t>(static_cast<std::size_t>(layers), 1);
}

} // namespace prospectivity
