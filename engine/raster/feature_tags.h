#pragma once

namespace prospectivity {

/// The metadata of a band that a FeatureDescription stands in; its unit is the band's own.
constexpr const char* transformTag = "transform";
constexpr const char* kindTag = "kind";       ///< FeatureDescription::nature() without the unit
constexpr const char* classesTag = "classes"; ///< FeatureDescription::classText()

} // namespace prospectivity
