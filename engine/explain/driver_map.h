#pragma once

#include "engine/core/progress.h"
#include "engine/core/sentence.h"
#include "engine/explain/high_scores.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// The map of the drivers as one looks at it: which layer raises the score most, where the score is high
/// (HighScores). Its classes are numbered from 1: the drivers that drive most of these cells, each for
/// itself; all others as one; all cells of lower scores as one. Plain data.
struct DriverMap {
  std::vector<std::size_t> listed; ///< driver classes (driverClasses(), from 0) that have a class each
  std::vector<std::size_t> others; ///< those that have one together; of cells of high scores alone
  HighScores scores;
};

/// Up to `most` drivers are listed in their own order, whether they occur or not; of more, those that drive
/// most cells of high scores, the first of these first.
DriverMap driverMap(const HighScores& scores, std::size_t most);

/// What the class of the other drivers is called, by names of driverClasses(); empty where there is none.
Sentence otherName(const DriverMap& map, const std::vector<std::string>& classes);

/// What the class of the low scores is called; empty where there is none.
Sentence lowName(const DriverMap& map);

/// The names of all classes, in the order of their numbers.
std::vector<std::string> driverMapNames(const DriverMap& map, const std::vector<std::string>& classes);

/// Bands of the file: the number, from 1, of each cell's driver among all, and its class on the map.
std::vector<std::string> driverMapBands();

/// Writes driverMapBands() from a raster of two bands, the number of the driver and the score; NaN where
/// there is no driver. Throws Cancelled, and Error as the raster does.
void writeDriverMap(RasterSource& driversAndScores, const DriverMap& map, RasterSink& sink,
                    const Progress& progress);

} // namespace prospectivity
