#include "engine/predict/model_tiles.h"

#include "engine/core/error.h"
#include "engine/core/random.h"

#include <cmath>
#include <limits>
#include <memory>
#include <utility>

namespace prospectivity {

namespace {

/// Two bands: the probability of `center` (empty: of the mean logit of the parts), and the standard deviation
/// of the parts' probabilities.
TileFunction spreadTiles(const BlockLogits& center, const std::vector<BlockLogits>& parts) {
  return [center, parts](const float* features, const Tile& tile, float* outputs) {
    const std::size_t cells = tile.cells();
    const auto count = static_cast<double>(parts.size());
    std::vector<float> logits(cells);
    std::vector<double> logitSum(cells, 0.0);
    std::vector<double> sum(cells, 0.0);
    std::vector<double> squares(cells, 0.0);
    for (const BlockLogits& part : parts) {
      part(features, tile.rows, tile.columns, logits.data());
      for (std::size_t i = 0; i < cells; ++i) {
        const double probability = sigmoid(logits[i]);
        logitSum[i] += logits[i];
        sum[i] += probability;
        squares[i] += probability * probability;
      }
    }
    if (center)
      center(features, tile.rows, tile.columns, logits.data());
    for (std::size_t i = 0; i < cells; ++i) {
      outputs[i] = static_cast<float>(sigmoid(center ? logits[i] : logitSum[i] / count));
      const double variance = (squares[i] - sum[i] * sum[i] / count) / (count - 1);
      outputs[cells + i] = static_cast<float>(std::sqrt(variance > 0 || std::isnan(variance) ? variance : 0));
    }
  };
}

} // namespace

TileFunction probabilityTiles(const Model& model) {
  return [logits = model.blockLogits()](const float* features, const Tile& tile, float* outputs) {
    logits(features, tile.rows, tile.columns, outputs);
    for (std::size_t i = 0; i < tile.cells(); ++i)
      outputs[i] = static_cast<float>(sigmoid(outputs[i]));
  };
}

TileFunction withLogits(const Model& model) {
  return [logits = model.blockLogits()](const float* features, const Tile& tile, float* outputs) {
    const std::size_t cells = tile.cells();
    logits(features, tile.rows, tile.columns, outputs + cells);
    for (std::size_t i = 0; i < cells; ++i)
      outputs[i] = static_cast<float>(sigmoid(outputs[cells + i]));
  };
}

TileFunction withLogits(const Model& model, TileFunction prediction, int bands) {
  return [logits = model.blockLogits(), prediction = std::move(prediction),
          bands](const float* features, const Tile& tile, float* outputs) {
    prediction(features, tile, outputs);
    const std::size_t cells = tile.cells();
    float* logit = outputs + static_cast<std::size_t>(bands) * cells;
    logits(features, tile.rows, tile.columns, logit);
    for (std::size_t i = 0; i < cells; ++i)
      if (std::isnan(outputs[i]))
        logit[i] = std::numeric_limits<float>::quiet_NaN();
  };
}

TileFunction ensembleTiles(const Model& model) {
  if (model.memberCount() < 2)
    throw Error(
        "%1: the model has one member and no spread between members: train a network with %2 above 1, "
        "or take the ensemble of fold models as the final model, or choose Monte-Carlo dropout.",
        Subject::Uncertainty, Subject::Members);
  std::vector<BlockLogits> members;
  for (std::size_t m = 0; m < model.memberCount(); ++m)
    members.push_back(model.member(m)->blockLogits());
  return spreadTiles({}, members);
}

TileFunction dropoutTiles(const Model& model, int passes, std::uint64_t seed) {
  const Random random(seed);
  std::vector<BlockLogits> thinned;
  for (int pass = 0; pass < passes; ++pass) {
    std::unique_ptr<Predictor> predictor =
        model.thinnedPredictor(random.fork(static_cast<std::uint64_t>(pass)));
    if (!predictor)
      throw Error("%1: the model was trained without dropout: train a network with %2 above 0, or choose the "
                  "ensemble.",
                  Subject::Uncertainty, Subject::Dropout);
    thinned.push_back(rowByRow(std::move(predictor), model.layout(), model.takesMissing()));
  }
  return spreadTiles(model.blockLogits(), thinned);
}

} // namespace prospectivity
