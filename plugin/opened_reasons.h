#pragma once

#include "engine/explain/cell_reasons.h"
#include "engine/raster/raster_file.h"
#include "plugin/given_places.h"

#include <QString>
#include <qgscoordinatereferencesystem.h>
#include <qgscoordinatetransformcontext.h>
#include <qgspointxy.h>

#include <memory>
#include <optional>
#include <vector>

namespace prospectivity {

/// What is asked of a cell.
struct CellQuestion {
  QString model;       ///< path
  QString stack;       ///< path
  RasterFile layers;   ///< the stack with what the user set on its layer
  QString fingerprint; ///< of the model that the map was made with; empty: the map does not say
  QgsPointXY point;
  QgsCoordinateReferenceSystem crs; ///< of the point
  QgsCoordinateTransformContext transforms;
  std::shared_ptr<const GivenPlaces> places;
};

/// What came of it: reasons, or a sentence that says what is in the way.
struct CellAnswer {
  QString refusal;
  CellReasons reasons;
  std::string model;          ///< what kind it is, in words
  bool tellsDeposits = false; ///< whether values were compared with places told apart by label
  /// Where the places have no non-deposits among them: where each value stands among the training samples, in
  /// the order of the evidence. Empty where these are not kept as values of cells.
  std::vector<std::optional<PlaceAmong>> amongTraining;
};

/// Model and stack, opened at the first question and kept until another pair is asked for. Not thread-safe:
/// one thread at a time.
class OpenedReasons {
 public:
  /// Throws no exception: what goes wrong is the answer's refusal.
  CellAnswer answer(const CellQuestion& question, const Progress& progress);

  /// The curve of a feature through a cell that was explained; throws Error.
  FeatureCurves curve(const FloatMatrix& input, std::size_t feature, const Progress& progress) const;

 private:
  void open(const CellQuestion& question, const Progress& progress);

  QString mModelPath;
  QString mStackPath;
  QString mStamp; ///< sizes and times of both files and what was set on the stack: others are opened anew
  QString mFingerprint;
  std::unique_ptr<CellExplainer> mExplainer;
  std::unique_ptr<RasterSource> mStack;
  KnownPlaces mKnown;
  int mKnownVersion = -1;
};

} // namespace prospectivity
