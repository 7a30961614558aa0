#include "engine/predict/expected_deposits.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"
#include "engine/model/predictor.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace prospectivity {

namespace {

/// A sum that keeps what rounding takes away.
class CompensatedSum {
 public:
  void add(double value) {
    const double next = mSum + value;
    mLost += std::abs(mSum) >= std::abs(value) ? (mSum - next) + value : (value - next) + mSum;
    mSum = next;
  }
  double value() const { return mSum + mLost; }

 private:
  double mSum = 0;
  double mLost = 0;
};

struct LogitRange {
  std::size_t cells = 0;
  double least = std::numeric_limits<double>::infinity();
  double most = -std::numeric_limits<double>::infinity();
};

LogitRange rangeOf(RasterSource& logits, const Progress& progress) {
  LogitRange range;
  walkBand(logits, {}, progress, [&](const Tile&, const std::vector<float>& values) {
    for (const float value : values)
      if (!std::isnan(value)) {
        ++range.cells;
        range.least = std::min(range.least, static_cast<double>(value));
        range.most = std::max(range.most, static_cast<double>(value));
      }
  });
  return range;
}

struct Sums {
  double probability = 0;
  double slope = 0; ///< of it by the intercept
};

Sums sumsAt(RasterSource& logits, double slope, double intercept, const Progress& progress) {
  CompensatedSum sum;
  CompensatedSum bySlope;
  walkBand(logits, {}, progress, [&](const Tile&, const std::vector<float>& values) {
    for (const float value : values)
      if (!std::isnan(value)) {
        const double probability = sigmoid(slope * static_cast<double>(value) + intercept);
        sum.add(probability);
        bySlope.add(probability * (1 - probability));
      }
  });
  return {sum.value(), bySlope.value()};
}

double logOddsOf(double share) {
  return std::log(share) - std::log1p(-share);
}

/// Nobody knows how many passes there will be: each gets half of what is left.
class Passes {
 public:
  explicit Passes(const Progress& progress) : mProgress(progress) {}

  Progress next() {
    const double from = mDone;
    mDone += (1 - mDone) / 2;
    return mProgress.part(from, mDone);
  }

 private:
  const Progress& mProgress;
  double mDone = 0;
};

} // namespace

bool ExpectedDeposits::ratesDisagree(double expected) const {
  return interceptByRates && !(sumByRates <= 2 * expected && sumByRates >= expected / 2);
}

ExpectedDeposits solveExpected(RasterSource& logits, const Calibration& calibration, double expected,
                               const Progress& progress) {
  constexpr double tolerance = 1e-9;       // that is sought
  constexpr double neededTolerance = 1e-6; // that a map is made with
  constexpr int mostPasses = 200;
  Passes passes(progress);
  const LogitRange range = rangeOf(logits, passes.next());
  ExpectedDeposits result;
  result.cells = range.cells;
  const auto cells = static_cast<double>(range.cells);
  if (!(expected < cells))
    throw Error("%1: %2 deposits are expected in %3 mapped cells, each of which holds less than one: give a "
                "smaller number.",
                Subject::ExpectedDeposits, numberText(expected), range.cells);
  const double slope = calibration.slope;
  const double target = logOddsOf(expected / cells);
  double low = target - slope * range.most; // there the largest probability is the mean that is wanted
  double high = target - slope * range.least;
  double intercept = std::clamp(calibration.intercept, low, high);
  if (calibration.deposits > 0 && calibration.nonDeposits > 0) {
    const double rate = static_cast<double>(calibration.deposits) /
                        static_cast<double>(calibration.deposits + calibration.nonDeposits);
    result.interceptByRates = calibration.intercept + target - logOddsOf(rate);
    result.sumByRates = sumsAt(logits, slope, *result.interceptByRates, passes.next()).probability;
    intercept = std::clamp(*result.interceptByRates, low, high);
  }
  for (int pass = 0; pass < mostPasses; ++pass) {
    const Sums sums = sumsAt(logits, slope, intercept, passes.next());
    result.intercept = intercept;
    result.sum = sums.probability;
    if (std::abs(sums.probability - expected) <= tolerance * expected)
      break;
    (sums.probability < expected ? low : high) = intercept;
    const double mean = sums.probability / cells;
    const double steepness = sums.slope / (cells * mean * (1 - mean)); // of the mean's log-odds
    const double next = intercept + (target - logOddsOf(mean)) / steepness;
    intercept = next > low && next < high ? next : low + (high - low) / 2;
    if (!(intercept > low && intercept < high)) // no number lies between the bounds any more
      break;
  }
  if (!(std::abs(result.sum - expected) <= neededTolerance * expected))
    throw Error(
        "%1: no shift of the scores makes the probabilities of the %2 mapped cells sum up to %3: their "
        "log-odds lie too far apart; give another number, and look for layers in other units than the "
        "model learnt.",
        Subject::ExpectedDeposits, range.cells, numberText(expected));
  progress.fraction(1);
  return result;
}

void writeProbabilities(RasterSource& logits, const Calibration& calibration, double intercept,
                        RasterSink& sink, const Progress& progress) {
  walkBand(logits, {}, progress, [&](const Tile& tile, std::vector<float>& values) {
    for (float& value : values)
      value = static_cast<float>(sigmoid(calibration.slope * static_cast<double>(value) + intercept));
    sink.write(tile, values.data());
  });
}

} // namespace prospectivity
