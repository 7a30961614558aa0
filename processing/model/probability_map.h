#pragma once

#include "engine/core/grid.h"
#include "engine/core/progress.h"
#include "engine/model/model.h"
#include "engine/raster/raster_source.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <optional>

class QgsProcessingContext;

namespace prospectivity {

class RunOutputs;

/// EXPECTED_DEPOSITS and PROBABILITY of prospectivity:predict: the probability that a cell holds a deposit,
/// beside its score.
class ProbabilityMap {
 public:
  /// `expected`: nothing where it is not given; `path`: empty where no map is wanted. Throws Error where only
  /// one of both is there, and for a number that is not above 0.
  ProbabilityMap(std::optional<double> expected, QString path);

  bool isWanted() const { return mExpected.has_value(); }

  /// Throws Error when the map is wanted and the model stores no calibration.
  void check(const Model& model) const;

  /// Where the logits of the cells go until write() needs them: a file beside the map, which goes with this
  /// object. Throws Error where none can be made.
  std::unique_ptr<RasterSink> logits(const Grid& grid);

  /// Once the sink of the logits is finished: solves, writes the map, hands it in with its style, and tells
  /// how it was made. `model`: one that check() passed. Throws Error when there are too few cells.
  void write(const Model& model, QgsProcessingContext& context, RunOutputs& outputs,
             const Progress& progress);

 private:
  QString logitsPath() const;

  std::optional<double> mExpected;
  QString mPath;
  std::unique_ptr<QTemporaryDir> mScratch;
};

} // namespace prospectivity
