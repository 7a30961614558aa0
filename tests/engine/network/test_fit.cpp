#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/core/statistics.h"
#include "engine/network/adamw.h"
#include "engine/network/backend.h"
#include "engine/network/fit_network.h"
#include "engine/network/vector_trainer.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

using namespace prospectivity;

/// Training: it learns what can be learnt, stops when it should, and gives the same weights for the same seed
/// whatever runs beside it.
class TestFit : public QObject {
  Q_OBJECT

 private slots:
  void learnsASeparableProblem();
  void gradientsEqualDifferenceQuotients();
  void thePlainRecipeGivesTheWeightsItAlwaysGave();
  void sameSeedGivesSameWeightsOnAnyNumberOfThreads_data();
  void sameSeedGivesSameWeightsOnAnyNumberOfThreads();
  void stopsEarlyAndRestoresTheBestWeights();
  void withoutValidationAllEpochsRun();
  void theCosineScheduleRunsAllEpochs();
  void theRateFallsAlongACosine();
  void mixupPullsLogitsTogether();
  void mixupTakesCodesFromTheLargerShare();
  void divergenceNamesTheRemedy();
  void cancelStopsTheTraining();
};

namespace {

FitOptions options() {
  FitOptions result;
  result.shape.features = 6;
  result.shape.filters = {4, 8};
  result.epochs = 60;
  result.learningRate = 0.01;
  return result;
}

/// Labels follow the product of neighbours 0 and 1 and feature 4: no line separates them.
FitData crossedData(int rows, std::uint64_t seed, double noise = 0) {
  Random random(seed + 100);
  FitData data;
  data.training = randomRows(rows, 6, seed);
  data.validation = randomRows(rows, 6, seed + 1);
  const auto label = [&](const FloatMatrix& values, std::vector<int>& labels) {
    for (Eigen::Index i = 0; i < values.rows(); ++i)
      labels.push_back(values(i, 0) * values(i, 1) + values(i, 4) + noise * random.normal() > 0 ? 1 : 0);
  };
  label(data.training, data.trainingLabels);
  label(data.validation, data.validationLabels);
  return data;
}

/// Learns nothing and remembers what it was shown.
class Witness : public TrainableNetwork {
 public:
  std::vector<ParameterBlock> parameters() override { return {{&mWeight, &mGradient, 1, false}}; }
  void logits(const float*, std::size_t count, float* logits) override { std::fill_n(logits, count, 0.0F); }
  void forward(const float* rows, std::size_t count, Random&, float* logits) override {
    mRows.insert(mRows.end(), rows, rows + 2 * count);
    std::fill_n(logits, count, 0.0F);
  }
  void backward(const float*) override {}
  Network network() const override { return {}; }

  const std::vector<float>& rows() const { return mRows; }

 private:
  float mWeight = 0;
  float mGradient = 0;
  std::vector<float> mRows;
};

std::vector<float> weightsOf(const FittedNetwork& fitted) {
  std::vector<float> all;
  for (const NetworkLayer& layer : fitted.network.layers)
    all.insert(all.end(), layer.weight.begin(), layer.weight.end());
  return all;
}

} // namespace

void TestFit::learnsASeparableProblem() {
  const FitData data = crossedData(300, 1);
  const FittedNetwork fitted = modelBackend().fit(data, options(), Progress());
  std::vector<float> logits(data.validationLabels.size());
  modelBackend()
      .reference(plainModel(fitted.network))
      ->logits(data.validation.data(), logits.size(), logits.data());
  const double auc = rocAuc(data.validationLabels, std::vector<double>(logits.begin(), logits.end()));
  QVERIFY2(auc > 0.95, qPrintable(QString::number(auc)));
  const auto best = static_cast<std::size_t>(fitted.history.bestEpoch);
  QVERIFY(fitted.history.trainingLoss[best] < 0.5 * fitted.history.trainingLoss[0]);
}

void TestFit::gradientsEqualDifferenceQuotients() {
  NetworkShape shape = options().shape;
  shape.dense = {5};
  const NetworkModel model = randomModel(shape, 2, 3);
  const FloatMatrix rows = randomRows(20, 6, 4);
  const Matrix gradients = modelBackend().gradients(model, rows);
  const auto predictor = modelBackend().reference(model);
  const float step = 1e-3F;
  int checked = 0;
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    for (Eigen::Index j = 0; j < rows.cols(); ++j) {
      FloatMatrix around = rows.row(i).replicate(3, 1);
      around(0, j) -= step;
      around(2, j) += step;
      float logits[3];
      predictor->logits(around.data(), 3, logits);
      const double left = (logits[1] - logits[0]) / step;
      const double right = (logits[2] - logits[1]) / step;
      if (std::abs(left - right) > 2e-3)
        continue; // a kink of a ReLU lies between
      ++checked;
      QVERIFY(std::abs(gradients(i, j) - (left + right) / 2) < 2e-3);
    }
  QVERIFY(checked > 100);
}

// The training loop as it was before there were schedules and mixup, written out: bit for bit the same.
void TestFit::thePlainRecipeGivesTheWeightsItAlwaysGave() {
  FitData data = crossedData(75, 15);
  data.trainingLabels[3] = data.trainingLabels[4] = 0; // classes of unequal size
  data.validation.resize(0, 6);
  data.validationLabels.clear();
  FitOptions plain = options();
  plain.epochs = 6;
  plain.seed = 9;
  plain.schedule = Schedule::EarlyStopping;
  plain.mixup = 0;
  const FittedNetwork fitted = modelBackend().fit(data, plain, Progress());

  const SingleThreadedBlas oneThread; // as in the backend
  Random random(plain.seed);
  const auto network = makeVectorTrainer(initialNetwork(plain.shape, random));
  Random shuffle = Random(plain.seed).fork(0);
  Random dropout = Random(plain.seed).fork(1);
  AdamW optimizer(network->parameters(), plain.learningRate, plain.weightDecay);
  const auto positives =
      static_cast<double>(std::count(data.trainingLabels.begin(), data.trainingLabels.end(), 1));
  const double weights[2] = {75 / (2 * (75 - positives)), 75 / (2 * positives)};
  std::vector<std::size_t> order(75);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (int epoch = 0; epoch < plain.epochs; ++epoch) {
    shuffle.shuffle(order);
    for (std::size_t begin = 0; begin < order.size(); begin += 32) {
      const std::size_t count = std::min<std::size_t>(32, order.size() - begin);
      std::vector<float> rows;
      for (std::size_t i = 0; i < count; ++i) {
        const auto row = data.training.row(static_cast<Eigen::Index>(order[begin + i]));
        rows.insert(rows.end(), row.begin(), row.end());
      }
      std::vector<float> logits(count);
      network->forward(rows.data(), count, dropout, logits.data());
      std::vector<float> slopes(count);
      for (std::size_t i = 0; i < count; ++i) {
        const int label = data.trainingLabels[order[begin + i]];
        slopes[i] =
            static_cast<float>(weights[label] * (sigmoid(logits[i]) - label) / static_cast<double>(count));
      }
      network->backward(slopes.data());
      optimizer.step();
    }
  }
  QCOMPARE(weightsOf(fitted), weightsOf({network->network(), {}}));
}

void TestFit::sameSeedGivesSameWeightsOnAnyNumberOfThreads_data() {
  QTest::addColumn<bool>("isPlain");
  QTest::newRow("plain") << true;
  QTest::newRow("cosine and mixup") << false;
}

void TestFit::sameSeedGivesSameWeightsOnAnyNumberOfThreads() {
  QFETCH(bool, isPlain);
  const FitData data = crossedData(100, 5);
  FitOptions few = options();
  few.epochs = 5;
  if (!isPlain) {
    few.schedule = Schedule::Cosine;
    few.mixup = 0.4;
  }
  const std::vector<float> alone = weightsOf(modelBackend().fit(data, few, Progress()));
  std::vector<std::vector<float>> together(4);
  parallelFor(4, 2, [&](std::size_t i) {
    FitOptions mine = few;
    mine.seed = i < 2 ? few.seed : 2;
    together[i] = weightsOf(modelBackend().fit(data, mine, Progress()));
  });
  QCOMPARE(together[0], alone);
  QCOMPARE(together[1], alone);
  QCOMPARE(together[2], together[3]);
  QVERIFY(together[2] != alone);
}

void TestFit::stopsEarlyAndRestoresTheBestWeights() {
  FitData data = crossedData(40, 7, 2.0);
  FitOptions long_ = options();
  long_.epochs = 2000;
  long_.patience = 15;
  const FittedNetwork fitted = modelBackend().fit(data, long_, Progress());
  const std::vector<double>& losses = fitted.history.validationLoss;
  const auto best = static_cast<std::size_t>(fitted.history.bestEpoch);
  QVERIFY(losses.size() < 2000);
  QCOMPARE(losses.size(), best + 16);
  QCOMPARE(*std::min_element(losses.begin(), losses.end()), losses[best]);
  // The weights returned give the best loss again: run with as many epochs and compare.
  FitOptions short_ = long_;
  short_.epochs = static_cast<int>(best) + 1;
  QCOMPARE(weightsOf(modelBackend().fit(data, short_, Progress())), weightsOf(fitted));
}

void TestFit::withoutValidationAllEpochsRun() {
  FitData data = crossedData(40, 9);
  data.validation.resize(0, 6);
  data.validationLabels.clear();
  FitOptions few = options();
  few.epochs = 30;
  few.patience = 2;
  const FittedNetwork fitted = modelBackend().fit(data, few, Progress());
  QCOMPARE(fitted.history.trainingLoss.size(), std::size_t{30});
  QCOMPARE(fitted.history.bestEpoch, 29);
  QVERIFY(std::isnan(fitted.history.validationLoss[0]));
}

// Validation samples that it is given are looked at and decide nothing.
void TestFit::theCosineScheduleRunsAllEpochs() {
  FitData data = crossedData(40, 7, 2.0);
  FitOptions fixed = options();
  fixed.schedule = Schedule::Cosine;
  fixed.epochs = 80;
  fixed.patience = 3;
  const FittedNetwork fitted = modelBackend().fit(data, fixed, Progress());
  const std::vector<double>& losses = fitted.history.validationLoss;
  QCOMPARE(losses.size(), std::size_t{80});
  QCOMPARE(fitted.history.bestEpoch, 79);
  QVERIFY(*std::min_element(losses.begin(), losses.end()) < losses.back());
  data.validation.resize(0, 6);
  data.validationLabels.clear();
  QCOMPARE(weightsOf(modelBackend().fit(data, fixed, Progress())), weightsOf(fitted));
  fixed.schedule = Schedule::EarlyStopping;
  QVERIFY(weightsOf(modelBackend().fit(data, fixed, Progress())) != weightsOf(fitted));
}

void TestFit::theRateFallsAlongACosine() {
  QCOMPARE(cosineDecay(0, 10), 1.0);
  QVERIFY(std::abs(cosineDecay(5, 10) - 0.5) < 1e-12);
  QVERIFY(std::abs(cosineDecay(2, 6) - 0.75) < 1e-12);
  QVERIFY(cosineDecay(9, 10) > 0 && cosineDecay(9, 10) < 0.03);
}

// With shares near one half and labels that are mixed with as many others, little is certain.
void TestFit::mixupPullsLogitsTogether() {
  const FitData data = crossedData(300, 1);
  const auto spreadWith = [&](double mixup) {
    FitOptions fixed = options();
    fixed.schedule = Schedule::Cosine;
    fixed.mixup = mixup;
    const FittedNetwork fitted = modelBackend().fit(data, fixed, Progress());
    std::vector<float> logits(data.trainingLabels.size());
    modelBackend()
        .reference(plainModel(fitted.network))
        ->logits(data.training.data(), logits.size(), logits.data());
    return standardDeviation(std::vector<double>(logits.begin(), logits.end()));
  };
  const double without = spreadWith(0);
  QVERIFY(spreadWith(0.4) < 0.9 * without);
  QVERIFY(spreadWith(10) < 0.7 * without);
}

// Of two samples with the values 0 and 1 and the codes 3 and 7, the mixed value is the share of the second.
void TestFit::mixupTakesCodesFromTheLargerShare() {
  FitData data;
  data.training.resize(2, 2);
  data.training << 0, 3, 1, 7;
  data.trainingLabels = {0, 1};
  FitOptions mixed = options();
  mixed.mixup = 1;
  const auto shown = [&] {
    Witness witness;
    fitNetwork(witness, data, mixed, Progress());
    return witness.rows();
  };
  const std::vector<float> numbers = shown();
  data.codes = {1};
  const std::vector<float> codes = shown();
  QCOMPARE(codes.size(), numbers.size());
  int between = 0;
  for (std::size_t i = 0; i < codes.size(); i += 2) {
    const float share = codes[i];
    QCOMPARE(numbers[i], share);
    QVERIFY(std::abs(numbers[i + 1] - (3 + 4 * share)) < 1e-5F);
    QCOMPARE(codes[i + 1], share < 0.5F ? 3.0F : 7.0F);
    between += share > 0 && share < 1 ? 1 : 0;
  }
  QVERIFY(between > 20);
}

void TestFit::divergenceNamesTheRemedy() {
  FitData data = crossedData(40, 11);
  data.training *= 1e30F;
  FitOptions wild = options();
  wild.learningRate = 1e6;
  try {
    modelBackend().fit(data, wild, Progress());
    QFAIL("NaN loss was accepted");
  } catch (const Error& error) {
    QVERIFY2(QString(error.what()).contains("lower learning rate"), error.what());
  }
}

void TestFit::cancelStopsTheTraining() {
  Progress progress;
  int epochs = 0;
  progress.onFraction = [&](double) { ++epochs; };
  progress.isCancelled = [&] { return epochs == 3; };
  QVERIFY_EXCEPTION_THROWN(modelBackend().fit(crossedData(40, 13), options(), progress), Cancelled);
  QCOMPARE(epochs, 3);
}

QTEST_GUILESS_MAIN(TestFit)
#include "test_fit.moc"
