#pragma once

#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// What was done to the layers that samples were taken from, as one text that goes with every sample
/// through whatever file keeps them, such as "W=log 0; Sn=winsorize 1 80" or "none". Layers that it does not
/// name were taken as they were.

/// `transforms`: one LayerTransform::text() per feature, or none. Empty where nobody knows of any.
std::string transformRecord(const std::vector<std::string>& features,
                            const std::vector<std::string>& transforms);

/// The transforms of these features, whatever else the text names; nothing where it is no such record.
std::optional<std::vector<std::string>> readTransformRecord(const std::string& text,
                                                            const std::vector<std::string>& features);

} // namespace prospectivity
