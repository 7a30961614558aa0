#include "engine/core/statistics.h"
#include "tests/engine/train/noise_table.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace prospectivity;

/// A network with presence channels learns what is missing where.
class TestMissingEvidence : public QObject {
  Q_OBJECT

 private slots:
  void holesAloneAreLearnt_data();
  void holesAloneAreLearnt();
  void holesByChanceTellNothing();
};

namespace {

constexpr std::size_t samples = 240;

/// AUC on the last quarter of a network that was trained on the rest.
double aucOf(const SampleTable& table, const TrainingOptions& options, std::uint64_t seed) {
  std::vector<std::size_t> training;
  std::vector<std::size_t> test;
  for (std::size_t row = 0; row < table.size(); ++row)
    (4 * row < 3 * table.size() ? training : test).push_back(row);
  const TrainedPart part = NetworkLearner(options).fit(table, training, seed, Progress());
  const SampleTable tested = table.rows(test);
  const FloatMatrix rows = tested.values.cast<float>();
  std::vector<float> logits(test.size());
  part.model->predictor()->logits(rows.data(), logits.size(), logits.data());
  return rocAuc(tested.labels, std::vector<double>(logits.begin(), logits.end()));
}

TrainingOptions trainingOf(int thresholds, bool hasPresence) {
  TrainingOptions options = smallTraining(4);
  options.fit.shape.thresholds = thresholds;
  options.fit.shape.hasPresence = hasPresence;
  return options;
}

} // namespace

void TestMissingEvidence::holesAloneAreLearnt_data() {
  QTest::addColumn<int>("thresholds");
  QTest::newRow("presence") << 0;
  QTest::newRow("thresholds and presence") << 4;
}

// Noise, of which one feature is missing in deposits alone.
void TestMissingEvidence::holesAloneAreLearnt() {
  QFETCH(int, thresholds);
  SampleTable table = noiseTable(samples, 4, 7);
  const TrainingOptions options = trainingOf(thresholds, true);
  QVERIFY(aucOf(table, options, 3) < 0.8);
  for (std::size_t row = 0; row < samples; ++row)
    if (table.labels[row] == 1)
      table.values(static_cast<Eigen::Index>(row), 2) = std::numeric_limits<double>::quiet_NaN();
  QVERIFY(aucOf(table, options, 3) > 0.95);
}

void TestMissingEvidence::holesByChanceTellNothing() {
  std::vector<double> aucs;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SampleTable table = noiseTable(samples / 2, 4, 50 + seed);
    Random random(seed);
    for (Eigen::Index i = 0; i < table.values.size(); ++i)
      if (random.uniform() < 0.15)
        table.values.data()[i] = std::numeric_limits<double>::quiet_NaN();
    aucs.push_back(aucOf(table, trainingOf(4, true), seed));
  }
  const double error = standardDeviation(aucs) / std::sqrt(20.0);
  QVERIFY2(std::abs(mean(aucs) - 0.5) < 3 * error,
           qPrintable(QString("%1 +- %2").arg(mean(aucs)).arg(error)));
}

QTEST_GUILESS_MAIN(TestMissingEvidence)
#include "test_missing_evidence.moc"
