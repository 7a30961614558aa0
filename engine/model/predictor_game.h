#pragma once

#include "engine/model/coalition_game.h"
#include "engine/model/players.h"
#include "engine/model/predictor.h"

#include <memory>
#include <vector>

namespace prospectivity {

/// The game of any predictor: every coalition is evaluated as rows that mix the sample with each row of the
/// background, in batches of bounded size. `background` outlives the games made.
/// `tellsMembersApart`: whether the games have members() where the predictor has several.
GameMaker predictorGame(std::shared_ptr<const Predictor> predictor, const FloatMatrix& background,
                        const Players& players, OutputSpace space, bool tellsMembersApart = false);

/// The same for a predictor that outlives the games made.
GameMaker predictorGame(const Predictor& predictor, const FloatMatrix& background, const Players& players,
                        OutputSpace space);

/// Outputs of rows in the given space.
std::vector<double> outputsOf(const Predictor& predictor, const FloatMatrix& rows, OutputSpace space);

} // namespace prospectivity
