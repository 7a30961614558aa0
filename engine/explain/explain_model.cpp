#include "engine/explain/explain_model.h"

#include "engine/core/error.h"
#include "engine/explain/predictor_game.h"
#include "engine/explain/receptive_field_game.h"

namespace prospectivity {

GameMaker gameOf(const Model& model, const Predictor& predictor, const FloatMatrix& background,
                 const LayerPlayers& players, OutputSpace space) {
  if (hasReceptiveFields(model))
    return receptiveFieldGame(model, background, players.features, space);
  return predictorGame(predictor, background,
                       players.inputs(predictor.featureCount() / model.features.size()), space);
}

bool explainsExactly(const CoalitionGame& game, ShapleyMethod method) {
  if (method == ShapleyMethod::Exact && !game.isExact())
    throw Error("METHOD: exact Shapley values of " + std::to_string(game.players()) +
                " features are out of reach for this network and output space; choose Auto or Permutation, "
                "or the output space Logit for a network without hidden dense layers.");
  return method != ShapleyMethod::Permutation && game.isExact();
}

ShapleyValues explainModel(const Model& model, const Predictor& predictor, const FloatMatrix& samples,
                           const FloatMatrix& background, const ShapleyOptions& options,
                           const Progress& progress) {
  const LayerPlayers players = layerPlayers(model.features, options.groupClasses);
  const GameMaker game = gameOf(model, predictor, background, players, options.space);
  if (explainsExactly(*game(), options.method))
    return exactShapley(game, predictor, samples, background, options.space, options.threads, progress);
  return permutationShapley(game, predictor, samples, background, options.space, options.permutations,
                            options.threads, progress);
}

} // namespace prospectivity
