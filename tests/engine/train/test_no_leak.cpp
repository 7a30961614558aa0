#include "engine/augment/augment.h"
#include "engine/augment/registry.h"
#include "engine/core/statistics.h"
#include "engine/order/feature_order.h"
#include "engine/train/training_folds.h"
#include "tests/engine/train/noise_table.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// On pure noise no augmenter, ordering or scaling may lift the cross-validated AUC above one half: whatever
/// did so would have seen the test part. The last test shows that a leak would be caught.
class TestNoLeak : public QObject {
  Q_OBJECT

 private slots:
  void noiseStaysNoise_data();
  void noiseStaysNoise();
  void aLeakWouldBeCaught();
};

namespace {

constexpr int tables = 25;

/// 60 samples, one third deposits, of 10 features without information.
SampleTable unbalancedNoise(std::uint64_t seed) {
  SampleTable table = noiseTable(60, 10, seed);
  for (std::size_t i = 0; i < table.size(); ++i)
    table.labels[i] = i % 3 == 0 ? 1 : 0;
  return table;
}

struct Figures {
  double mean = 0;
  double error = 0;
};

using TableOfSeed = SampleTable (*)(std::uint64_t seed);

/// Mean AUC over tables without information, with its standard error.
Figures aucOn(TableOfSeed tableOf, const TrainingOptions& options) {
  std::vector<double> aucs;
  for (std::uint64_t seed = 0; seed < tables; ++seed) {
    const SampleTable table = tableOf(500 + seed);
    SplitOptions split;
    split.folds = 4;
    const auto folds = makeTrainingFolds(table, split, seed).folds;
    std::vector<Metrics> parts;
    for (const FoldResult& fold : crossValidate(table, folds, NetworkLearner(options), seed, 2, Progress()))
      parts.push_back(fold.metrics);
    aucs.push_back(spreadOf(parts).mean.auc);
  }
  return {mean(aucs), standardDeviation(aucs) / std::sqrt(static_cast<double>(tables))};
}

/// A training as short as tests can afford.
TrainingOptions shortTraining() {
  TrainingOptions options = smallTraining(10);
  options.fit.epochs = 12;
  return options;
}

/// Distance from one half in units of three standard errors: from 1 on it is a leak.
double leakOf(const Figures& auc) {
  return std::abs(auc.mean - 0.5) / (3 * auc.error);
}

QByteArray textOf(const Figures& auc) {
  return QString("%1 +- %2").arg(auc.mean).arg(auc.error).toUtf8();
}

/// The usual mistake: copies made of all samples, before the split, and without recorded parents.
SampleTable noiseWithCopies(std::uint64_t seed) {
  SampleTable table = unbalancedNoise(seed);
  AugmentOptions doubled;
  doubled.bothClasses = true;
  SampleTable copies = augment(*augmenters()[0], table, doubled, Progress());
  for (std::string& origin : copies.origins)
    origin = SampleTable::observedOrigin;
  table.append(copies);
  return table;
}

} // namespace

void TestNoLeak::noiseStaysNoise_data() {
  QTest::addColumn<int>("augmenter");
  QTest::addColumn<int>("ordering");
  QTest::addColumn<int>("scaling");
  QTest::addColumn<bool>("isPlain");
  for (int i = 0; i < static_cast<int>(augmenters().size()); ++i)
    QTest::newRow(augmenters()[static_cast<std::size_t>(i)]->title().c_str()) << i << 0 << 0 << true;
  QTest::newRow("correlation seriation") << -1 << 1 << 0 << true;
  QTest::newRow("class separation") << -1 << 2 << 0 << true;
  QTest::newRow("min-max") << -1 << 0 << 1 << true;
  QTest::newRow("robust") << -1 << 0 << 2 << true;
  QTest::newRow("SMOTE, class separation, robust") << 2 << 2 << 2 << true;
  QTest::newRow("members, cosine, mixup") << -1 << 0 << 0 << false;
  QTest::newRow("members, cosine, mixup, SMOTE") << 2 << 0 << 0 << false;
}

void TestNoLeak::noiseStaysNoise() {
  QFETCH(int, augmenter);
  QFETCH(int, ordering);
  QFETCH(int, scaling);
  QFETCH(bool, isPlain);
  TrainingOptions options = isPlain ? shortTraining() : wholeRecipe(10);
  options.fit.epochs = shortTraining().fit.epochs;
  options.scaling = static_cast<ScalingMethod>(scaling);
  if (augmenter >= 0)
    options.augment = [augmenter](const SampleTable& observed, std::uint64_t seed) {
      AugmentOptions mine;
      mine.seed = seed;
      return augment(*augmenters()[static_cast<std::size_t>(augmenter)], observed, mine, Progress());
    };
  if (ordering == 1)
    options.order = [](const FloatMatrix& scaled, const std::vector<int>&) {
      return correlationSeriation(scaled.cast<double>());
    };
  if (ordering == 2)
    options.order = [](const FloatMatrix& scaled, const std::vector<int>& labels) {
      return classSeparation(scaled.cast<double>(), labels);
    };
  const Figures auc = aucOn(unbalancedNoise, options);
  QVERIFY2(leakOf(auc) < 1, textOf(auc));
}

// Judged as the rows above are: with as many tables, epochs and standard errors.
void TestNoLeak::aLeakWouldBeCaught() {
  const Figures auc = aucOn(noiseWithCopies, shortTraining());
  QVERIFY2(auc.mean > 0.5 && leakOf(auc) > 1, textOf(auc));
}

QTEST_GUILESS_MAIN(TestNoLeak)
#include "test_no_leak.moc"
