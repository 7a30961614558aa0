#pragma once

#include "engine/model/coalition_game.h"
#include "engine/model/players.h"

#include <functional>

namespace prospectivity {

/// What an input column adds to a logit at a value, against the mean over the background.
using ColumnGain = std::function<double(int column, float value)>;

/// The game of a logit that is a sum over the columns: players join independently of each other, so that
/// Shapley values are their own gains, exactly, for any number of players (Strumbelj & Kononenko 2014, doi
/// 10.1007/s10115-013-0679-x). `base`: mean logit of the background. `gain` is called from several threads.
GameMaker additiveGame(ColumnGain gain, double base, const Players& players);

} // namespace prospectivity
