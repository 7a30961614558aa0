#pragma once

#include "engine/core/feature_description.h"
#include "engine/core/matrix.h"
#include "engine/explain/explain_model.h"
#include "engine/explain/ice.h"
#include "engine/model/model.h"
#include "engine/predict/applicability.h"
#include "engine/predict/layer_coverage.h"
#include "engine/predict/tiled_prediction.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// Places of a known kind that a cell is compared with, one row per place and one column per feature of the
/// model, as learnt (layersAsLearnt()); NaN: missing.
struct KnownPlaces {
  FloatMatrix values;
  std::vector<int> labels; ///< 1 deposit, 0 non-deposit; empty: nobody knows
};

/// Where a value stands among others: the share of these that are lower, those that are equal counted half.
struct PlaceAmong {
  double share = 0;      ///< from 0, below all, to 1
  std::size_t count = 0; ///< known values that it was compared with
};

/// Nothing for a missing value, and where there are no known ones to compare with.
std::optional<PlaceAmong> placeAmong(float value, const std::vector<float>& others);

/// The places of points on a stack with the values that the model learnt (layersAsLearnt()), in its CRS;
/// those beyond it are left out. `labels`: one per point, or empty.
KnownPlaces placesOn(RasterSource& stack, const Model& model, const std::vector<Point>& points,
                     const std::vector<int>& labels);

/// The evidence of one feature in a cell.
struct CellEvidence {
  std::string feature;
  FeatureDescription description; ///< as the model knows it
  float value = 0;                ///< as the model takes it; NaN: missing
  std::string className;          ///< what the class is called, where the value is a code that has a name
  std::optional<PlaceAmong> amongDeposits;
  std::optional<PlaceAmong> amongNonDeposits;
  std::optional<PlaceAmong> amongAll; ///< of the known places, whatever they are
};

/// Explained: the model gives a score. NoData: a value that it needs is missing, there or in the window.
/// TooFewLayers: the cell has data of fewer layers than a map needs.
enum class CellVerdict { Explained, NoData, TooFewLayers };

/// Why a cell has its score. Plain data. What the verdict does not allow is empty or NaN.
struct CellReasons {
  CellVerdict verdict = CellVerdict::NoData;
  std::vector<CellEvidence> evidence; ///< in the order of the model, whatever the verdict

  std::size_t layers = 0;        ///< of the model (FeatureLayers)
  std::size_t layersPresent = 0; ///< with data in the cell
  std::size_t layersNeeded = 0;  ///< for a score

  float score = 0; ///< as the map of scores has it
  float logit = 0;
  std::optional<float> scoreSpread; ///< of several members: standard deviation, as the map of uncertainty
  /// Of a deposit, by the model's calibration, among places with the share of deposits of its samples.
  std::optional<double> probability;

  std::optional<float> dissimilarity; ///< index of the area of applicability; nothing where none is known
  std::optional<float> dissimilarityLimit;
  std::optional<bool> isInside; ///< of the area

  LayerPlayers players;  ///< whose shares follow, in this order
  ShapleyValues shares;  ///< one row, in log-odds
  Matrix sharesSpread;   ///< the same row: standard deviation over members; empty for one member
  FloatMatrix input;     ///< the row that was explained, for curveOf()
  std::string noBecause; ///< why dissimilarity is unknown, as a sentence; empty where it is known
};

/// Explains cells of a stack by a model, each by what maps and tables of explanations are made with: the
/// score of computeTiles(), the Shapley values of explainModel(), the area of applicability. What costs time
/// is made once. Thread-safe: several cells may be asked for at once, each with its own source.
class CellExplainer {
 public:
  /// `background`: as of explainModel(); `minPresent`: as of LayerCoverage. Throws Error for a background of
  /// fewer than 2 rows and a share that is none.
  CellExplainer(std::shared_ptr<const Model> model, FloatMatrix background, double minPresent = 0.5);

  const Model& model() const { return *mModel; }

  /// The options of the explanation: those that shapvalues has by default, members told apart.
  static ShapleyOptions options();

  /// Of the cell in `column` and `row` of a stack with the values that the model learnt (layersAsLearnt()).
  /// `known` may be empty. Throws Error for a cell beyond the grid, and as the stack does; Cancelled.
  CellReasons explain(RasterSource& stack, int column, int row, const KnownPlaces& known,
                      const Progress& progress) const;

  /// The ICE curve of a feature through an explained cell, as a score; of several members their spread too.
  /// `known` gives the range; where it is empty the training samples do, or the background.
  FeatureCurves curveOf(const FloatMatrix& input, std::size_t feature, const KnownPlaces& known,
                        const Progress& progress) const;

 private:
  std::shared_ptr<const Model> mModel;
  FloatMatrix mBackground;
  std::unique_ptr<LayerCoverage> mCoverage; ///< the functions below refer to it
  std::shared_ptr<const Applicability> mArea;
  std::string mNoArea;
  int mPlanes = 0;
  TileFunction mTiles;  ///< score, logit, and with an area its two bands
  TileFunction mSpread; ///< score and spread; empty for one member
};

} // namespace prospectivity
