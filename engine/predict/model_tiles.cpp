#include "engine/predict/model_tiles.h"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/model/predictor.h"
#include "engine/model/window_evaluation.h"

#include <cmath>
#include <limits>
#include <memory>

namespace prospectivity {

namespace {

/// Logits of the cells of a tile, NaN where there is no data.
using LogitFunction = std::function<void(const float* features, const Window& tile, float* logits)>;

/// Row by row: the features of each cell, or those of all cells of its window.
LogitFunction rowLogits(const std::shared_ptr<const Predictor>& predictor, int window) {
  return [predictor, window](const float* features, const Window& tile, float* logits) {
    const std::size_t width = predictor->featureCount();
    const std::size_t cellsPerCall = window > 1 ? 256 : 4096;
    const std::ptrdiff_t line = tile.columns + window - 1;
    const std::ptrdiff_t plane = line * (tile.rows + window - 1);
    std::vector<float> rows(cellsPerCall * width);
    std::vector<std::size_t> places;
    std::vector<float> results(cellsPerCall);
    const auto flush = [&] {
      predictor->logits(rows.data(), places.size(), results.data());
      for (std::size_t i = 0; i < places.size(); ++i)
        logits[places[i]] = results[i];
      places.clear();
    };
    for (std::size_t cell = 0; cell < tile.cells(); ++cell) {
      const float* corner = features + static_cast<std::ptrdiff_t>(cell) / tile.columns * line +
                            static_cast<std::ptrdiff_t>(cell) % tile.columns;
      float* row = rows.data() + places.size() * width;
      const float* const end = row + width;
      bool complete = true;
      for (; row < end; corner += plane)
        for (int y = 0; y < window; ++y)
          for (int x = 0; x < window; ++x) {
            const float value = corner[y * line + x];
            complete = complete && !std::isnan(value);
            *row++ = value;
          }
      logits[cell] = std::numeric_limits<float>::quiet_NaN();
      if (complete)
        places.push_back(cell);
      if (places.size() == cellsPerCall)
        flush();
    }
    flush();
  };
}

LogitFunction windowLogits(const Model& model) {
  const auto evaluation = std::make_shared<const WindowEvaluation>(model);
  return [evaluation](const float* features, const Window& tile, float* logits) {
    evaluation->logits(features, tile.rows, tile.columns, logits);
  };
}

LogitFunction logitsOf(const Model& model) {
  return haloOf(model) > 0 ? windowLogits(model) : rowLogits(makePredictor(model), 1);
}

/// Two bands: the probability of `center` (empty: of the mean logit of the parts), and the standard deviation
/// of the parts' probabilities.
TileFunction spreadTiles(const LogitFunction& center, const std::vector<LogitFunction>& parts) {
  return [center, parts](const float* features, const Window& tile, float* outputs) {
    const std::size_t cells = tile.cells();
    const auto count = static_cast<double>(parts.size());
    std::vector<float> logits(cells);
    std::vector<double> logitSum(cells, 0.0);
    std::vector<double> sum(cells, 0.0);
    std::vector<double> squares(cells, 0.0);
    for (const LogitFunction& part : parts) {
      part(features, tile, logits.data());
      for (std::size_t i = 0; i < cells; ++i) {
        const double probability = sigmoid(logits[i]);
        logitSum[i] += logits[i];
        sum[i] += probability;
        squares[i] += probability * probability;
      }
    }
    if (center)
      center(features, tile, logits.data());
    for (std::size_t i = 0; i < cells; ++i) {
      outputs[i] = static_cast<float>(sigmoid(center ? logits[i] : logitSum[i] / count));
      const double variance = (squares[i] - sum[i] * sum[i] / count) / (count - 1);
      outputs[cells + i] = static_cast<float>(std::sqrt(variance > 0 || std::isnan(variance) ? variance : 0));
    }
  };
}

} // namespace

int haloOf(const Model& model) {
  return model.members.front().network.shape.window / 2;
}

TileFunction probabilityTiles(const Model& model) {
  return [logits = logitsOf(model)](const float* features, const Window& tile, float* outputs) {
    logits(features, tile, outputs);
    for (std::size_t i = 0; i < tile.cells(); ++i)
      outputs[i] = static_cast<float>(sigmoid(outputs[i]));
  };
}

TileFunction ensembleTiles(const Model& model) {
  if (model.members.size() < 2)
    throw Error("UNCERTAINTY: the model has one member and no spread between members: train it with the "
                "ensemble of fold "
                "models as the final model, or choose Monte-Carlo dropout.");
  std::vector<LogitFunction> members;
  for (const ModelMember& member : model.members) {
    Model alone = model;
    alone.members = {member};
    members.push_back(logitsOf(alone));
  }
  return spreadTiles({}, members);
}

TileFunction dropoutTiles(const Model& model, int passes, std::uint64_t seed) {
  const NetworkShape& shape = model.members.front().network.shape;
  if (!(shape.dropout > 0))
    throw Error("UNCERTAINTY: the model was trained without dropout: train it with DROPOUT above 0, or "
                "choose the ensemble.");
  const Random random(seed);
  std::vector<LogitFunction> thinned;
  for (int pass = 0; pass < passes; ++pass)
    thinned.push_back(
        rowLogits(makeThinnedPredictor(model, random.fork(static_cast<std::uint64_t>(pass))), shape.window));
  return spreadTiles(logitsOf(model), thinned);
}

} // namespace prospectivity
