#include "engine/explain/shapley_explainer.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "engine/core/statistics.h"
#include "engine/model/predictor_game.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <utility>

namespace prospectivity {

const Choices& shapleyMethodChoices() {
  static const Choices choices{{"auto", "Auto"}, {"exact", "Exact"}, {"permutation", "Permutation"}};
  return choices;
}

namespace {

/// Predictions, base value and room for the rest.
ShapleyValues begin(const CoalitionGame& game, const Predictor& predictor, const FloatMatrix& samples,
                    const FloatMatrix& background, OutputSpace space) {
  if (background.rows() == 0)
    throw Error("%1 has no usable sample: choose at least 2 samples to compare with.", Subject::Background);
  ShapleyValues result;
  result.values.setZero(samples.rows(), static_cast<Eigen::Index>(game.players()));
  result.ofMembers.assign(game.members(), result.values);
  result.baseValue = mean(outputsOf(predictor, background, space));
  result.prediction = outputsOf(predictor, samples, space);
  return result;
}

void addResiduals(ShapleyValues& result) {
  result.residual.resize(result.prediction.size());
  for (std::size_t i = 0; i < result.prediction.size(); ++i)
    result.residual[i] =
        result.prediction[i] - result.baseValue - result.values.row(static_cast<Eigen::Index>(i)).sum();
}

void keepMembers(const Matrix& ofMembers, Eigen::Index sample, ShapleyValues& result) {
  for (Eigen::Index m = 0; m < ofMembers.rows(); ++m)
    result.ofMembers[static_cast<std::size_t>(m)].row(sample) = ofMembers.row(m);
}

/// Explains the samples in parallel; `explain(game, sample number)` writes to that sample's row.
template <typename Explain>
void eachSample(const GameMaker& makeGame, const FloatMatrix& samples, int threads, const Progress& progress,
                const Explain& explain) {
  constexpr Eigen::Index samplesPerPart = 8; // a game's working memory is set up once per part
  const Eigen::Index parts = (samples.rows() + samplesPerPart - 1) / samplesPerPart;
  std::atomic<Eigen::Index> done{0};
  const SingleThreadedBlas blas;
  parallelFor(static_cast<std::size_t>(parts), threads, [&](std::size_t part) {
    const std::unique_ptr<CoalitionGame> game = makeGame();
    const Eigen::Index first = static_cast<Eigen::Index>(part) * samplesPerPart;
    for (Eigen::Index i = first; i < std::min(first + samplesPerPart, samples.rows()); ++i) {
      progress.check();
      game->start(samples.row(i).data());
      explain(*game, i);
      progress.fraction(static_cast<double>(++done) / static_cast<double>(samples.rows()));
    }
  });
}

/// Running mean and spread of the antithetic pairs of one sample (Welford 1962).
struct PairStatistics {
  explicit PairStatistics(std::size_t players) : mean(players, 0.0), squares(players, 0.0) {}

  void add(const std::vector<double>& pair) {
    ++count;
    for (std::size_t j = 0; j < pair.size(); ++j) {
      const double step = pair[j] - mean[j];
      mean[j] += step / count;
      squares[j] += step * (pair[j] - mean[j]);
    }
  }
  double standardError(std::size_t j) const { return std::sqrt(squares[j] / (count - 1.0) / count); }

  std::vector<double> mean;
  std::vector<double> squares;
  int count = 0;
};

/// What the coalitions of a batch of orders are worth, to the whole and to each member.
struct PrefixValues {
  Matrix whole;
  std::vector<Matrix> ofMembers;
};

/// Adds a batch of antithetic pairs: the contributions of each player in an order and in its reverse.
/// `sums`: members x players, of the contributions to each member in every order.
void addPairs(CoalitionGame& game, int pairs, Random& random, PairStatistics& statistics, Matrix& sums,
              PrefixValues& values, const Progress& progress) {
  const std::size_t players = game.players();
  std::vector<std::vector<std::size_t>> orders;
  for (int k = 0; k < pairs; ++k) {
    orders.push_back(random.permutation(players));
    orders.emplace_back(orders.back().rbegin(), orders.back().rend());
  }
  game.prefixValuesOfMembers(orders, values.whole, values.ofMembers, progress);
  std::vector<double> pair(players);
  for (std::size_t k = 0; k < orders.size(); k += 2) {
    std::fill(pair.begin(), pair.end(), 0.0);
    for (std::size_t side = k; side < k + 2; ++side)
      for (std::size_t i = 0; i < players; ++i) {
        const auto row = static_cast<Eigen::Index>(side);
        const auto step = static_cast<Eigen::Index>(i);
        pair[orders[side][i]] += 0.5 * (values.whole(row, step + 1) - values.whole(row, step));
      }
    statistics.add(pair);
  }
  for (std::size_t m = 0; m < values.ofMembers.size(); ++m) {
    const Matrix& own = values.ofMembers[m];
    for (std::size_t k = 0; k < orders.size(); ++k)
      for (std::size_t i = 0; i < players; ++i) {
        const auto row = static_cast<Eigen::Index>(k);
        const auto step = static_cast<Eigen::Index>(i);
        sums(static_cast<Eigen::Index>(m), static_cast<Eigen::Index>(orders[k][i])) +=
            own(row, step + 1) - own(row, step);
      }
  }
}

bool isPrecise(const PairStatistics& statistics, double share) {
  double spread = 0;
  double worst = 0;
  for (std::size_t j = 0; j < statistics.mean.size(); ++j) {
    spread += std::abs(statistics.mean[j]);
    worst = std::max(worst, statistics.standardError(j));
  }
  return worst <= share * spread;
}

} // namespace

SampledShapley sampledShapley(CoalitionGame& game, Random& random, const PermutationOptions& options,
                              const Progress& progress) {
  constexpr int pairsPerBatch = 8;
  PairStatistics statistics(game.players());
  Matrix sums =
      Matrix::Zero(static_cast<Eigen::Index>(game.members()), static_cast<Eigen::Index>(game.players()));
  PrefixValues values;
  do
    addPairs(game, pairsPerBatch, random, statistics, sums, values, progress);
  while (2 * (statistics.count + pairsPerBatch) <= options.maximum &&
         !isPrecise(statistics, options.standardError));
  SampledShapley result;
  result.values = statistics.mean;
  for (std::size_t j = 0; j < statistics.mean.size(); ++j)
    result.standardErrors.push_back(statistics.standardError(j));
  result.permutations = 2 * statistics.count;
  result.ofMembers = sums / static_cast<double>(result.permutations);
  return result;
}

ShapleyValues exactShapley(const GameMaker& game, const Predictor& predictor, const FloatMatrix& samples,
                           const FloatMatrix& background, OutputSpace space, int threads,
                           const Progress& progress, InteractionDetail interactions) {
  ShapleyValues result = begin(*game(), predictor, samples, background, space);
  std::optional<InteractionSums> sums;
  if (interactions != InteractionDetail::None)
    sums.emplace(static_cast<std::size_t>(result.values.cols()), static_cast<std::size_t>(samples.rows()),
                 interactions);
  eachSample(game, samples, threads, progress, [&](CoalitionGame& own, Eigen::Index i) {
    Matrix ofMembers;
    Matrix ofPairs;
    std::vector<double> values = sums ? own.shapleyWithInteractions(ofPairs, ofMembers, progress)
                                      : own.shapleyOfMembers(ofMembers, progress);
    dropRounding(result.baseValue, values, ofMembers);
    std::copy(values.begin(), values.end(), result.values.row(i).data());
    keepMembers(ofMembers, i, result);
    if (sums)
      sums->add(static_cast<std::size_t>(i), std::move(ofPairs), values);
  });
  addResiduals(result);
  if (sums)
    result.interactions = sums->result();
  return result;
}

ShapleyValues permutationShapley(const GameMaker& game, const Predictor& predictor,
                                 const FloatMatrix& samples, const FloatMatrix& background, OutputSpace space,
                                 const PermutationOptions& options, int threads, const Progress& progress) {
  const Random random(options.seed);
  ShapleyValues result = begin(*game(), predictor, samples, background, space);
  result.standardErrors.setZero(result.values.rows(), result.values.cols());
  result.permutations.assign(static_cast<std::size_t>(samples.rows()), 0);
  eachSample(game, samples, threads, progress, [&](CoalitionGame& own, Eigen::Index i) {
    Random stream = random.fork(static_cast<std::uint64_t>(i));
    SampledShapley sampled = sampledShapley(own, stream, options, progress);
    dropRounding(result.baseValue, sampled.values, sampled.ofMembers);
    std::copy(sampled.values.begin(), sampled.values.end(), result.values.row(i).data());
    std::copy(sampled.standardErrors.begin(), sampled.standardErrors.end(),
              result.standardErrors.row(i).data());
    result.permutations[static_cast<std::size_t>(i)] = sampled.permutations;
    keepMembers(sampled.ofMembers, i, result);
  });
  addResiduals(result);
  return result;
}

} // namespace prospectivity
