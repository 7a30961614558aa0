#include "engine/explain/feature_axis.h"

namespace prospectivity {

Axis featureAxis(const std::vector<std::string>& features,
                 const std::vector<FeatureDescription>& descriptions, std::size_t feature) {
  return {features[feature], descriptions.empty() ? std::string() : descriptions[feature].scaleInWords()};
}

} // namespace prospectivity
