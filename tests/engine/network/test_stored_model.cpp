#include "engine/core/instruction_set.h"
#include "engine/network/backend.h"
#include "engine/network/fast_predictor.h"
#include "tests/engine/network/loaded_network.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// Model files that lie in the repository, saved with LibTorch 1.13: they say the same on every release, by
/// the engine's own arithmetic and by that of LibTorch. Their weights are those of randomModel(). With the
/// instructions that every x86-64 processor has, no rounding is left to compiler or library, and the engine's
/// logits are those of the version that wrote the files, bit for bit.
class TestStoredModel : public QObject {
  Q_OBJECT

 private slots:
  void everyReleaseSaysTheSame_data();
  void everyReleaseSaysTheSame();
};

void TestStoredModel::everyReleaseSaysTheSame_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<int>("inputs");
  QTest::addColumn<QVector<double>>("probabilities");
  QTest::addColumn<QVector<float>>("baselineLogits");
  QTest::newRow("features, two members")
      << "features.pt" << 7 << QVector<double>{0.61465567, 0.63325446, 0.61631771, 0.62053652, 0.62378355}
      << QVector<float>{0x1.de219p-2F, 0x1.17a81p-1F, 0x1.e5529p-2F, 0x1.f7a142p-2F, 0x1.02e318p-1F};
  QTest::newRow("windows of 5 x 5") << "windows.pt" << 75
                                    << QVector<double>{0.53826747, 0.49435782, 0.54128634, 0.49609749,
                                                       0.62880807}
                                    << QVector<float>{0x1.3a1a02p-3F, -0x1.71c848p-6F, 0x1.52fd7p-3F,
                                                      -0x1.ff85f8p-7F, 0x1.0de0f8p-1F};
}

void TestStoredModel::everyReleaseSaysTheSame() {
  QFETCH(QString, file);
  QFETCH(int, inputs);
  QFETCH(QVector<double>, probabilities);
  QFETCH(QVector<float>, baselineLogits);
  const QString path = QFINDTESTDATA("stored/" + file);
  QVERIFY(!path.isEmpty());
  const NetworkModel model = loadNetwork(path.toStdString());
  FloatMatrix rows(probabilities.size(), inputs);
  for (int row = 0; row < rows.rows(); ++row)
    for (int column = 0; column < inputs; ++column)
      rows(row, column) = static_cast<float>((37 * row + 11 * column) % 17) / 4 - 2;
  const auto reference = modelBackend().reference(model);
  const auto predictor = makePredictor(model);
  for (const Predictor* each : {reference.get(), predictor.get()}) {
    QCOMPARE(each->featureCount(), static_cast<std::size_t>(inputs));
    std::vector<float> logits(static_cast<std::size_t>(rows.rows()));
    each->logits(rows.data(), logits.size(), logits.data());
    for (int row = 0; row < rows.rows(); ++row) {
      const double probability = sigmoid(static_cast<double>(logits[static_cast<std::size_t>(row)]));
      QVERIFY2(std::abs(probability - probabilities.at(row)) < 1e-6,
               qPrintable(QString::number(probability, 'g', 9)));
#ifdef __x86_64__
      if (each == predictor.get() && instructionSet() == InstructionSet::Baseline)
        QVERIFY(logits[static_cast<std::size_t>(row)] == baselineLogits.at(row)); // QCOMPARE forgives bits
#endif
    }
  }
}

QTEST_GUILESS_MAIN(TestStoredModel)
#include "test_stored_model.moc"
