#include "engine/explain/ice.h"
#include "engine/network/backend.h"
#include "engine/network/fast_predictor.h"
#include "engine/network/network_curves.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <cmath>

Q_DECLARE_METATYPE(prospectivity::NetworkShape)

using namespace prospectivity;

/// Curves that recompute what a feature reaches, against a forward pass per grid point and automatic
/// differentiation.
class TestNetworkCurves : public QObject {
  Q_OBJECT

 private slots:
  void equalTheForwardPass_data();
  void equalTheForwardPass();
  void slopesAreThoseOfAutomaticDifferentiation_data() { equalTheForwardPass_data(); }
  void slopesAreThoseOfAutomaticDifferentiation();
  void longGridsAreFollowedInStretches();
  void aSampleAloneHasTheSameCurve();
  void threadsDoNotMatter();
  void pairsEqualTheForwardPass();
  void windowedNetworksFallBack();
};

namespace {

NetworkShape shapeOf(int features, std::vector<int> filters, int kernel, Pooling pooling,
                     std::vector<int> dense) {
  NetworkShape shape;
  shape.features = features;
  shape.filters = std::move(filters);
  shape.kernel = kernel;
  shape.pooling = pooling;
  shape.dense = std::move(dense);
  return shape;
}

const NetworkShape reference = shapeOf(12, {16, 32}, 3, Pooling::Max, {});

/// Rising, uneven, and beyond what the samples hold.
std::vector<double> gridOf(int points) {
  std::vector<double> grid;
  for (int k = 0; k < points; ++k) {
    const double share = static_cast<double>(k) / (points - 1);
    grid.push_back(-6 + 12 * share * share);
  }
  return grid;
}

/// The largest logit sets the scale of what rounding does.
double scaleOf(const FloatMatrix& logits) {
  return std::max(1.0, static_cast<double>(logits.cwiseAbs().maxCoeff()));
}

} // namespace

void TestNetworkCurves::equalTheForwardPass_data() {
  QTest::addColumn<NetworkShape>("shape");
  QTest::addColumn<int>("members");
  const auto add = [](const char* name, const NetworkShape& shape, int members = 1) {
    QTest::newRow(name) << shape << members;
  };
  add("reference", reference);
  add("no pooling", shapeOf(12, {16, 32}, 3, Pooling::None, {}));
  add("average pooling", shapeOf(12, {16, 32}, 3, Pooling::Average, {}));
  add("odd positions, maximum", shapeOf(7, {16, 32}, 3, Pooling::Max, {}));
  add("odd positions, average", shapeOf(7, {5, 9}, 3, Pooling::Average, {}));
  add("one feature", shapeOf(1, {4, 6}, 3, Pooling::Max, {}));
  add("two features", shapeOf(2, {4, 6}, 5, Pooling::Average, {3}));
  add("kernel 1", shapeOf(9, {8, 8}, 1, Pooling::None, {}));
  add("kernel 5", shapeOf(9, {8, 20}, 5, Pooling::Max, {}));
  add("kernel wider than the features", shapeOf(4, {8, 8}, 7, Pooling::Max, {}));
  add("one convolution", shapeOf(12, {20}, 3, Pooling::Max, {}));
  add("one convolution, dense", shapeOf(12, {20}, 3, Pooling::None, {10}));
  add("three convolutions", shapeOf(12, {8, 16, 24}, 3, Pooling::Max, {}));
  add("four convolutions, dense", shapeOf(20, {8, 8, 17, 8}, 3, Pooling::Average, {12, 7}));
  add("dense", shapeOf(12, {16, 32}, 3, Pooling::Max, {64}));
  add("dense of one unit", shapeOf(6, {16, 32}, 3, Pooling::Max, {1}));
  add("two dense, no pooling", shapeOf(5, {16, 32}, 3, Pooling::None, {33, 16}));
  add("forty features", shapeOf(40, {16, 32}, 3, Pooling::Max, {}));
  add("ensemble", reference, 5);
  add("dense ensemble", shapeOf(9, {6, 12, 6}, 3, Pooling::Max, {20}), 3);
}

void TestNetworkCurves::equalTheForwardPass() {
  QFETCH(NetworkShape, shape);
  QFETCH(int, members);
  const NetworkModel model = randomModel(shape, members, 61);
  const auto predictor = makePredictor(model);
  const auto forward = predictorCurves(*predictor, Gradient(), model.features.size());
  const FloatMatrix rows = 2 * randomRows(19, shape.features, 62);
  for (std::size_t feature = 0; feature < model.features.size(); ++feature) {
    FloatMatrix expected;
    FloatMatrix logits;
    forward->follow(rows, feature, gridOf(50), expected, nullptr);
    networkCurves(model)->follow(rows, feature, gridOf(50), logits, nullptr);
    const double error = static_cast<double>((logits - expected).cwiseAbs().maxCoeff());
    QVERIFY2(
        error < 2e-6 * scaleOf(expected),
        qPrintable(QStringLiteral("feature %1: %2 of %3").arg(feature).arg(error).arg(scaleOf(expected))));
  }
}

void TestNetworkCurves::slopesAreThoseOfAutomaticDifferentiation() {
  QFETCH(NetworkShape, shape);
  QFETCH(int, members);
  const NetworkModel model = randomModel(shape, members, 63);
  const auto predictor = makePredictor(model);
  const auto automatic = predictorCurves(
      *predictor, [&](const FloatMatrix& rows) { return modelBackend().gradients(model, rows); },
      model.features.size());
  const FloatMatrix rows = randomRows(5, shape.features, 64);
  for (std::size_t feature = 0; feature < model.features.size(); ++feature) {
    FloatMatrix unused;
    FloatMatrix expected;
    FloatMatrix slopes;
    automatic->follow(rows, feature, gridOf(23), unused, &expected);
    networkCurves(model)->follow(rows, feature, gridOf(23), unused, &slopes);
    const double error = static_cast<double>((slopes - expected).cwiseAbs().maxCoeff());
    QVERIFY2(
        error < 2e-6 * scaleOf(expected),
        qPrintable(QStringLiteral("feature %1: %2 of %3").arg(feature).arg(error).arg(scaleOf(expected))));
  }
}

void TestNetworkCurves::longGridsAreFollowedInStretches() {
  const NetworkModel model = randomModel(reference, 1, 65);
  const auto predictor = makePredictor(model);
  const FloatMatrix rows = randomRows(3, 12, 66);
  FloatMatrix expected;
  FloatMatrix logits;
  FloatMatrix slopes;
  predictorCurves(*predictor, Gradient(), 12)->follow(rows, 4, gridOf(777), expected, nullptr);
  networkCurves(model)->follow(rows, 4, gridOf(777), logits, &slopes);
  QVERIFY(static_cast<double>((logits - expected).cwiseAbs().maxCoeff()) < 2e-6 * scaleOf(expected));
}

void TestNetworkCurves::aSampleAloneHasTheSameCurve() {
  const NetworkModel model = randomModel(shapeOf(9, {6, 12, 6}, 3, Pooling::Max, {20}), 2, 67);
  const FloatMatrix rows = randomRows(32, 9, 68);
  FloatMatrix together;
  FloatMatrix alone;
  networkCurves(model)->follow(rows, 2, gridOf(30), together, nullptr);
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    networkCurves(model)->follow(rows.row(i), 2, gridOf(30), alone, nullptr);
    QVERIFY(together.row(i) == alone.row(0));
  }
}

void TestNetworkCurves::threadsDoNotMatter() {
  const NetworkModel model = randomModel(reference, 2, 69);
  const auto curves = networkCurves(model);
  const FloatMatrix rows = randomRows(150, 12, 70);
  const auto run = [&](int threads) {
    IceOptions options;
    options.threads = threads;
    return varyFeature(*curves, rows, std::vector<int>(150, 1), 3, gridOf(20), options, Progress());
  };
  QVERIFY(run(1).all.mean == run(4).all.mean);
  QVERIFY(run(1).ice == run(4).ice);
  QVERIFY(run(1).derivative == run(4).derivative);
  const auto pair = [&](int threads) {
    IceOptions options;
    options.threads = threads;
    return varyPair(*curves, rows, 3, gridOf(7), 8, gridOf(9), options, Progress());
  };
  QVERIFY(pair(1) == pair(4));
}

void TestNetworkCurves::pairsEqualTheForwardPass() {
  const NetworkModel model = randomModel(reference, 2, 71);
  const auto predictor = makePredictor(model);
  const FloatMatrix rows = randomRows(70, 12, 72);
  const auto run = [&](const LogitCurves& curves) {
    return varyPair(curves, rows, 5, gridOf(6), 4, gridOf(8), IceOptions(), Progress());
  };
  const Matrix difference = run(*networkCurves(model)) - run(*predictorCurves(*predictor, Gradient(), 12));
  QVERIFY(difference.cwiseAbs().maxCoeff() < 1e-6);
}

void TestNetworkCurves::windowedNetworksFallBack() {
  NetworkShape shape = shapeOf(3, {4}, 3, Pooling::None, {});
  shape.window = 5;
  const NetworkModel model = randomModel(shape, 1, 73);
  QVERIFY(!hasNetworkCurves(model));
  const auto predictor = makePredictor(model);
  FloatMatrix rows = randomRows(2, 75, 74);
  FloatMatrix logits;
  model.curves()->follow(rows, 1, {0.5, 1.5}, logits, nullptr);
  setPlayer(rows, 3, 1, 1.5);
  float expected[2];
  predictor->logits(rows.data(), 2, expected);
  QCOMPARE(logits(0, 1), expected[0]);
  QCOMPARE(logits(1, 1), expected[1]);
}

QTEST_APPLESS_MAIN(TestNetworkCurves)
#include "test_network_curves.moc"
