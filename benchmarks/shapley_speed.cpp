// Exact Shapley values of networks from tables that are made one background sample after the other, beside
// those from tables of several at once, which networks of any form can have. Prints a table of its own.
//
//   shapley_speed [ROUNDS] [CELLS] [THREADS]
//
// Each round times both ways in turn. The work is that of `shapmap` with 100 background samples, without
// reading and writing. The share of the machine's arithmetic is that of the multiply-adds that the second
// convolution takes if each of its inputs is computed in each state, per second, among those of a loop that
// does nothing else on data in the first cache: by it the former way can be judged. The newer one leaves most
// of them out.
#include "engine/core/parallel.h"
#include "engine/network/lane_blocks.h"
#include "engine/network/receptive_field_game.h"
#include "tests/engine/network/random_model.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <string>
#include <vector>

using namespace prospectivity;

namespace {

constexpr int backgroundSize = 100;

/// Seconds that the processor spent on this program, on all threads: unlike the clock's it does not count
/// what others do meanwhile.
double now() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Case {
  const char* name;
  NetworkShape shape;
  int members;
  int share; ///< of the cells that are explained: one in so many, where a cell takes long
};

NetworkShape shapeOf(int features, Pooling pooling, int thresholds, std::vector<int> dense) {
  NetworkShape shape;
  shape.features = features;
  shape.filters = {16, 32};
  shape.pooling = pooling;
  shape.thresholds = thresholds;
  shape.dense = std::move(dense);
  return shape;
}

std::vector<Case> cases() {
  return {{"12 features, max pooling", shapeOf(12, Pooling::Max, 0, {}), 1, 1},
          {"30 features, max pooling", shapeOf(30, Pooling::Max, 0, {}), 1, 2},
          {"12 features, no pooling, 8 thresholds", shapeOf(12, Pooling::None, 8, {}), 1, 1},
          {"the same, 5 members", shapeOf(12, Pooling::None, 8, {}), 5, 5},
          {"12 features, max pooling, dense layer of 64", shapeOf(12, Pooling::Max, 0, {64}), 1, 10}};
}

/// Multiply-adds of the second convolution for one cell: three taps for each state of a position's
/// neighbours.
double multiplyAdds(const Case& own) {
  const int features = own.shape.features;
  double products = 0;
  for (int p = 0; p < features; ++p) {
    const int seen = 1 + (p > 0 ? 1 : 0) + (p + 1 < features ? 1 : 0);
    products += std::pow(2.0, seen) * seen; // at the ends a tap has no output
  }
  return products * own.shape.filters[0] * own.shape.filters[1] * backgroundSize * own.members;
}

/// Multiply-adds per second of one thread.
double peak() {
  constexpr std::size_t size = 16;
  LaneBlocks weights(size * size / lanes);
  LaneBlocks in(2 * size);
  LaneBlocks out(2 * size);
  constexpr int times = 200000;
  double best = 0;
  for (int round = 0; round < 10; ++round) {
    const double start = now();
    for (int i = 0; i < times; ++i)
      kernels<LaneKernels>().multiplyBlocks(floats(weights), size, size, floats(in), 2, floats(out));
    best = std::max(best, times * 2.0 * size * size * lanes / (now() - start));
  }
  return best;
}

/// Seconds of a thread; `values` of all cells.
double explain(const GameMaker& make, const FloatMatrix& cells, int threads, Matrix& values) {
  constexpr Eigen::Index together = 128; // as tiles have, a game takes many cells
  const Eigen::Index parts = (cells.rows() + together - 1) / together;
  values.resize(cells.rows(), cells.cols());
  const double start = now();
  parallelFor(static_cast<std::size_t>(parts), threads, [&](std::size_t part) {
    const auto game = make();
    const Eigen::Index first = static_cast<Eigen::Index>(part) * together;
    for (Eigen::Index i = first; i < std::min(first + together, cells.rows()); ++i) {
      game->start(cells.row(i).data());
      const std::vector<double> own = game->shapley(Progress());
      std::copy(own.begin(), own.end(), values.row(i).data());
    }
  });
  return (now() - start) / threads;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void compare(const Case& own, OutputSpace space, int rounds, int cellCount, int threads,
             double peakOfThread) {
  const int features = own.shape.features;
  const NetworkModel model = randomModel(own.shape, own.members, 52);
  const FloatMatrix background = randomRows(backgroundSize, features, 53);
  const FloatMatrix cells = randomRows(std::max(256, cellCount / own.share), features, 51);
  const Players players = Players::blocks(static_cast<std::size_t>(features), 1);
  const GameMaker former =
      receptiveFieldGame(model, background, players, space, false, TableMaking::Together);
  const GameMaker newer = receptiveFieldGame(model, background, players, space);
  if (!newer()->isExact())
    return;
  std::vector<double> before;
  std::vector<double> after;
  std::vector<double> ratios;
  double difference = 0;
  for (int round = 0; round < rounds; ++round) {
    Matrix expected;
    Matrix found;
    before.push_back(static_cast<double>(cells.rows()) / explain(former, cells, threads, expected));
    after.push_back(static_cast<double>(cells.rows()) / explain(newer, cells, threads, found));
    ratios.push_back(after.back() / before.back());
    difference = std::max(difference, (found - expected).cwiseAbs().maxCoeff());
  }
  const double unit = 100 * multiplyAdds(own) / (peakOfThread * threads);
  std::printf("%-44s %-11s %8.0f %8.0f %6.2f (%.2f to %.2f) %9.1e %5.0f %% %5.0f %%\n", own.name,
              space == OutputSpace::Logit ? "log-odds" : "probability", median(before), median(after),
              median(ratios), *std::min_element(ratios.begin(), ratios.end()),
              *std::max_element(ratios.begin(), ratios.end()), difference, unit * median(before),
              unit * median(after));
  std::fflush(stdout);
}

} // namespace

int main(int count, char** arguments) {
  try {
    const auto number = [&](int i, int usual) { return i < count ? std::atoi(arguments[i]) : usual; };
    const int rounds = std::max(1, number(1, 5));
    const int cells = number(2, 2000);
    const int threads = number(3, availableThreads());
    const double peakOfThread = peak();
    std::printf(
        "%s, %d threads, %.1f thousand million multiply-adds per second and thread, %d background samples\n",
        nameOf(instructionSet()), threads, peakOfThread / 1e9, backgroundSize);
    std::printf("%-44s %-11s %8s %8s %6s %15s %9s %15s\n", "network", "space", "former", "newer", "ratio", "",
                "differ by", "of arithmetic");
    for (const Case& own : cases())
      for (const OutputSpace space : {OutputSpace::Logit, OutputSpace::Probability})
        compare(own, space, rounds, cells, threads, peakOfThread);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
