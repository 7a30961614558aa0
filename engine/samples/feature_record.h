#pragma once

#include "engine/core/feature_description.h"

#include <string>
#include <vector>

namespace prospectivity {

/// What is known of the layers that samples were taken from, as two texts that go with every sample through
/// whatever file keeps them. Layers that a text does not name are as most are: taken as they were, quantities
/// without a unit; where nothing is known of one and something of others, it is "unknown".

/// What was done to the layers, such as "W=log 0; Sn=winsorize 1 80", or "none". Empty where nobody knows of
/// any. `descriptions`: one per feature, or none.
std::string transformRecord(const std::vector<std::string>& features,
                            const std::vector<FeatureDescription>& descriptions);

/// What the layers are, such as "W=quantity in ppm; rock=granite=indicator", or "quantity". Empty where
/// nobody knows of any.
std::string natureRecord(const std::vector<std::string>& features,
                         const std::vector<FeatureDescription>& descriptions);

/// Takes the transforms of these features (or their kinds and units) from a record, whatever else it names; a
/// name that differs from the record's in the case of its letters alone is the same.
/// `descriptions`: one per feature. False, with nothing changed, where the text is no such record.
bool readTransformRecord(const std::string& text, const std::vector<std::string>& features,
                         std::vector<FeatureDescription>& descriptions);
bool readNatureRecord(const std::string& text, const std::vector<std::string>& features,
                      std::vector<FeatureDescription>& descriptions);

} // namespace prospectivity
