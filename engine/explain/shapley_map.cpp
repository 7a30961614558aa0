#include "engine/explain/shapley_map.h"

#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "engine/core/statistics.h"
#include "engine/explain/member_spread.h"
#include "engine/explain/shapley_summary.h"
#include "engine/model/predictor_game.h"
#include "engine/predict/layer_coverage.h"
#include "engine/predict/map_account.h"
#include "engine/predict/tiled_prediction.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <utility>

namespace prospectivity {

namespace {

constexpr float noData = std::numeric_limits<float>::quiet_NaN();

/// Cells of a tile: about a second of work, so that cancel and progress keep up.
constexpr int tileCells = 1024;

/// Bands of a tile behind the attributions: base value, residual, driver, score.
constexpr std::size_t baseBand = 0;
constexpr std::size_t residualBand = 1;
constexpr std::size_t driverBand = 2;
constexpr std::size_t scoreBand = 3;
constexpr std::size_t bandsOfAll = 4;

/// Sends attributions, base value and residual to one sink, driver and score to another, and what follows to
/// a third. Tiles come in order, so that what is tallied of them does not depend on threads.
class AttributionSink : public RasterSink {
 public:
  AttributionSink(RasterSink& attributions, RasterSink* drivers, RasterSink* spread, std::size_t players,
                  ScoreTally& tally)
      : mAttributions(attributions), mDrivers(drivers), mSpread(spread), mPlayers(players), mTally(tally) {}
  void write(const Tile& window, const float* values) override {
    const std::size_t cells = window.cells();
    const float* drivers = values + (mPlayers + driverBand) * cells;
    const float* scores = values + (mPlayers + scoreBand) * cells;
    for (std::size_t cell = 0; cell < cells; ++cell)
      if (!std::isnan(drivers[cell]))
        mTally.add(scores[cell], values + cell, cells, static_cast<std::size_t>(drivers[cell]) - 1);
    mAttributions.write(window, values);
    if (mDrivers != nullptr)
      mDrivers->write(window, drivers);
    if (mSpread != nullptr)
      mSpread->write(window, values + (mPlayers + bandsOfAll) * cells);
  }
  void finish() override {}

 private:
  RasterSink& mAttributions;
  RasterSink* mDrivers;
  RasterSink* mSpread;
  std::size_t mPlayers;
  ScoreTally& mTally;
};

/// The model's input row of a cell: its features, or their whole windows. Whether none of it is missing.
bool inputRow(const float* features, const Tile& tile, int halo, std::size_t count, std::size_t cell,
              float* row) {
  bool isComplete = true;
  const std::size_t width = static_cast<std::size_t>(tile.columns + 2 * halo);
  const std::size_t plane = width * static_cast<std::size_t>(tile.rows + 2 * halo);
  const std::size_t top = cell / static_cast<std::size_t>(tile.columns);
  const std::size_t left = cell % static_cast<std::size_t>(tile.columns);
  const std::size_t window = static_cast<std::size_t>(2 * halo + 1);
  for (std::size_t j = 0; j < count; ++j)
    for (std::size_t r = 0; r < window; ++r)
      for (std::size_t c = 0; c < window; ++c) {
        *row = features[j * plane + (top + r) * width + left + c];
        isComplete = isComplete && std::isfinite(*row);
        ++row;
      }
  return isComplete;
}

class CellExplainer {
 public:
  CellExplainer(const Model& model, const LayerPlayers& players, const FloatMatrix& background, int columns,
                const ShapleyOptions& options, bool hasSpread, const Progress& progress)
      : mPredictor(model.predictor()), mGame(gameOf(model, background, players, options.space, hasSpread)),
        mHasSpread(hasSpread), mOptions(options), mProgress(progress), mRandom(options.permutations.seed),
        mFeatures(model.features.size()), mPlayers(players.names.size()), mFeaturesOf(players.features),
        mLayout(model.layout()), mTakesMissing(model.takesMissing()), mHalo(model.layout().halo()),
        mColumns(static_cast<std::uint64_t>(columns)),
        mBase(mean(outputsOf(*mPredictor, background, options.space))),
        mDriven(driverClasses(model, players).size(), 0) {
    mIsExact = explainsExactly(*mGame(), options.method);
  }

  int halo() const { return mHalo; }

  /// Attributions, base value, residual, driver and score; one more per player for the spread over members.
  std::size_t bands() const { return mPlayers + bandsOfAll + (mHasSpread ? mPlayers : 0); }
  const std::vector<std::size_t>& driven() const { return mDriven; }

  bool isExact() const { return mIsExact; }

  /// Cells whose attributions do not make up their prediction.
  std::size_t apart() const { return mApart; }

  void explainTile(const float* features, const Tile& tile, float* outputs) {
    const std::unique_ptr<CoalitionGame> game = mGame();
    const std::size_t cells = tile.cells();
    std::vector<float> row(mPredictor->featureCount());
    std::vector<std::size_t> driven(mDriven.size(), 0);
    std::size_t apart = 0;
    Matrix ofMembers;
    for (std::size_t cell = 0; cell < cells; ++cell) {
      mProgress.check();
      const bool isComplete = inputRow(features, tile, mHalo, mFeatures, cell, row.data());
      if (std::isnan(outputs[cell]) || !(isComplete || mTakesMissing)) {
        for (std::size_t band = 0; band < bands(); ++band)
          outputs[band * cells + cell] = noData;
        continue;
      }
      game->start(row.data());
      std::vector<double> values = explain(*game, tile, cell, ofMembers);
      dropRounding(mBase, values, ofMembers);
      float logit = 0;
      mPredictor->logits(row.data(), 1, &logit);
      const double score = sigmoid(static_cast<double>(logit));
      const double output = mOptions.space == OutputSpace::Logit ? static_cast<double>(logit) : score;
      double residual = output - mBase;
      std::size_t strongest = 0;
      for (std::size_t j = 0; j < mPlayers; ++j) {
        outputs[j * cells + cell] = static_cast<float>(values[j]);
        residual -= values[j];
        if (values[j] > values[strongest])
          strongest = j;
      }
      outputs[(mPlayers + baseBand) * cells + cell] = static_cast<float>(mBase);
      outputs[(mPlayers + residualBand) * cells + cell] = static_cast<float>(residual);
      const std::size_t driver = isComplete || !isMissing(row, strongest) ? strongest : mPlayers + strongest;
      outputs[(mPlayers + driverBand) * cells + cell] = static_cast<float>(driver + 1);
      outputs[(mPlayers + scoreBand) * cells + cell] = static_cast<float>(score);
      if (mHasSpread) {
        const std::vector<double> spread = spreadOfColumns(ofMembers);
        for (std::size_t j = 0; j < mPlayers; ++j)
          outputs[(mPlayers + bandsOfAll + j) * cells + cell] = static_cast<float>(spread[j]);
      }
      ++driven[driver];
      apart += addsUp(residual, output, mBase) ? 0 : 1;
    }
    const std::lock_guard<std::mutex> lock(mGuard);
    for (std::size_t j = 0; j < driven.size(); ++j)
      mDriven[j] += driven[j];
    mApart += apart;
  }

 private:
  /// Whether the cell itself, in the middle of a window, has data of a feature.
  bool hasData(const std::vector<float>& row, std::size_t feature) const {
    return !std::isnan(row[mLayout.center(feature)]);
  }

  bool isMissing(const std::vector<float>& row, std::size_t player) const {
    const std::vector<int>& own = mFeaturesOf.columns[player];
    return !std::all_of(own.begin(), own.end(),
                        [&](int feature) { return hasData(row, static_cast<std::size_t>(feature)); });
  }

  /// `ofMembers`: members that the game tells apart x players.
  std::vector<double> explain(CoalitionGame& game, const Tile& tile, std::size_t cell,
                              Matrix& ofMembers) const {
    if (mIsExact)
      return game.shapleyOfMembers(ofMembers, mProgress);
    const std::size_t width = static_cast<std::size_t>(tile.columns);
    const std::uint64_t place = (static_cast<std::uint64_t>(tile.row) + cell / width) * mColumns +
                                static_cast<std::uint64_t>(tile.column) + cell % width;
    Random stream = mRandom.fork(place); // the place on the map: the tiles do not matter
    SampledShapley sampled = sampledShapley(game, stream, mOptions.permutations, mProgress);
    ofMembers = std::move(sampled.ofMembers);
    return std::move(sampled.values);
  }

  std::unique_ptr<Predictor> mPredictor;
  GameMaker mGame;
  bool mHasSpread;
  const ShapleyOptions& mOptions;
  const Progress& mProgress;
  Random mRandom;
  std::size_t mFeatures;
  std::size_t mPlayers;
  Players mFeaturesOf; ///< of the players
  InputLayout mLayout;
  bool mTakesMissing;
  int mHalo;
  std::uint64_t mColumns;
  double mBase;
  bool mIsExact = true;
  std::mutex mGuard;
  std::vector<std::size_t> mDriven;
  std::size_t mApart = 0;
};

/// `part` without cells: the whole grid.
TilingOptions tilingOf(const CellExplainer& explainer, const Grid& grid, const Tile& part,
                       const ShapleyOptions& options) {
  TilingOptions tiling;
  tiling.threads = options.threads;
  tiling.halo = explainer.halo();
  tiling.outputBands = static_cast<int>(explainer.bands());
  tiling.part = part;
  tiling.tileColumns = std::min(part.cells() > 0 ? part.columns : grid.columns, tileCells);
  tiling.tileRows = std::max(1, tileCells / tiling.tileColumns);
  return tiling;
}

} // namespace

std::vector<std::string> shapleyMapBands(const LayerPlayers& players) {
  std::vector<std::string> bands;
  bands.reserve(players.names.size() + 2);
  for (const std::string& player : players.names)
    bands.push_back("shap_" + player);
  bands.emplace_back("base_value");
  bands.emplace_back("residual");
  return bands;
}

std::vector<std::string> shapleySpreadBands(const LayerPlayers& players) {
  std::vector<std::string> bands;
  bands.reserve(players.names.size());
  for (const std::string& player : players.names)
    bands.push_back("shap_sd_" + player);
  return bands;
}

std::vector<std::string> driverClasses(const Model& model, const LayerPlayers& players) {
  std::vector<std::string> classes = players.names;
  if (model.takesMissing())
    for (const std::string& player : players.names)
      classes.push_back(player + " (missing)");
  return classes;
}

FloatMatrix drawnBackground(const FloatMatrix& background, std::size_t count, std::uint64_t seed) {
  const auto rows = static_cast<std::size_t>(background.rows());
  if (rows <= count)
    return background;
  std::vector<std::size_t> chosen = Random(seed).permutation(rows);
  chosen.resize(count);
  std::sort(chosen.begin(), chosen.end());
  FloatMatrix result(static_cast<Eigen::Index>(count), background.cols());
  for (std::size_t i = 0; i < count; ++i)
    result.row(static_cast<Eigen::Index>(i)) = background.row(static_cast<Eigen::Index>(chosen[i]));
  return result;
}

namespace {

/// Names of what parts count beside MapAccount: cells by the class of their driver, and those whose
/// attributions do not make up their prediction.
const char* const drivenName = "driven";
const char* const apartName = "apart";

/// What a part of a map, or the whole, leaves beside its cells.
struct ExplainedCells {
  NamedCounts counts;
  HighScores high;
};

/// `part` without cells: the whole.
ExplainedCells explainCells(const Model& model, const FloatMatrix& background, RasterSource& stack,
                            RasterSource* mask, const Tile& part, RasterSink& attributions,
                            RasterSink* drivers, const ShapleyOptions& options, const Progress& progress,
                            RasterSink* spread, double minPresent) {
  MapAccount account(model, minPresent);
  const std::vector<int> bands = modelBands(stack, model.features);
  const LayerPlayers players = layerPlayers(model.features, options.groupClasses, model.descriptions);
  CellExplainer explainer(model, players, background, stack.grid().columns, options, spread != nullptr,
                          progress);
  ScoreTally tally(players.names.size(), driverClasses(model, players).size());
  AttributionSink sink(attributions, drivers, spread, players.names.size(), tally);
  const TilingOptions tiling = tilingOf(explainer, stack.grid(), part, options);
  const SingleThreadedBlas blas;
  const TileFunction explained = [&](const float* features, const Tile& tile, float* outputs) {
    explainer.explainTile(features, tile, outputs);
  };
  computeTiles(stack, bands, mask, sink, tiling, account.counted(explained, tiling.outputBands), progress);
  ExplainedCells cells{account.counts(), tally.highScores()};
  cells.counts[drivenName].assign(explainer.driven().begin(), explainer.driven().end());
  cells.counts[apartName] = {explainer.apart()};
  return cells;
}

/// Tells what was counted of the whole map, and says which drivers its cells have.
std::vector<std::size_t> tellReasons(const Model& model, const LayerPlayers& players, double minPresent,
                                     const NamedCounts& counts, const Progress& progress) {
  MapAccount account(model, minPresent);
  account.add(counts);
  const auto driven = counts.find(drivenName);
  const auto apart = counts.find(apartName);
  if (driven == counts.end() || driven->second.size() != driverClasses(model, players).size() ||
      apart == counts.end() || apart->second.size() != 1)
    throw Error("The counts that the parts of the map left are not of this model: make the parts again.");
  account.tell("explained", progress);
  if (const std::uint64_t cells = apart->second.front(); cells > 0)
    progress.warning({"%1: in %2 cells the attributions do not add up to the prediction; a layer's value "
                      "there is too far from what the model was trained on: check the units of the layers.",
                      Subject::Stack, cells});
  return {driven->second.begin(), driven->second.end()};
}

} // namespace

MappedReasons mapShapley(const Model& model, const FloatMatrix& background, RasterSource& stack,
                         RasterSource* mask, RasterSink& attributions, RasterSink* drivers,
                         const ShapleyOptions& options, const Progress& progress, RasterSink* spread,
                         double minPresent, const Tile& part) {
  ExplainedCells cells = explainCells(model, background, stack, mask, part, attributions, drivers, options,
                                      progress, spread, minPresent);
  return {tellReasons(model, layerPlayers(model.features, options.groupClasses, model.descriptions),
                      minPresent, cells.counts, progress),
          std::move(cells.high)};
}

NamedCounts mapShapleyPart(const Model& model, const FloatMatrix& background, RasterSource& stack,
                           RasterSource* mask, const Tile& part, RasterSink& attributions,
                           RasterSink* drivers, const ShapleyOptions& options, const Progress& progress,
                           RasterSink* spread, double minPresent) {
  return explainCells(model, background, stack, mask, part, attributions, drivers, options, progress, spread,
                      minPresent)
      .counts;
}

MappedReasons joinShapley(const Model& model, bool groupClasses, double minPresent, const NamedCounts& counts,
                          RasterSource& attributions, RasterSource& drivers, const Progress& progress) {
  const LayerPlayers players = layerPlayers(model.features, groupClasses, model.descriptions);
  const std::size_t classes = driverClasses(model, players).size();
  std::vector<std::size_t> driven = tellReasons(model, players, minPresent, counts, progress);
  ScoreTally tally(players.names.size(), classes);
  const double passes = static_cast<double>(players.names.size()) + 1;
  std::vector<float> scores;
  const auto walk = [&](RasterSource& raster, int band, double done, const auto& use) {
    BandWalk cells;
    cells.band = band;
    cells.bytes = memoryBudget().of(MemoryUse::Strips) / 2; // beside a tile lie its scores
    walkBand(raster, cells, progress.part(done / passes, (done + 1) / passes),
             [&](const Tile& tile, const std::vector<float>& values) {
               scores.resize(tile.cells());
               drivers.read({1}, tile, scores.data());
               for (std::size_t i = 0; i < values.size(); ++i)
                 if (!std::isnan(values[i]))
                   use(scores[i], values[i]);
             });
  };
  walk(drivers, 0, 0, [&](float score, float driver) {
    if (!(driver >= 1 && driver <= static_cast<float>(classes)))
      throw Error("The drivers that the parts of the map left are not of this model: make the parts again.");
    tally.count(score, static_cast<std::size_t>(driver) - 1);
  });
  for (std::size_t player = 0; player < players.names.size(); ++player)
    walk(attributions, static_cast<int>(player), static_cast<double>(player) + 1,
         [&](float score, float attribution) { tally.sum(score, player, attribution); });
  return {std::move(driven), tally.highScores()};
}

MappingTime shapleyMapTime(const Model& model, const FloatMatrix& background, RasterSource& stack,
                           RasterSource* mask, const ShapleyOptions& options, bool hasSpread,
                           double minPresent, const Progress& progress, const Tile& part) {
  // Counts of their own, which nobody reads: those of the map must hold each cell once.
  LayerCoverage coverage(model, minPresent);
  const std::vector<int> bands = modelBands(stack, model.features);
  const LayerPlayers players = layerPlayers(model.features, options.groupClasses, model.descriptions);
  Progress quiet;
  quiet.isCancelled = progress.isCancelled;
  CellExplainer explainer(model, players, background, stack.grid().columns, options, hasSpread, quiet);
  const TilingOptions tiling = tilingOf(explainer, stack.grid(), part, options);
  const SingleThreadedBlas blas;
  const TileFunction explained = [&](const float* features, const Tile& tile, float* outputs) {
    explainer.explainTile(features, tile, outputs);
  };
  return {mapDuration(stack, bands, mask, tiling, coverage.kept(explained, tiling.outputBands), quiet),
          explainer.isExact()};
}

} // namespace prospectivity
