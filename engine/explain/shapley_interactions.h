#pragma once

#include "engine/core/matrix.h"

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace prospectivity {

/// Which interactions are wanted beside Shapley values.
enum class InteractionDetail {
  None,
  Summary,  ///< what samples say as a whole: memory that grows with the pairs of players alone
  OfSamples ///< those of each sample as well
};

/// Shapley interaction values of samples, as Lundberg et al. 2020 (doi 10.1038/s42256-019-0138-9) divide
/// Shapley values: the value of a pair is half of its Shapley interaction index (Grabisch & Roubens 1999, doi
/// 10.1007/s001820050125), once at (i, j) and once at (j, i), and that of a player with itself, its main
/// effect, what is left of its Shapley value when those of its pairs are taken off. So each row of a sample's
/// matrix sums to the Shapley value of its player.
///
/// Matrices are players x players and symmetric, with main effects on the diagonal.
struct ShapleyInteractions {
  Matrix meanAbsolute; ///< mean over the samples of |value|
  Matrix lowest;
  Matrix highest;
  Matrix ofSamples; ///< samples x pairs, each once; no rows where only the summary was wanted

  /// The value of a sample, of ofSamples.
  double at(std::size_t sample, std::size_t one, std::size_t other) const;
};

/// Takes the interactions of samples from several threads and adds them up in the order of the samples, so
/// that the same comes out for any number of threads.
class InteractionSums {
 public:
  InteractionSums(std::size_t players, std::size_t samples, InteractionDetail detail);

  /// `interactions`: of the pairs of one sample, players x players and symmetric; the diagonal is set here,
  /// from its Shapley values. Each sample is added once.
  void add(std::size_t sample, Matrix interactions, const std::vector<double>& shapley);

  /// Once, when all samples have been added: those of each sample are moved out.
  ShapleyInteractions result();

 private:
  void addNext(const Matrix& values);

  InteractionDetail mDetail;
  std::size_t mSamples;
  std::mutex mMutex;
  std::map<std::size_t, Matrix> mWaiting; ///< samples that came before an earlier one
  std::size_t mNext = 0;
  ShapleyInteractions mSums;
};

/// Two players, and how strongly they interact.
struct InteractingPair {
  std::size_t one = 0; ///< the lower number
  std::size_t other = 0;
  double meanAbsolute = 0; ///< of both halves together: of the index
};

/// Pairs whose mean |index| is above `least`, the strongest first; equal ones in the order of their players.
std::vector<InteractingPair> strongestPairs(const ShapleyInteractions& interactions, double least);

/// The player with whom `player` interacts most; none where no interaction of it is above `least`.
std::optional<std::size_t> mostInteracting(const ShapleyInteractions& interactions, std::size_t player,
                                           double least);

} // namespace prospectivity
