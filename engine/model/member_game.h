#pragma once

#include "engine/model/coalition_game.h"
#include "engine/model/model.h"

namespace prospectivity {

/// The game of a model of several members that each of them plays alone as well: what any kind of model can
/// do. The whole is model.game(), a member model.member(m)->game(). Takes the time of both. `model` and
/// `references` outlive the games made.
GameMaker gameOfEachMember(const Model& model, const FloatMatrix& references, const Players& players,
                           OutputSpace space);

} // namespace prospectivity
