#pragma once

#include "engine/explain/coalition_game.h"
#include "engine/explain/shapley_values.h"
#include "engine/model/model.h"

namespace prospectivity {

/// The game of any predictor: every coalition is evaluated as rows that mix the sample with each row of the
/// background, in batches of bounded size. `predictor` and `background` outlive the games made.
GameMaker predictorGame(const Predictor& predictor, const FloatMatrix& background, const Players& players,
                        OutputSpace space);

/// Outputs of rows in the given space.
std::vector<double> outputsOf(const Predictor& predictor, const FloatMatrix& rows, OutputSpace space);

} // namespace prospectivity
