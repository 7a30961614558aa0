#include "engine/augment/generator.h"

#include "engine/augment/perceptron.h"
#include "engine/core/random.h"

#include <algorithm>
#include <vector>

namespace prospectivity {

namespace {

constexpr int latentSize = 8;
constexpr int hiddenUnits = 32;
constexpr int generatorSteps = 1000;
constexpr int criticStepsEach = 2;
constexpr Eigen::Index batch = 64; // also of a smaller class: its rows then come more than once
constexpr double penaltyWeight = 1;
constexpr double generatorRate = 2e-3;
constexpr double criticRate = 4e-3;
constexpr double averageKeep = 0.99;

FloatMatrix latent(Eigen::Index rows, Random& random) {
  FloatMatrix values(rows, latentSize);
  for (Eigen::Index i = 0; i < values.size(); ++i)
    values.data()[i] = static_cast<float>(random.normal());
  return values;
}

/// Rows in random order, all of them before one comes again.
class RowCycle {
 public:
  RowCycle(const FloatMatrix& rows, Random& random) : mRows(rows), mRandom(random) {}

  FloatMatrix next(Eigen::Index count) {
    FloatMatrix drawn(count, mRows.cols());
    for (Eigen::Index i = 0; i < count; ++i) {
      if (mNext == mOrder.size()) {
        mOrder = mRandom.permutation(static_cast<std::size_t>(mRows.rows()));
        mNext = 0;
      }
      drawn.row(i) = mRows.row(static_cast<Eigen::Index>(mOrder[mNext++]));
    }
    return drawn;
  }

 private:
  const FloatMatrix& mRows;
  Random& mRandom;
  std::vector<std::size_t> mOrder;
  std::size_t mNext = 0;
};

FloatMatrix between(const FloatMatrix& a, const FloatMatrix& b, Random& random) {
  FloatMatrix rows(a.rows(), a.cols());
  for (Eigen::Index i = 0; i < a.rows(); ++i) {
    const auto share = static_cast<float>(random.uniform());
    rows.row(i) = share * a.row(i) + (1 - share) * b.row(i);
  }
  return rows;
}

} // namespace

FloatMatrix generateLike(const FloatMatrix& rows, std::size_t count, std::uint64_t seed,
                         const Progress& progress) {
  Random random(seed);
  const int features = static_cast<int>(rows.cols());
  Perceptron generator(latentSize, hiddenUnits, features, generatorRate, random);
  Perceptron critic(features, hiddenUnits, 1, criticRate, random);
  Perceptron average = generator;
  RowCycle cycle(rows, random);
  const FloatMatrix up = FloatMatrix::Constant(batch, 1, 1.0F / batch);
  for (int step = 0; step < generatorSteps; ++step) {
    progress.check();
    for (int i = 0; i < criticStepsEach; ++i) {
      const FloatMatrix real = cycle.next(batch);
      const FloatMatrix made = generator.forward(latent(batch, random));
      critic.forward(made);
      critic.backward(up);
      critic.forward(real);
      critic.backward(-up);
      critic.penalizeSlopes(between(real, made, random), penaltyWeight);
      critic.step();
    }
    critic.forward(generator.forward(latent(batch, random)));
    generator.backward(critic.inputSlopes(-up));
    generator.step();
    // Less is kept at first, so that the weights of the start are forgotten soon.
    average.follow(generator, std::min(averageKeep, (step + 1.0) / (step + 10.0)));
    progress.fraction((step + 1.0) / generatorSteps);
  }
  return average.forward(latent(static_cast<Eigen::Index>(count), random));
}

} // namespace prospectivity
