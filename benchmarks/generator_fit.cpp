// How well WGAN-GP learns classes of several kinds, over many seeds. Prints per class: refusals and
// generators that collapsed; of the raw generator (on normal scores) and of the samples the distance and the
// spread; how far the worst correlation of a pair is off; processor seconds per call. Usage: generator_fit
// SEEDS
#include "engine/augment/generator.h"
#include "engine/augment/normal_scores.h"
#include "engine/augment/wgan_gp.h"
#include "engine/core/error.h"
#include "engine/core/statistics.h"
#include "tests/engine/augment/generator_tables.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace prospectivity;

namespace {

/// The plain distance between columns, for the samples.
double meanDistance(const Matrix& observed, const Matrix& made) {
  double sum = 0;
  for (Eigen::Index j = 0; j < observed.cols(); ++j)
    sum += kolmogorovSmirnov({observed.col(j).begin(), observed.col(j).end()},
                             {made.col(j).begin(), made.col(j).end()});
  return sum / static_cast<double>(observed.cols());
}

/// Of several values: their mean and range.
struct Range {
  double sum = 0;
  double least = INFINITY;
  double largest = -INFINITY;
  int count = 0;
  void add(double value) {
    sum += value;
    least = std::min(least, value);
    largest = std::max(largest, value);
    ++count;
  }
};

} // namespace

int main(int, char** arguments) {
  const int seeds = std::atoi(arguments[1]);
  std::printf(
      "class            refused collapsed | raw distance mean max, spread     | samples: distance mean max, "
      "spread | correlation off mean max | s\n");
  for (const GeneratorTable& table : generatorTables()) {
    const Matrix scores = normalScores(table.values);
    Range rawDistance;
    Range rawSpread;
    Range distance;
    Range spread;
    Range correlation;
    int refused = 0;
    int collapsed = 0;
    Progress progress;
    progress.onMessage = [&](const Sentence&) { ++collapsed; };
    const std::clock_t start = std::clock();
    double judging = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
      Matrix made;
      try {
        made = samplesLike(table.values, 500, static_cast<std::uint64_t>(seed), progress);
      } catch (const Error&) {
        ++refused;
        continue;
      }
      const std::clock_t judged = std::clock();
      const GeneratorFit raw = judgeGenerator(
          scores, generateLike(scores.cast<float>(), 500, static_cast<std::uint64_t>(seed), Progress())
                      .cast<double>());
      rawDistance.add(raw.meanDistance);
      rawSpread.add(raw.leastSpread);
      rawSpread.add(raw.largestSpread);
      distance.add(meanDistance(table.values, made));
      const GeneratorFit fit = judgeGenerator(table.values, made);
      spread.add(fit.leastSpread);
      spread.add(fit.largestSpread);
      correlation.add(correlationError(table.values, made));
      judging += static_cast<double>(std::clock() - judged);
    }
    const double seconds = (static_cast<double>(std::clock() - start) - judging) / CLOCKS_PER_SEC / seeds;
    std::printf("%-16s %7d %9d | %.3f %.3f, %.2f to %.2f | %.3f %.3f, %.2f to %.2f | %.2f %.2f | %.2f\n",
                table.name, refused, collapsed, rawDistance.sum / rawDistance.count, rawDistance.largest,
                rawSpread.least, rawSpread.largest, distance.sum / distance.count, distance.largest,
                spread.least, spread.largest, correlation.sum / correlation.count, correlation.largest,
                seconds);
    std::fflush(stdout);
  }
  return 0;
}
