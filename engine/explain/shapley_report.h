#pragma once

#include "engine/explain/explained_samples.h"

#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

using NamesAndValues = std::vector<std::pair<std::string, std::string>>;

/// The account of an explanation in plain words, charts and tables. `provenance`: parameters, seed, versions.
/// Throws Error when the file cannot be written.
void saveShapleyReport(const ExplainedSamples& explained, const std::string& path,
                       const NamesAndValues& provenance);

} // namespace prospectivity
