#pragma once

#include "engine/core/matrix.h"
#include "engine/model/coalition_game.h"
#include "engine/model/players.h"
#include "engine/reference/tree_model.h"

namespace prospectivity {

/// The interventional game of trees, the same as predictorGame() plays, without evaluating mixed rows.
///
/// Between a sample and a row of the background, a tree is a sum over the leaves that mixtures of the two
/// reach; each leaf is reached by the coalitions that hold some players (whose question the sample answers)
/// and lack some others. What all coalitions are worth follows from one walk down each tree. Where outputs
/// are linear in the leaves (boosting in logit space, one forest in probability), Shapley values and
/// interactions of pairs are sums of those of the leaves, exact for any number of players (interventional
/// TreeSHAP: Lundberg et al. 2020, doi 10.1038/s42256-019-0138-9).
///
/// `members` and `background` outlive the games.
GameMaker treeGame(TreeKind kind, const std::vector<TreeEnsemble>& members, const FloatMatrix& background,
                   const Players& players, OutputSpace space);

} // namespace prospectivity
