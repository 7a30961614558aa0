#pragma once

#include "engine/core/matrix.h"
#include "engine/core/progress.h"
#include "engine/reference/tree_model.h"

#include <cstdint>
#include <string>
#include <vector>

namespace prospectivity {

/// How to grow the trees of one ensemble.
struct TreeGrowth {
  TreeKind kind = TreeKind::Forest;
  int trees = 500; ///< at least 1
  std::uint64_t seed = 1;
};

struct GrownTrees {
  TreeEnsemble trees;
  /// Of each training row, the sum of its leaves as the library itself predicts it: what the plain arrays are
  /// held against.
  std::vector<double> librarySums;
};

/// What the library of decision trees does for the engine, behind an interface that does not include it. All
/// calls are thread-safe and use one thread inside.
class TreeGrower {
 public:
  virtual ~TreeGrower() = default;

  /// Grows trees on rows (samples x columns, no NaN; a forest needs two columns or more) and labels 0 or 1,
  /// both there, each class with the same weight in all. The same seed gives the same trees at any number of
  /// threads. Tells the fraction and asks for cancel tree by tree. Throws Error when the library fails, or
  /// answers in a form that is not known.
  ///
  /// Forest: trees that are not pruned and each see a random 63.2 % of the samples (as many as a bootstrap
  /// sample has different ones, 1 - 1/e: Breiman 2001; without replacement: Buehlmann & Yu 2002, doi
  /// 10.1214/aos/1031689014) and choose each split by Gini impurity among floor(sqrt(columns)) columns drawn
  /// by chance (Liaw & Wiener 2002, Classification and regression by randomForest, R News 2/3), once for all
  /// splits of a depth. A branch ends where all its samples are of one label, where no column drawn for its
  /// depth tells them apart, or at depth 30. With columns of quantities its leaves are pure as a rule; with
  /// many columns of one class each, most of which are alike in all samples of a branch, a share of them is
  /// not.
  ///
  /// Boosting: trees of depth 3 (eight leaves: Hastie, Tibshirani & Friedman 2009, section 10.11) on half of
  /// the samples each (Friedman 2002, doi 10.1016/S0167-9473(01)00065-2), with a learning rate of 5 / trees,
  /// at most 0.3: more trees go the same way in smaller steps (Friedman 2001, section 5).
  virtual GrownTrees grow(const FloatMatrix& rows, const std::vector<int>& labels, const TreeGrowth& growth,
                          const Progress& progress) const = 0;

  virtual std::string version() const = 0; ///< name and version of the library
};

/// Opens the library of trees at first use, as modelBackend() opens the training library: nothing that is
/// loaded at start links to it. Throws Error when it or what it needs is missing. Thread-safe.
const TreeGrower& treeGrower();

} // namespace prospectivity
