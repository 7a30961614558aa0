#include "engine/explain/cell_reasons.h"

#include "engine/core/error.h"
#include "engine/explain/member_spread.h"
#include "engine/predict/applicability_tiles.h"
#include "engine/predict/model_tiles.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

constexpr const char* modelSubject = "The model"; ///< a file that the user chose: no parameter

/// The row of a cell: its window of each feature. Beyond the grid is NoData, as for maps.
FloatMatrix inputOf(RasterSource& stack, const Model& model, int column, int row) {
  const InputLayout layout = model.layout();
  const int halo = layout.halo();
  const Grid& grid = stack.grid();
  Tile tile;
  tile.column = std::max(0, column - halo);
  tile.row = std::max(0, row - halo);
  tile.columns = std::min(grid.columns, column + halo + 1) - tile.column;
  tile.rows = std::min(grid.rows, row + halo + 1) - tile.row;
  std::vector<float> values(model.features.size() * tile.cells());
  stack.read(modelBands(stack, model.features), tile, values.data());

  FloatMatrix input = FloatMatrix::Constant(1, static_cast<Eigen::Index>(layout.columns()),
                                            std::numeric_limits<float>::quiet_NaN());
  const float* value = values.data();
  for (std::size_t feature = 0; feature < model.features.size(); ++feature)
    for (int r = 0; r < tile.rows; ++r)
      for (int c = 0; c < tile.columns; ++c) {
        const int windowRow = tile.row + r - (row - halo);
        const int windowColumn = tile.column + c - (column - halo);
        input(0, static_cast<Eigen::Index>(layout.at(feature, windowRow, windowColumn))) = *value++;
      }
  return input;
}

/// The known values of a feature among places of one label, or of all.
std::vector<float> valuesOf(const KnownPlaces& known, std::size_t feature, std::optional<int> label) {
  std::vector<float> result;
  for (Eigen::Index i = 0; i < known.values.rows(); ++i) {
    const float value = known.values(i, static_cast<Eigen::Index>(feature));
    if (!std::isnan(value) && (!label || known.labels[static_cast<std::size_t>(i)] == *label))
      result.push_back(value);
  }
  return result;
}

/// Whether values of a feature can be ranked: codes of classes and marks of a class cannot.
bool isRanked(const Model& model, std::size_t feature, const FeatureDescription& description) {
  return description.kind != FeatureKind::Codes && description.kind != FeatureKind::Indicator &&
         model.classes(feature).codes.empty();
}

} // namespace

std::optional<PlaceAmong> placeAmong(float value, const std::vector<float>& others) {
  double below = 0;
  PlaceAmong place;
  for (const float other : others)
    if (!std::isnan(other)) {
      ++place.count;
      below += other < value ? 1 : (other == value ? 0.5 : 0);
    }
  if (std::isnan(value) || place.count == 0)
    return std::nullopt;
  place.share = below / static_cast<double>(place.count);
  return place;
}

KnownPlaces placesOn(RasterSource& stack, const Model& model, const std::vector<Point>& points,
                     const std::vector<int>& labels) {
  const std::vector<int> bands = modelBands(stack, model.features);
  KnownPlaces known;
  known.values.resize(static_cast<Eigen::Index>(points.size()), static_cast<Eigen::Index>(bands.size()));
  Eigen::Index count = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    Tile cell{0, 0, 1, 1};
    if (!stack.grid().locate(points[i], cell.column, cell.row))
      continue;
    stack.read(bands, cell, known.values.row(count++).data());
    if (!labels.empty())
      known.labels.push_back(labels[i]);
  }
  known.values.conservativeResize(count, Eigen::NoChange);
  return known;
}

CellExplainer::CellExplainer(std::shared_ptr<const Model> model, FloatMatrix background, double minPresent)
    : mModel(std::move(model)), mBackground(std::move(background)),
      mCoverage(std::make_unique<LayerCoverage>(*mModel, minPresent)) {
  if (mBackground.rows() < 2)
    throw Error("%1: the model file keeps %2 background samples, and shares of layers are told against at "
                "least 2: train the model again with this version.",
                Sentence(modelSubject), static_cast<std::size_t>(mBackground.rows()));
  TileFunction tiles = mCoverage->kept(withLogits(*mModel), 2);
  mPlanes = 2;
  try {
    mArea = std::make_shared<const Applicability>(applicabilityOf(*mModel));
  } catch (const Error& error) {
    mNoArea = error.what();
  }
  if (mArea) {
    tiles = withApplicability(
        {std::move(tiles), mPlanes, mModel->window(), mModel->takesMissing(), mModel->encoding()}, mArea,
        false);
    mPlanes += 2;
  }
  mTiles = std::move(tiles);
  if (mModel->memberCount() > 1)
    mSpread = ensembleTiles(*mModel);
}

ShapleyOptions CellExplainer::options() {
  ShapleyOptions options;
  options.permutations.standardError = 0.01;
  options.groupClasses = true;
  options.tellsMembersApart = true;
  return options;
}

CellReasons CellExplainer::explain(RasterSource& stack, int column, int row, const KnownPlaces& known,
                                   const Progress& progress) const {
  const Grid& grid = stack.grid();
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows)
    throw Error("%1: the cell lies outside of %2: choose one on it.", Subject::Stack, stack.name());
  const Model& model = *mModel;
  const InputLayout layout = model.layout();
  CellReasons reasons;
  reasons.noBecause = mNoArea;
  reasons.input = inputOf(stack, model, column, row);
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    CellEvidence evidence;
    evidence.feature = model.features[j];
    if (j < model.descriptions.size())
      evidence.description = model.descriptions[j];
    evidence.value = reasons.input(0, static_cast<Eigen::Index>(layout.center(j)));
    evidence.className = evidence.description.className(static_cast<double>(evidence.value));
    if (isRanked(model, j, evidence.description)) {
      evidence.amongAll = placeAmong(evidence.value, valuesOf(known, j, std::nullopt));
      if (!known.labels.empty()) {
        evidence.amongDeposits = placeAmong(evidence.value, valuesOf(known, j, 1));
        evidence.amongNonDeposits = placeAmong(evidence.value, valuesOf(known, j, 0));
      }
    }
    reasons.evidence.push_back(std::move(evidence));
  }
  const FeatureLayers layers(model.features, model.descriptions);
  reasons.layers = layers.count();
  reasons.layersNeeded = mCoverage->fewest();
  reasons.layersPresent =
      layers.present([&](std::size_t feature) { return !std::isnan(reasons.evidence[feature].value); });

  const Tile cell{column, row, 1, 1};
  std::vector<float> outputs(static_cast<std::size_t>(mPlanes), 0.0F);
  mTiles(reasons.input.data(), cell, outputs.data());
  reasons.score = outputs[0];
  reasons.logit = outputs[1];
  if (std::isnan(reasons.score)) {
    const bool tooFew =
        model.takesMissing() && reasons.layersPresent > 0 && reasons.layersPresent < reasons.layersNeeded;
    reasons.verdict = tooFew ? CellVerdict::TooFewLayers : CellVerdict::NoData;
    return reasons;
  }
  reasons.verdict = CellVerdict::Explained;
  if (mArea) {
    reasons.dissimilarityLimit = mArea->limit();
    if (!std::isnan(outputs[2]))
      reasons.dissimilarity = outputs[2];
    if (!std::isnan(outputs[3]))
      reasons.isInside = outputs[3] > 0;
  }
  if (mSpread) {
    float spread[2] = {0, 0};
    mSpread(reasons.input.data(), cell, spread);
    reasons.scoreSpread = spread[1];
  }
  if (model.record.calibration && model.record.calibration->isTrustworthy())
    reasons.probability = sigmoid(model.record.calibration->logOdds(static_cast<double>(reasons.logit)));

  const ShapleyOptions shapley = options();
  reasons.players = layerPlayers(model.features, shapley.groupClasses, model.descriptions);
  reasons.shares = explainModel(model, reasons.input, mBackground, shapley, progress);
  reasons.sharesSpread = spreadOfEach(reasons.shares.ofMembers);
  return reasons;
}

FeatureCurves CellExplainer::curveOf(const FloatMatrix& input, std::size_t feature, const KnownPlaces& known,
                                     const Progress& progress) const {
  const Model& model = *mModel;
  std::vector<float> values = valuesOf(known, feature, std::nullopt);
  if (values.empty() && !model.training.areEncoded)
    values = valuesOf({model.training.values, {}}, feature, std::nullopt);
  if (values.empty()) {
    const auto windows = model.layout().windowsOf(mBackground, feature);
    for (Eigen::Index i = 0; i < windows.rows(); ++i)
      for (Eigen::Index j = 0; j < windows.cols(); ++j)
        if (!std::isnan(windows(i, j)))
          values.push_back(windows(i, j));
  }
  Vector range(static_cast<Eigen::Index>(values.size()));
  std::copy(values.begin(), values.end(), range.begin());
  IceOptions options;
  options.derivatives = false;
  const std::vector<double> grid = featureGrid(model, feature, range, options);
  if (grid.empty())
    throw Error("%1: no sample has a value of '%2', so that there is no range to draw a curve over: choose "
                "another layer.",
                Sentence(modelSubject), model.features[feature]);
  return varyFeature(*model.memberCurves(), input, {0}, feature, grid, options, progress);
}

} // namespace prospectivity
