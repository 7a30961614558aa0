#pragma once

#include "engine/core/grid.h"
#include "engine/core/progress.h"
#include "engine/model/model.h"
#include "engine/raster/gdal_sink.h"
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

  /// Of a part of a map: its logits stay in the file `kept`, for whoever joins the parts. write() is not for
  /// it. Throws Error for a number that is not above 0.
  static ProbabilityMap ofShard(std::optional<double> expected, const QString& kept);

  /// Where the logits of a part stay; empty where they are not wanted, or go with this object.
  QString keptLogits() const { return isWanted() ? mKept : QString(); }

  bool isWanted() const { return mExpected.has_value(); }

  /// Throws Error when the map is wanted and the model stores no calibration.
  void check(const Model& model) const;

  /// Where the logits of the cells go until write() needs them: a file beside the map, which goes with this
  /// object. Throws Error where none can be made. `tags`: of a file that stays.
  std::unique_ptr<RasterSink> logits(const Grid& grid, const RasterTags& tags);

  /// The same file, once its sink is finished.
  std::unique_ptr<RasterSource> writtenLogits() const;

  /// Solves, writes the map, hands it in with its style, and tells how it was made. `logits`: of all cells of
  /// the map; closed when they are used, and their file goes with them where it is not kept. `model`: one
  /// that check() passed. Throws Error when there are too few cells.
  void write(std::unique_ptr<RasterSource> logits, const Model& model, QgsProcessingContext& context,
             RunOutputs& outputs, const Progress& progress);

 private:
  void checkExpected() const;
  QString logitsPath() const;

  std::optional<double> mExpected;
  QString mPath;
  QString mKept; ///< of a part
  std::unique_ptr<QTemporaryDir> mScratch;
};

} // namespace prospectivity
