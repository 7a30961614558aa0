#pragma once

#include "engine/core/matrix.h"
#include "engine/core/progress.h"
#include "engine/core/random.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// What an augmentation method sees: the observed samples it may learn from, and which class it adds to.
struct AugmentInput {
  const Matrix& values; ///< all observed samples, original units; NaN where a value is missing
  /// The same, for distances: each feature with mean 0 and standard deviation 1. Where there are classes
  /// their columns are 0, and columns behind all others stand for them, so that two samples whose classes of
  /// a layer differ are as much farther apart as SMOTE-NC has it. NaN where a value, or a class, is missing.
  const Matrix& scaled;
  const std::vector<std::int64_t>& ids; ///< of the samples
  std::vector<std::size_t> own;         ///< rows of the class to add to
  std::vector<std::size_t> others;      ///< rows of the other class
  int neighbors = 5;                    ///< as the user asked; neighborsAllowed() says how many there can be
  double noise = 0.05;                  ///< share of each feature's standard deviation

  /// Columns of `values` that hold classes (classColumns()), which are neither interpolated nor noised.
  std::vector<std::vector<int>> classes = {};
};

/// One sample that was never observed, and the rows it was made from.
struct SyntheticSample {
  std::size_t parentA = 0;
  std::optional<std::size_t> parentB; ///< none for a copy
  Eigen::RowVectorXd values;          ///< original units
  bool hasParents = true; ///< false: made from the whole class; parentA then only gives the place on the map
};

/// One way to make synthetic samples of a class. Stateless and thread-safe; the same random state gives the
/// same samples.
class Augmenter {
 public:
  virtual ~Augmenter() = default;
  virtual std::string id() const = 0;    ///< as it stands in the field `origin`
  virtual std::string title() const = 0; ///< for people

  /// Fewest samples of the class that the method can work with.
  virtual std::size_t samplesNeeded() const { return 1; }

  /// Whether AugmentInput::neighbors matters to it.
  virtual bool usesNeighbors() const { return false; }

  /// Exactly `count` samples. Throws Error when the method finds nothing to work with.
  virtual std::vector<SyntheticSample> generate(const AugmentInput& input, std::size_t count, Random& random,
                                                const Progress& progress) const = 0;
};

} // namespace prospectivity
