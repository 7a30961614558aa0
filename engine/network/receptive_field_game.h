#pragma once

#include "engine/model/coalition_game.h"
#include "engine/model/players.h"
#include "engine/network/network_model.h"

namespace prospectivity {

/// Whether receptiveFieldGame() takes the model: vector networks whose units see few features each.
bool hasReceptiveFields(const NetworkModel& model);

/// How the tables are made. Both ways give the same values, but for rounding.
enum class TableMaking {
  Fastest, ///< one background sample after the other, where the network suits() RowNetwork
  Together ///< of several at once, which any network can do: what the fastest is held against
};

/// The game of a vector network, from tables of what its units contribute in each state of the few features
/// they see, instead of a forward pass per coalition. Equal to predictorGame() but for rounding.
///
/// In logit space without a hidden dense layer the game is a sum of games of a few players each, and Shapley
/// values and interactions of pairs are linear: exact for any number of features, at a cost that grows with
/// their number. The logit of an ensemble is the mean of its members', each with its own order and scaling.
/// `background`: original units; copied. `players`: features that take part together; every feature has one.
/// `tellsMembersApart`: whether the games have members() where the model has several. They are computed one
/// after the other anyway: in log-odds their own values cost little, in probability a sigmoid per member.
GameMaker receptiveFieldGame(const NetworkModel& model, const FloatMatrix& background, Players players,
                             OutputSpace space, bool tellsMembersApart = false,
                             TableMaking making = TableMaking::Fastest);

} // namespace prospectivity
