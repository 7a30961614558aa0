#pragma once

#include "engine/explain/explain_model.h"
#include "engine/explain/high_scores.h"
#include "engine/predict/map_duration.h"
#include "engine/predict/named_counts.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// Bands of an attribution map: shap_<player> in the order of layerPlayers(), base_value, residual.
std::vector<std::string> shapleyMapBands(const LayerPlayers& players);

/// Bands of its spread over members: shap_sd_<player> in the same order.
std::vector<std::string> shapleySpreadBands(const LayerPlayers& players);

/// Names of the classes of a driver raster, from 1: the players in the same order; of a model that takes
/// missing values then each once more, as "<player> (missing)", for cells that it drives by being missing.
std::vector<std::string> driverClasses(const Model& model, const LayerPlayers& players);

/// At most `count` rows of the background, drawn without replacement and kept in their order.
FloatMatrix drawnBackground(const FloatMatrix& background, std::size_t count, std::uint64_t seed);

/// What a map of attributions tells as a whole.
struct MappedReasons {
  std::vector<std::size_t> driven; ///< cells by the class of their driver, for each of driverClasses()
  HighScores high;
};

/// The Shapley values of every cell, streamed in tiles: memory does not grow with the raster. `attributions`
/// gets shapleyMapBands(); `drivers` (may be null) two bands: the number, from 1, among driverClasses() of
/// the player that pushes the cell up most, and the score of the cell; `spread` (may be null; only of a model
/// of several members) shapleySpreadBands(): the standard deviation over the members of what each alone gives
/// to the cell. It changes nothing in the others. Cells without data, or outside of `mask` (may be null;
/// above 0 is inside), are NaN in all. A model that takes missing values explains the cells that have data of
/// `minPresent` of its layers (FeatureLayers; above 0, at most 1); of a windowed one the layers of the cell
/// itself count, and those of the window do not. The same bytes for any number of threads and any tiles. Does
/// not finish() the sinks. Tells how many cells lack a layer and how many too many of them (LayerCoverage);
/// warns of layers without data, of cells that addsUp() does not hold for, of layers out of the range of the
/// training samples (RangeShares), and of classes that these do not have (UnknownClasses). Throws Error
/// naming bands the stack lacks, METHOD, or a share that is none. With cells in `part` it maps these alone,
/// as TilingOptions::part says, and takes them for the whole.
MappedReasons mapShapley(const Model& model, const FloatMatrix& background, RasterSource& stack,
                         RasterSource* mask, RasterSink& attributions, RasterSink* drivers,
                         const ShapleyOptions& options, const Progress& progress,
                         RasterSink* spread = nullptr, double minPresent = 0.5, const Tile& part = {});

/// The same of a part that others map the rest of: cell by cell the values of the whole map. Tells nothing,
/// since a part does not know the whole, and returns what was counted for joinShapley().
NamedCounts mapShapleyPart(const Model& model, const FloatMatrix& background, RasterSource& stack,
                           RasterSource* mask, const Tile& part, RasterSink& attributions,
                           RasterSink* drivers, const ShapleyOptions& options, const Progress& progress,
                           RasterSink* spread = nullptr, double minPresent = 0.5);

/// What mapShapley() tells and returns, of maps that were made in parts: `counts`, of all parts together;
/// `attributions` and `drivers`, the cells of all parts as one raster each. The means of high scores are
/// summed over the cells in the order of the whole map, so that they have its bits; the rasters are read once
/// for it. `groupClasses` and `minPresent`: as the parts were made with. Throws Error for counts that are not
/// of this model, and as the rasters do.
MappedReasons joinShapley(const Model& model, bool groupClasses, double minPresent, const NamedCounts& counts,
                          RasterSource& attributions, RasterSource& drivers, const Progress& progress);

/// How long mapShapley() or mapShapleyPart() is likely to take for the same inputs (mapDuration()), whether
/// it shall tell the spread over members, and whether the values will be exact. `stack` is read for it, in
/// places. Throws as mapShapley() does.
struct MappingTime {
  std::optional<MapDuration> duration;
  bool isExact = true;
};
MappingTime shapleyMapTime(const Model& model, const FloatMatrix& background, RasterSource& stack,
                           RasterSource* mask, const ShapleyOptions& options, bool hasSpread,
                           double minPresent, const Progress& progress, const Tile& part = {});

} // namespace prospectivity
