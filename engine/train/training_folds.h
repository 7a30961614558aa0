#pragma once

#include "engine/core/choices.h"
#include "engine/train/cross_validation.h"

#include <cstdint>
#include <vector>

namespace prospectivity {

/// How test samples are held out.
enum class SplitMethod { Holdout, StratifiedKFold, SpatialBlocks, LeaveOneOut };
const Choices& splitChoices();

/// Whether FOLDS and REPEATS mean anything to it.
bool usesFolds(SplitMethod method);
bool usesRepeats(SplitMethod method);

struct SplitOptions {
  SplitMethod method = SplitMethod::StratifiedKFold;
  double testFraction = 0.3; ///< of each class (holdout)
  int folds = 5;             ///< k-fold and spatial blocks
  int repeats = 1;           ///< each with another division; leave-one-out has but one
  double blockSize = 0;      ///< map units; 0: so that there are about eight blocks per fold

  /// Samples with the same number stay together (windows that overlap); empty: each sample for itself.
  std::vector<std::size_t> groups;
};

/// A square of the map that is held out as a whole.
struct SpatialBlock {
  double minX = 0;
  double minY = 0;
  double size = 0;
  int repeat = 0;
  int fold = 0;
  int deposits = 0;
  int others = 0;
};

struct TrainingFolds {
  std::vector<TrainingFold> folds;
  std::vector<SpatialBlock> blocks; ///< spatial blocks only: those that hold samples
};

/// Divides the observed samples; synthetic ones are offered to every training part and never tested (training
/// itself leaves out those whose parents are held out). Every fold has both classes in its training part and,
/// leave-one-out aside, in its test part. Deterministic for a seed.
///
/// Spatial blocks (Roberts et al. 2017, doi 10.1111/ecog.02881): squares of the map are dealt to folds so
/// that the deposits are spread evenly; each repeat shifts the grid.
///
/// Several sets of non-deposits have one division, so that what is held out is held out in every set: the
/// groups must keep equal cells together (equalSamples()). Each set is spread evenly over the folds as far as
/// its groups allow, and has both classes in every training part; a test part may lack its non-deposits.
/// Throws Error naming VALIDATION, FOLDS, REPEATS, TEST_FRACTION or BLOCK_SIZE when the division cannot be
/// made. Thread-safe.
TrainingFolds makeTrainingFolds(const SampleTable& table, const SplitOptions& options, std::uint64_t seed);

/// The folds once for each set of non-deposits, one set after the other, with the rows of that set; those
/// that test nothing of a set (leave-one-out) are left out. As they are for a table without sets.
std::vector<TrainingFold> foldsOfSets(const SampleTable& table, const std::vector<TrainingFold>& folds);

} // namespace prospectivity
