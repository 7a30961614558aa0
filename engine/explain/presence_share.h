#pragma once

#include "engine/explain/explain_model.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// How much of an explanation rests on which values are there and which are missing. Surveys go where
/// deposits are known, so that presence can be an artefact.
///
/// Of sample and background all known values are set to what stands for a missing one (Model::fills(), or
/// what a learner would fill in: the training samples' mean, of classes the most frequent one), and missing
/// ones stay missing. The Shapley values of these rows come from presence alone: in a pair of sample and
/// background row, a player gives what the step from missing to present at the mean gives (or back) where the
/// two differ in its presence, and nothing where they do not. What is left of a Shapley value is that of the
/// values. A player's share is mean |presence| / (mean |presence| + mean |rest|), means over the samples:
/// between 0 and 1, and where the two pull the same way the share of mean |SHAP| that comes from presence
/// alone.
///
/// Members of unlike training parts (an ensemble of folds) take each its own mean for a missing value, and
/// presence includes the small step from one to the other.
struct PresenceShare {
  Matrix values;                    ///< samples x players: the Shapley values of presence
  std::vector<double> meanAbsolute; ///< of each player's `values`
  std::vector<double> ofPlayer;     ///< share of each, 0 to 1; 0 where it gives nothing at all
  double share = 0;                 ///< of all: the same with sums over the players
};

/// Share above which a reader is warned.
constexpr double muchPresence = 0.1;

/// `shapley`: samples x players, what explainModel() gave for the same samples, background and options. Takes
/// as long again; all is 0 at once where samples and background lack the same features, and for a model whose
/// holes are filled without its seeing that (Model::seesPresence()). Nothing for a model that does not take
/// missing values.
std::optional<PresenceShare> presenceShare(const Model& model, const FloatMatrix& samples,
                                           const FloatMatrix& background, const Matrix& shapley,
                                           const ShapleyOptions& options, const Progress& progress);

/// Players whose own share is above muchPresence, from what gives most by presence to what gives least.
std::vector<std::size_t> restingOnPresence(const PresenceShare& presence);

/// What a reader should know of it in a sentence or two, with the names of the players.
std::string sentenceOf(const PresenceShare& presence, const std::vector<std::string>& players);

} // namespace prospectivity
