#pragma once

#include "engine/explain/explain_model.h"
#include "engine/model/predictor_game.h"

#include <QTest>

namespace prospectivity {

/// Columns `space` and `groups` of a test: each output space, with the classes of a layer apart and as one
/// player.
inline void spacesAndGroups() {
  QTest::addColumn<int>("space");
  QTest::addColumn<bool>("groups");
  for (const int space : {0, 1})
    for (const bool groups : {false, true})
      QTest::addRow("space %d, groups %d", space, groups ? 1 : 0) << space << groups;
}

/// From all coalitions of the players, through the predictor of the model alone: what its own game is held
/// against. Of a model that sees no windows.
inline ShapleyValues shapleyByBruteForce(const Model& model, const FloatMatrix& samples,
                                         const ShapleyOptions& options) {
  const auto predictor = model.predictor();
  const Players players = layerPlayers(model.features, options.groupClasses).inputs(1);
  return exactShapley(predictorGame(*predictor, model.background, players, options.space), *predictor,
                      samples, model.background, options.space, 1, Progress(), options.interactions);
}

} // namespace prospectivity
