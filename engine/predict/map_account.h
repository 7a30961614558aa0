#pragma once

#include "engine/core/progress.h"
#include "engine/model/model.h"
#include "engine/predict/layer_coverage.h"
#include "engine/predict/named_counts.h"
#include "engine/predict/range_shares.h"
#include "engine/predict/tiled_prediction.h"
#include "engine/predict/unknown_classes.h"

#include <string>

namespace prospectivity {

/// What is counted while a model maps cells, and told when all of them are mapped: layers without data
/// (LayerCoverage), cells out of the range of the training samples (RangeShares), and of classes that these
/// do not have (UnknownClasses). Whoever maps a part counts and does not tell; whoever joins the parts adds
/// their counts and tells what a single run would have told. Thread-safe while cells are counted.
class MapAccount {
 public:
  /// `minPresent`: as of LayerCoverage, with its Error. Keeps nothing of the model.
  MapAccount(const Model& model, double minPresent);

  const LayerCoverage& coverage() const { return mCoverage; }

  /// The outputs of `compute`, of so many `bands`, with those of LayerCoverage::kept() made NaN. The function
  /// must not outlive the account.
  TileFunction counted(TileFunction compute, int bands);

  /// Tells what was counted. `what` is done with cells: "predicted".
  void tell(const Sentence& what, const Progress& progress) const;

  /// RangeShares::shares()
  std::string outsideRanges() const { return mRanges.shares(); }

  NamedCounts counts() const;

  /// Adds what counts() gave of a part; other names are passed over. Throws Error for counts that are not of
  /// this model.
  void add(const NamedCounts& counts);

 private:
  LayerCoverage mCoverage;
  RangeShares mRanges;
  UnknownClasses mClasses;
};

} // namespace prospectivity
