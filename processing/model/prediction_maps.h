#pragma once

#include <QString>

#include <cstddef>

class QgsProcessingContext;

namespace prospectivity {

class RunOutputs;

/// The rasters that prospectivity:predict writes cell by cell: files, empty where not wanted.
struct PredictionMaps {
  QString score;         ///< prospectivity score
  QString spread;        ///< standard deviation of the score
  QString dissimilarity; ///< index of the area of applicability
  QString applicable;    ///< 1 inside of that area, 0 outside
  QString coverage;      ///< layers of the model that have data

  /// Hands in the files, which are whole, each with its style. `applicabilityLimit`: of the dissimilarity
  /// index; `layers`: of the model.
  void handIn(double applicabilityLimit, std::size_t layers, QgsProcessingContext& context,
              RunOutputs& outputs) const;
};

} // namespace prospectivity
