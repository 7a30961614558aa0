#pragma once

#include "engine/core/matrix.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// How many deposits and non-deposits lie in some part of a layer.
struct EvidenceCounts {
  std::size_t deposits = 0;
  std::size_t others = 0; ///< non-deposits
};

/// What it says of a place that it lies in a class of a layer, in log-odds (natural logarithms).
struct ClassWeights {
  double inside = 0;          ///< W+: ln of the class's share of deposits over its share of non-deposits
  double outside = 0;         ///< W-: the same of all other classes together
  double insideVariance = 0;  ///< s2(W+)
  double outsideVariance = 0; ///< s2(W-)

  double contrast() const { return inside - outside; }
  /// Contrast divided by its standard deviation: beyond about 2, more than chance.
  double studentized() const;
};

/// Weights of a class from its counts and those of the whole layer (Bonham-Carter 1994, Geographic
/// Information Systems for Geoscientists, chapter 9). One half is added to each cell of the table of class
/// and label (Haldane 1956, doi 10.1111/j.1469-1809.1955.tb01285.x), also in the variances (Gart & Zweifel
/// 1967, doi 10.1093/biomet/54.1-2.181), so that a class without deposits keeps a finite weight.
ClassWeights weightsOf(const EvidenceCounts& inClass, const EvidenceCounts& all);

/// The classes of one layer and what they weigh.
///
/// Measured values are cut: class k holds bounds[k - 1] <= value < bounds[k]. Codes are classes themselves:
/// class k holds the value bounds[k] alone.
struct LayerWeights {
  bool isCoded = false;
  /// A band of 0 and 1 for one class of a categorical layer that has such a band for each: 0 then weighs
  /// nothing, as the band of the class in which the place lies says it all, once.
  bool isOneOfClasses = false;
  std::vector<float> bounds;           ///< rising; one less than classes, or of codes as many
  std::vector<EvidenceCounts> classes; ///< at least one
  /// W+ of each class; 0 where there is one class only, which says nothing, and for the absence of one of the
  /// classes.
  std::vector<double> weights;

  static constexpr std::size_t noClass = static_cast<std::size_t>(-1);

  /// The class of a value; noClass for a code that was not trained on.
  std::size_t classOf(float value) const;

  /// 0 for a code that was not trained on.
  double weightOf(float value) const;

  /// Fills in `weights` from the classes.
  void weigh();
};

/// Weights of evidence: the log-odds of a deposit are a sum over the layers of what each class weighs, as if
/// the layers were independent among deposits and among non-deposits. The prior log-odds are 0: both classes
/// count alike, as in the other models. Immutable use is thread-safe.
struct EvidenceWeights {
  std::vector<LayerWeights> layers;

  /// `isCoded`: which columns hold classes instead of measured values. Measured layers are cut at quantiles
  /// of `values` into `classesPerLayer` (2 or more) classes of equal numbers; a cut that falls among equal
  /// values moves to their nearer end, and a layer of no more values than classes has one class per value.
  /// `isOneOfClasses`: as in LayerWeights, for each column; none: of no column. Both labels must be there.
  static EvidenceWeights fit(const FloatMatrix& values, const std::vector<int>& labels,
                             const std::vector<bool>& isCoded, int classesPerLayer,
                             const std::vector<bool>& isOneOfClasses = {});

  /// Of a row of as many values as layers, no NaN.
  double logit(const float* row) const;
};

/// Whether the layers are independent given the label: the new omnibus test of Agterberg & Cheng (2002, doi
/// 10.1023/A:1021193827501). With dependent layers the weights count the same evidence several times, and the
/// probabilities of the samples add up to more deposits than there are.
struct IndependenceTest {
  std::size_t deposits = 0;     ///< among the samples
  double expected = 0;          ///< sum of the samples' probabilities, with the samples' own odds as prior
  double standardDeviation = 0; ///< of that sum, from the variances of weights and prior
  double z = 0;                 ///< (expected - deposits) / standard deviation
  double p = 1;                 ///< probability of so large a z, were they independent (one-sided)
};

/// `rows`: samples x layers, `labels` of them, both labels there. Samples of the same classes in all layers
/// share their error; the variance of a probability is its derivative squared times that of the log-odds (the
/// paper, for rare deposits, leaves out the factor (1 - p)^2).
IndependenceTest testIndependence(const EvidenceWeights& weights, const FloatMatrix& rows,
                                  const std::vector<int>& labels);

} // namespace prospectivity
