#pragma once

#include "engine/core/progress.h"
#include "engine/core/sentence.h"
#include "engine/raster/raster_source.h"

#include <string>
#include <vector>

namespace prospectivity {

/// Target levels: the most prospective cells in classes, by the share of the area they make up or by the
/// share of known deposits they hold. Level 1 holds the highest values.

/// One level: cells of at least `threshold` (and below that of the level before).
struct TargetLevel {
  /// Of the ground with data, of this level and those above together; 0 to 1. As asked of targetLevels(),
  /// which takes more where many cells share a value; as reached in captureLevels().
  double areaShare = 0;
  double threshold = 0; ///< prospectivity, to a millionth of the range 0 to 1
  double capture = 0;   ///< share of the deposits, of this level and those above together; 0: not asked for
};

/// Thresholds such that the cells at or above each make up at least the given share of the ground with data
/// (CellAreas: in a geographic CRS cells near the poles count less). Shares between 0 and 1, in rising order.
/// Reads the raster once, in bounded memory. Throws Error when it has no cell with data or values beyond 0
/// to 1.
std::vector<TargetLevel> targetLevels(RasterSource& prospectivity, const std::vector<double>& areaShares,
                                      const Progress& progress);

/// Thresholds such that the cells at or above each hold at least the given share of the deposits, and no more
/// than the value of a deposit requires: steps of the success-rate curve (Chung & Fabbri 1999,
/// Photogrammetric Engineering & Remote Sensing 65). `depositValues`: the map at each deposit (at least one),
/// without NaN. Levels that need no lower threshold than the one before have no cells. Throws Error as
/// targetLevels() does.
std::vector<TargetLevel> captureLevels(RasterSource& prospectivity, std::vector<float> depositValues,
                                       const std::vector<double>& captures, const Progress& progress);

/// The level of a value that is not NaN: 1 .. number of levels + 1.
int levelOf(float value, const std::vector<TargetLevel>& levels);

/// Writes the level of each cell: 1 for the highest, up to the number of levels + 1 for the rest; NaN without
/// data.
void writeTargetLevels(RasterSource& prospectivity, const std::vector<TargetLevel>& levels, RasterSink& sink,
                       const Progress& progress);

/// Legend texts, one per class written, for whoever shows them in another language.
std::vector<Sentence> targetLevelLegend(const std::vector<TargetLevel>& levels);

/// The same texts in the engine's words, as files have them.
std::vector<std::string> targetLevelNames(const std::vector<TargetLevel>& levels);

/// Shares from text such as "1, 5, 10, 20" (percent). Throws Error naming `input` for anything but
/// rising numbers between 0 and 100.
std::vector<double> parseShares(const std::string& text, const SentenceValue& input);

} // namespace prospectivity
