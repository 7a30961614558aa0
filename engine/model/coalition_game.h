#pragma once

#include "engine/core/matrix.h"
#include "engine/core/progress.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace prospectivity {

/// The game whose Shapley values explain one sample. Holds the working memory of one thread: not
/// thread-safe; each thread has its own from a GameMaker.
class CoalitionGame {
 public:
  static constexpr std::size_t coalitionLimit = 16; ///< players up to which all coalitions are evaluated

  virtual ~CoalitionGame() = default;
  virtual std::size_t players() const = 0;

  /// The sample to be explained from now on: one value per input column, original units.
  virtual void start(const float* sample) = 0;

  /// Whether shapley() is feasible.
  virtual bool isExact() const { return players() <= coalitionLimit; }

  /// Exact Shapley values of the sample; by all coalitions unless the game knows better.
  virtual std::vector<double> shapley(const Progress& progress);

  /// Values of all 2^players coalitions; bit j of the index says that player j takes part.
  virtual void allValues(std::vector<double>& values, const Progress& progress) = 0;

  /// values(k, i): value of the coalition of the first i players of orders[k]; orders x (players + 1).
  virtual void prefixValues(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                            const Progress& progress) = 0;

  /// How many members of the model are told apart beside the whole: none, unless the game was made for it
  /// (Model::memberGame()).
  virtual std::size_t members() const { return 0; }

  /// What shapley() gives, to the last bit, and the values of each member alone in `ofMembers`: members() x
  /// players().
  virtual std::vector<double> shapleyOfMembers(Matrix& ofMembers, const Progress& progress);

  /// What shapleyOfMembers() gives, to the last bit, and in `interactions` what interactionsFromCoalitions()
  /// tells of each pair in the game of the whole; by all coalitions unless the game knows better. A game that
  /// knows better in shapley() overrides this too.
  virtual std::vector<double> shapleyWithInteractions(Matrix& interactions, Matrix& ofMembers,
                                                      const Progress& progress);

  /// What prefixValues() gives, to the last bit, and the same of each member alone: one matrix per member.
  virtual void prefixValuesOfMembers(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                                     std::vector<Matrix>& ofMembers, const Progress& progress);
};

using GameMaker = std::function<std::unique_ptr<CoalitionGame>()>;

/// Shapley values of the game with the given 2^players coalition values; bit j of an index says that player
/// j takes part (Shapley 1953). Overwrites `values`. Two additions per coalition, in double precision.
std::vector<double> shapleyFromCoalitions(std::vector<double>& values, std::size_t players);

/// The same of a whole and of its members that are told apart (none where they are not), whose coalition
/// values are overwritten: the whole's values are returned, `ofMembers` gets members x players, and
/// `interactions`, unless it is null, interactionsFromCoalitions() of the whole.
std::vector<double> shapleyFromCoalitions(std::vector<double>& values,
                                          std::vector<std::vector<double>>& valuesOfMembers,
                                          std::size_t players, Matrix& ofMembers, Matrix* interactions);

/// Half of the Shapley interaction index of each pair of players in the same game (Grabisch & Roubens 1999,
/// An axiomatic approach to the concept of interaction among players in cooperative games, International
/// Journal of Game Theory 28, doi 10.1007/s001820050125): over all coalitions S of the n - 2 others, the sum
/// of s! (n - s - 2)! / (n - 1)! times v(S + both) - v(S + one) - v(S + other) + v(S). Players x players,
/// symmetric: (i, j) and (j, i) have half each, as in Lundberg et al. 2020, doi 10.1038/s42256-019-0138-9.
/// The diagonal is zero. About four additions per coalition, in double precision; two copies of the values.
Matrix interactionsFromCoalitions(const std::vector<double>& values, std::size_t players);

} // namespace prospectivity
