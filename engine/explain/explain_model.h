#pragma once

#include "engine/explain/layer_players.h"
#include "engine/explain/shapley_explainer.h"
#include "engine/model/model.h"

#include <optional>

namespace prospectivity {

/// How to explain the samples of a model.
struct ShapleyOptions {
  ShapleyMethod method = ShapleyMethod::Auto;
  OutputSpace space = OutputSpace::Logit;
  PermutationOptions permutations;
  int threads = 0;                ///< 0: what the machine offers
  bool groupClasses = false;      ///< the classes of a categorical layer are one player (layerPlayers())
  bool tellsMembersApart = false; ///< of a model of several, what each member alone gives as well
  /// Where values are exact. Sampled ones have none: half a difference of four coalitions needs all of them.
  InteractionDetail interactions = InteractionDetail::None;
};

/// The game of the model's players, its evidence layers (layerPlayers() of its features). A windowed
/// network's whole window of a layer is one player. Model and background outlive the games.
/// `tellsMembersApart`: Model::memberGame() instead of Model::game().
GameMaker gameOf(const Model& model, const FloatMatrix& background, const LayerPlayers& players,
                 OutputSpace space, bool tellsMembersApart = false);

/// Whether exact values can be had; throws Error naming METHOD when they are asked for and cannot.
bool explainsExactly(const CoalitionGame& game, ShapleyMethod method);

/// The output space in which values of the model are exact unless permutations are asked for: `space` where
/// it can be, else the other; nothing where both need fewer players.
std::optional<OutputSpace> exactSpace(const Model& model, const FloatMatrix& background,
                                      const LayerPlayers& players, OutputSpace space);

/// Shapley values of each row of `samples` (original units, the model's inputs), players in the order of
/// layerPlayers(). Exact where the model allows or up to 16 players, else by permutations, or as
/// options.method says. Memory: two copies of the result, one for each member that is told apart, and one
/// game per thread.
/// Throws Error: METHOD exact beyond reach, an empty background.
ShapleyValues explainModel(const Model& model, const FloatMatrix& samples, const FloatMatrix& background,
                           const ShapleyOptions& options, const Progress& progress);

} // namespace prospectivity
