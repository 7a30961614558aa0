#pragma once

#include "engine/augment/augmenter.h"
#include "engine/report/report.h"
#include "engine/samples/sample_table.h"

#include <string>
#include <vector>

namespace prospectivity {

/// What augmentation did to the features: a projection of observed and synthetic samples onto the first two
/// principal components of the observed ones, and each feature's distribution before and after with its
/// Kolmogorov-Smirnov distance. `questions`: sentences that a reader must see first
/// (questionsOfTellingFeatures()).
Report augmentationReport(const Augmenter& method, const SampleTable& observed, const SampleTable& added,
                          const std::vector<std::string>& questions);

} // namespace prospectivity
