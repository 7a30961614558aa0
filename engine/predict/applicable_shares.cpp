#include "engine/predict/applicable_shares.h"

#include "engine/predict/applicability_tiles.h"
#include "engine/predict/tiled_prediction.h"
#include "engine/raster/raster_walk.h"

#include <cstddef>

namespace prospectivity {

namespace {

/// Each cell has a prediction, which nobody asks for.
void predictNothing(const float*, const Tile&, float*) {}

constexpr std::size_t bandsOfTile = 3; ///< the prediction, the index, and whether it is inside

} // namespace

std::vector<double> applicableShares(const Model& model, const std::shared_ptr<const Applicability>& area,
                                     RasterSource& stack, const std::vector<CellRuns>& parts,
                                     const Progress& progress) {
  const std::vector<int> bands = modelBands(stack, model.features);
  const TileFunction judge = withApplicability(
      {predictNothing, 1, model.window(), model.takesMissing(), model.encoding()}, area, false);
  double cells = 0;
  for (const CellRuns& part : parts)
    for (const CellRun& run : part)
      cells += run.end - run.begin;
  double done = 0;
  std::vector<double> shares;
  std::vector<float> outputs;
  for (const CellRuns& part : parts) {
    std::size_t known = 0;
    std::size_t inside = 0;
    for (const CellRun& run : part) {
      progress.check();
      const Tile tile{run.begin, run.row, run.end - run.begin, 1};
      const std::vector<float> features = readWithHalo(stack, bands, tile, model.layout().halo());
      outputs.assign(bandsOfTile * tile.cells(), 0);
      judge(features.data(), tile, outputs.data());
      for (std::size_t i = (bandsOfTile - 1) * tile.cells(); i < outputs.size(); ++i) {
        known += outputs[i] == 0 || outputs[i] == 1 ? 1 : 0;
        inside += outputs[i] == 1 ? 1 : 0;
      }
      done += run.end - run.begin;
      progress.fraction(done / cells);
    }
    shares.push_back(static_cast<double>(inside) / static_cast<double>(known)); // NaN without cells
  }
  return shares;
}

} // namespace prospectivity
