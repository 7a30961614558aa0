#pragma once

#include "engine/model/model.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Where a model may be asked at all: the area of applicability of Meyer & Pebesma 2021 (Methods in Ecology
/// and Evolution 12, doi 10.1111/2041-210X.13650).
///
/// Features are brought to mean 0 and standard deviation 1 over the training samples and multiplied by the
/// weight of the feature. The dissimilarity index (DI) of a place is its distance to the nearest training
/// sample divided by the mean distance between all pairs of training samples: 0 at a sample, about 1 as far
/// from every sample as these are from each other. The limit comes from the training samples: the DI of each
/// against the samples of other folds, and of these the third quartile plus 1.5 interquartile ranges, or
/// their largest where that is less. A place is inside where its DI does not exceed the limit.
///
/// Holes, for models that take missing values: two places are compared in the features that both have, and
/// their squared distance is raised in proportion to the squared weights of the features left out, so that a
/// hole brings nobody nearer (with equal weights the distance of scikit-learn's nan_euclidean_distances);
/// mean and standard deviation are those of the known values. Pairs that share no feature of any weight count
/// nowhere: a place that shares none with any sample has no DI. Whether a value is missing is no coordinate:
/// what a hole in a layer means to the model is not what the area can tell.
///
/// Layers that a model takes by their classes are compared by what stands for their codes in it, the mean
/// over its members: applicabilityOf() and withApplicability() encode samples and cells first. Codes have no
/// distances. A class that no sample had is taken as the model takes it, together with the rare ones, and is
/// inside where those are: UnknownClasses tells of it.
///
/// Immutable and thread-safe.
class Applicability {
 public:
  /// `weights`: one per feature, none negative; only their ratios count, and all 0 means all alike. Samples
  /// that no fold tested (-1) are neighbours but not judged; where all are of one fold, each is one of its
  /// own. `takesMissing`: as the model (Model::takesMissing()); samples and places may lack features. Throws
  /// Error when there are no samples, or no two that differ.
  Applicability(const TrainingSamples& samples, const std::vector<double>& weights,
                bool takesMissing = false);

  std::size_t featureCount() const { return mOrder.size(); }
  std::size_t sampleCount() const { return mSamples; }
  float limit() const { return mLimit; } ///< the largest DI inside

  /// DI of `count` places. `features`: one plane of `count` values per feature, original units; NaN in any
  /// gives NaN, where none may be missing. Exact: the nearest of all samples, and the same bits whatever
  /// places are asked together.
  void dissimilarity(const float* features, std::size_t count, float* index) const;

 private:
  float scaled(std::size_t position, float value) const;
  double squaredDistance(std::size_t a, std::size_t b) const;

  std::size_t mSamples = 0;
  std::vector<std::size_t> mOrder; ///< features by falling weight: the first tell most samples to be too far
  std::vector<float> mCenter;      ///< in this order, as what follows
  std::vector<float> mScale;
  std::vector<float> mWeight;
  std::vector<float> mPlaces; ///< [sample][position]: scaled and weighted; 0 where missing
  std::vector<float> mKnown;  ///< [sample][position]: 1, and 0 where missing; empty where nothing may be
  std::vector<float> mShares; ///< squared weights: what a feature counts for where some are missing
  double mMeanDistance = 0;   ///< between pairs of samples, scaled and weighted
  float mLimit = 0;
};

/// The area of a model: of its training samples, with the weights of gradientImportance(). Throws Error for a
/// model file without training samples, or with means of the codes of classes.
Applicability applicabilityOf(const Model& model);

/// How much each feature moves the model: the mean over the training samples of the absolute change of the
/// logit per standard deviation of the feature, of a layer of classes those of what stands for its codes. For
/// a windowed model, over its background samples, a layer moving as a whole in the window. Samples that lack
/// the feature do not count. All alike for a model without derivatives. Throws Error as applicabilityOf()
/// does.
std::vector<double> gradientImportance(const Model& model);

} // namespace prospectivity
