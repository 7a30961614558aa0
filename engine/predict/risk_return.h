#pragma once

#include "engine/core/progress.h"
#include "engine/core/sentence.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// Return and risk of each cell: the score that the members of a model agree on, and how far they disagree
/// (Zuo & Wang 2020, doi 10.1007/s11053-020-09668-6). Of a model that was trained on several sets of
/// non-deposits the risk is that of having chosen them.
struct RiskReturnCuts {
  double score = 0.5; ///< from here on the return is high
  double spread = 0;  ///< up to here the risk is low
};

/// 1 low risk and high return, 2 high risk and high return, 3 low risk and low return, 4 high risk and low
/// return. Both values finite.
int riskReturnClass(float score, float spread, const RiskReturnCuts& cuts);

/// The least value that at least half of the cells with data do not exceed, exactly; nothing where no cell
/// has data. Reads the first band twice, in bounded memory. Values are at least 0.
std::optional<float> medianOf(RasterSource& raster, const Progress& progress);

/// Writes the class of each cell; NaN where score or spread is. Both rasters (first bands) lie on one grid.
/// Returns how many cells each class has.
std::vector<std::size_t> writeRiskReturn(RasterSource& scores, RasterSource& spreads,
                                         const RiskReturnCuts& cuts, RasterSink& sink,
                                         const Progress& progress);

/// Legend texts, one per class, for whoever shows them in another language.
std::vector<Sentence> riskReturnLegend(const RiskReturnCuts& cuts);

/// The same texts in the engine's words.
std::vector<std::string> riskReturnNames(const RiskReturnCuts& cuts);

} // namespace prospectivity
