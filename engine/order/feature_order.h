#pragma once

#include "engine/core/choices.h"
#include "engine/core/matrix.h"

#include <cstdint>
#include <string>
#include <vector>

namespace prospectivity {

/// In which order the 1-D convolution sees the features: it looks at neighbours, so it matters who sits
/// beside whom.
enum class FeatureOrdering { AsGiven, CorrelationSeriation, ClassSeparation, Custom };
const Choices& orderingChoices();

/// Similar features side by side: sorts the features by the Fiedler vector of the Laplacian of their
/// |Spearman| correlations (spectral seriation; Atkins, Boman & Hendrickson 1998,
/// doi 10.1137/S0097539795285771). Of the two directions, the one that puts the lower-numbered end feature
/// first. Groups without any correlation between them stay together, in the order of their first features.
/// Missing values (NaN) are not filled in, which would draw correlations to 0: each pair is ranked among the
/// rows that have both (spearmanMatrix()). Position p -> feature.
std::vector<int> correlationSeriation(const Matrix& values);

/// The features that separate the classes best in the middle: ranked by |AUC - 0.5|, the strongest in the
/// middle, the others to its right and left in turn. Equal ones in their given order. Of each feature the
/// rows that lack it (NaN) have no say.
std::vector<int> classSeparation(const Matrix& values, const std::vector<int>& labels);

/// An order that chance alone decides, another one for other values or another seed: the control that tells
/// what an ordering is worth. Position p -> feature.
std::vector<int> orderByChance(const FloatMatrix& values, std::uint64_t seed);

/// Positions of the named features. Throws Error naming CUSTOM_ORDER and what is unknown, missing or
/// repeated.
std::vector<int> customOrder(const std::vector<std::string>& features, const std::vector<std::string>& names);

/// |AUC - 0.5| + 0.5 of each feature alone, among the rows that have it: how well it separates the classes,
/// in whichever direction; 0.5 where a class has it nowhere.
std::vector<double> separations(const Matrix& values, const std::vector<int>& labels);

} // namespace prospectivity
