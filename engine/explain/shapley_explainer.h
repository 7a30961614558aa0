#pragma once

#include "engine/core/choices.h"
#include "engine/core/progress.h"
#include "engine/core/random.h"
#include "engine/explain/shapley_values.h"
#include "engine/model/coalition_game.h"
#include "engine/model/model.h"

#include <cstdint>
#include <vector>

namespace prospectivity {

/// Which way to the Shapley values.
enum class ShapleyMethod { Auto, Exact, Permutation };
const Choices& shapleyMethodChoices();

/// When to stop drawing permutations (Castro, Gomez & Tejada 2009, Polynomial calculation of the Shapley
/// value based on sampling, Computers & Operations Research 36, doi 10.1016/j.cor.2008.04.004; antithetic
/// pairs after Mitchell, Cooper, Frank & Holmes 2022, Sampling permutations for Shapley value estimation,
/// Journal of Machine Learning Research 23).
struct PermutationOptions {
  double standardError = 0.005; ///< of each value, as a share of the sum of the sample's |values|
  int maximum = 2000;           ///< permutations per sample
  std::uint64_t seed = 1;
};

/// Shapley values of one sample by antithetic pairs of permutations (each order and its reverse).
struct SampledShapley {
  std::vector<double> values;
  std::vector<double> standardErrors;
  int permutations = 0;
  Matrix ofMembers; ///< game.members() x players, from the same permutations
};

/// Draws batches of pairs until options.standardError or options.maximum is reached, for the sample that
/// `game` was started with. `random` is the sample's own stream; options.seed is not used.
SampledShapley sampledShapley(CoalitionGame& game, Random& random, const PermutationOptions& options,
                              const Progress& progress);

/// A sample is explained by the game of its own, so that the result is the same for any number of threads.
/// Memory: one game per thread, and the result, once more for each member that the game tells apart.
/// `predictor` gives predictions and base value, so that the residual checks the game against it. `samples`
/// and `background`: original units, predictor.featureCount() columns. Throws Error when the background has
/// fewer than 1 row; a background of 1 row is allowed here. Interactions, where they are wanted, come from
/// the same coalitions: the values are those without them, to the last bit. That takes little longer, but for
/// sums over the leaves of deep trees, in each of which all pairs of the features on the way are added up.
ShapleyValues exactShapley(const GameMaker& game, const Predictor& predictor, const FloatMatrix& samples,
                           const FloatMatrix& background, OutputSpace space, int threads,
                           const Progress& progress,
                           InteractionDetail interactions = InteractionDetail::None);

/// Estimates by antithetic pairs of permutations (each order and its reverse); additive like the exact ones,
/// because every permutation's contributions add up.
ShapleyValues permutationShapley(const GameMaker& game, const Predictor& predictor,
                                 const FloatMatrix& samples, const FloatMatrix& background, OutputSpace space,
                                 const PermutationOptions& options, int threads, const Progress& progress);

} // namespace prospectivity
