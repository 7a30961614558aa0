#include "engine/network/backend.h"
#include "engine/network/fast_predictor.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// Fast inference must equal LibTorch's forward pass for every shape of network, and treat each row alone.
class TestFastPredictor : public QObject {
  Q_OBJECT

 private slots:
  void equalsLibTorch_data();
  void equalsLibTorch();
  void aRowDoesNotSeeItsNeighbours();
  void thinnedNetworksAverageToTheWhole();
};

void TestFastPredictor::equalsLibTorch_data() {
  QTest::addColumn<int>("features");
  QTest::addColumn<QVector<int>>("filters");
  QTest::addColumn<int>("kernel");
  QTest::addColumn<int>("pooling");
  QTest::addColumn<QVector<int>>("dense");
  QTest::addColumn<int>("window");
  QTest::addColumn<int>("members");
  const QVector<int> none;
  QTest::newRow("reference network") << 12 << QVector<int>{16, 32} << 3 << 1 << none << 1 << 1;
  QTest::newRow("no pooling, linear head") << 12 << QVector<int>{16, 32} << 3 << 0 << none << 1 << 1;
  QTest::newRow("a dense layer of 64") << 12 << QVector<int>{16, 32} << 3 << 1 << QVector<int>{64} << 1 << 1;
  QTest::newRow("odd features, average pooling")
      << 7 << QVector<int>{5} << 5 << 2 << QVector<int>{9, 3} << 1 << 1;
  QTest::newRow("kernel wider than the features") << 3 << QVector<int>{4, 4, 4} << 7 << 1 << none << 1 << 1;
  QTest::newRow("one feature, kernel 1") << 1 << QVector<int>{3} << 1 << 1 << none << 1 << 1;
  QTest::newRow("ensemble of three") << 9 << QVector<int>{8, 8} << 3 << 1 << none << 1 << 3;
  QTest::newRow("39 features") << 39 << QVector<int>{16, 32} << 3 << 0 << none << 1 << 1;
  QTest::newRow("window of 9, max pooling") << 4 << QVector<int>{6, 9} << 3 << 1 << none << 9 << 2;
  QTest::newRow("window of 5, a dense layer") << 3 << QVector<int>{6} << 3 << 0 << QVector<int>{10} << 5 << 1;
  QTest::newRow("window of 7, average pooling") << 2 << QVector<int>{6} << 3 << 2 << none << 7 << 1;
}

void TestFastPredictor::equalsLibTorch() {
  QFETCH(int, features);
  QFETCH(QVector<int>, filters);
  QFETCH(int, kernel);
  QFETCH(int, pooling);
  QFETCH(QVector<int>, dense);
  QFETCH(int, window);
  QFETCH(int, members);
  NetworkShape shape;
  shape.features = features;
  shape.filters.assign(filters.begin(), filters.end());
  shape.kernel = kernel;
  shape.pooling = static_cast<Pooling>(pooling);
  shape.dense.assign(dense.begin(), dense.end());
  shape.window = window;
  const NetworkModel model = randomModel(shape, members, 21);
  const FloatMatrix rows = randomRows(300, shape.inputs(), 22);
  std::vector<float> expected(300);
  modelBackend().reference(model)->logits(rows.data(), 300, expected.data());
  const auto predictor = makePredictor(model);
  QCOMPARE(predictor->featureCount(), static_cast<std::size_t>(shape.inputs()));
  std::vector<float> found(300);
  predictor->logits(rows.data(), 300, found.data());
  for (std::size_t i = 0; i < found.size(); ++i)
    QVERIFY2(std::abs(found[i] - expected[i]) < 1e-5 * std::fmax(1, std::abs(expected[i])),
             qPrintable(QString("row %1: %2 and not %3").arg(i).arg(found[i]).arg(expected[i])));
}

void TestFastPredictor::aRowDoesNotSeeItsNeighbours() {
  NetworkShape shape;
  shape.features = 12;
  shape.pooling = Pooling::Max;
  const NetworkModel model = randomModel(shape, 2, 23);
  const FloatMatrix rows = randomRows(301, 12, 24);
  const auto predictor = makePredictor(model);
  std::vector<float> together(301);
  predictor->logits(rows.data(), 301, together.data());
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    float alone = 0;
    predictor->logits(rows.row(i).data(), 1, &alone);
    QVERIFY(alone == together[static_cast<std::size_t>(i)]);
  }
}

// With one convolution and a linear head the logit is linear in what is kept, so its expectation is the whole
// one.
void TestFastPredictor::thinnedNetworksAverageToTheWhole() {
  NetworkShape shape;
  shape.features = 6;
  shape.filters = {8};
  shape.dropout = 0.3;
  const NetworkModel model = randomModel(shape, 1, 25);
  const FloatMatrix rows = randomRows(5, 6, 26);
  std::vector<float> whole(5);
  makePredictor(model)->logits(rows.data(), 5, whole.data());
  const int passes = 4000;
  std::vector<double> sum(5, 0.0);
  std::vector<double> squares(5, 0.0);
  for (int pass = 0; pass < passes; ++pass) {
    std::vector<float> thinned(5);
    makeThinnedPredictor(model, Random(static_cast<std::uint64_t>(pass)))
        ->logits(rows.data(), 5, thinned.data());
    for (std::size_t i = 0; i < 5; ++i) {
      sum[i] += thinned[i];
      squares[i] += double(thinned[i]) * thinned[i];
    }
  }
  for (std::size_t i = 0; i < 5; ++i) {
    const double mean = sum[i] / passes;
    const double error = std::sqrt((squares[i] / passes - mean * mean) / passes);
    QVERIFY(error > 0);
    QVERIFY2(std::abs(mean - whole[i]) < 4 * error, qPrintable(QString::number((mean - whole[i]) / error)));
  }
}

QTEST_GUILESS_MAIN(TestFastPredictor)
#include "test_fast_predictor.moc"
