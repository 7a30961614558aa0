#include "engine/explain/explain_model.h"

#include "engine/core/error.h"

namespace prospectivity {

GameMaker gameOf(const Model& model, const FloatMatrix& background, const LayerPlayers& players,
                 OutputSpace space, bool tellsMembersApart) {
  const Players inputs = players.inputs(model.layout().cells());
  return tellsMembersApart ? model.memberGame(background, inputs, space)
                           : model.game(background, inputs, space);
}

bool explainsExactly(const CoalitionGame& game, ShapleyMethod method) {
  if (method == ShapleyMethod::Exact && !game.isExact())
    throw Error(
        "%1: exact Shapley values of %2 features are out of reach for this model and output space; choose "
        "Auto or Permutation, or the output space Logit for a network without hidden dense layers.",
        Subject::ShapleyMethod, game.players());
  return method != ShapleyMethod::Permutation && game.isExact();
}

std::optional<OutputSpace> exactSpace(const Model& model, const FloatMatrix& background,
                                      const LayerPlayers& players, OutputSpace space) {
  const OutputSpace other = space == OutputSpace::Logit ? OutputSpace::Probability : OutputSpace::Logit;
  for (const OutputSpace each : {space, other})
    if (gameOf(model, background, players, each)()->isExact())
      return each;
  return std::nullopt;
}

ShapleyValues explainModel(const Model& model, const FloatMatrix& samples, const FloatMatrix& background,
                           const ShapleyOptions& options, const Progress& progress) {
  const LayerPlayers players = layerPlayers(model.features, options.groupClasses, model.descriptions);
  const GameMaker game = gameOf(model, background, players, options.space, options.tellsMembersApart);
  const std::unique_ptr<Predictor> predictor = model.predictor();
  if (explainsExactly(*game(), options.method))
    return exactShapley(game, *predictor, samples, background, options.space, options.threads, progress,
                        options.interactions);
  return permutationShapley(game, *predictor, samples, background, options.space, options.permutations,
                            options.threads, progress);
}

} // namespace prospectivity
