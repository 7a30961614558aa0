#pragma once

#include "engine/explain/accumulated_effects.h"
#include "engine/explain/ice.h"
#include "engine/report/report.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace prospectivity {

/// Two features varied together.
struct PairDependence {
  std::size_t a = 0;
  std::size_t b = 0;
  std::vector<double> gridA;
  std::vector<double> gridB;
  Matrix mean; ///< gridA x gridB
};

/// What the ICE report shows. `samples.values` has one column per evidence feature, NaN where one is missing.
struct IceResults {
  SampleTable samples;
  OutputSpace space = OutputSpace::Probability;
  bool hasLabels = true;
  bool isCentered = false;     ///< draw c-ICE instead of ICE
  std::ptrdiff_t colorBy = -1; ///< feature by which curves are coloured; -1: by class
  /// Features that are classes to the model (Model::classes()), whatever their descriptions say.
  std::set<std::size_t> classes;
  std::vector<FeatureCurves> curves;
  /// Of the features of `curves` that have an order (hasLocalEffects()) and two bins at least.
  std::vector<AccumulatedEffects> effects;
  std::set<std::size_t> withoutOrder; ///< features of `curves` that are classes, or the presence of one
  std::set<std::size_t> withoutBins;  ///< others whose samples make fewer than two bins
  std::vector<PairDependence> pairs;
};

/// Whether a feature's curves say what becomes of samples where it is missing.
bool hasMissingPoint(const IceResults& results);

/// Whether what each member of the model alone gives is known.
bool hasMembers(const FeatureCurves& curves);

/// Whether a feature holds codes of classes, which have no low and no high end and no slopes. What a model
/// takes for codes is such, whether or not it was ever described.
bool isOfCodes(const IceResults& results, std::size_t feature);

/// Whether a feature has values between which a step means something: it is no code, and no presence of one
/// class (such as layer=class), which leads from low to high, but to nothing in between.
bool hasLocalEffects(const IceResults& results, std::size_t feature);

/// Features of `withoutOrder` by name, in their order; the classes of one layer (layer=class) by the layer's.
std::vector<std::string> namesWithoutOrder(const IceResults& results);

/// The accumulated local effects of a feature; null where it has none.
const AccumulatedEffects* effectsOf(const IceResults& results, std::size_t feature);

/// Range of a feature's PDP over its grid: how much it moves the mean output.
double dependenceRange(const FeatureCurves& curves);

/// How predictions follow each feature, in sentences and charts, the most influential first.
Report iceReport(const IceResults& results);

} // namespace prospectivity
