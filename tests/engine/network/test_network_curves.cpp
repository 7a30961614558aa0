#include "engine/explain/ice.h"
#include "engine/network/backend.h"
#include "engine/network/fast_predictor.h"
#include "engine/network/network_curves.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <cmath>
#include <limits>

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
  void slopesArePiecewiseConstantBetweenKnots();
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

NetworkShape seen(NetworkShape shape, int thresholds, bool hasPresence) {
  shape.thresholds = thresholds;
  shape.hasPresence = hasPresence;
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

/// Samples and a grid for a network, with holes where it takes them.
FloatMatrix rowsOf(const NetworkShape& shape, int rows, std::uint64_t seed) {
  return shape.hasPresence ? rowsWithHoles(rows, shape.features, seed)
                           : randomRows(rows, shape.features, seed);
}

std::vector<double> gridOf(const NetworkShape& shape, int points) {
  std::vector<double> grid = gridOf(points);
  if (shape.hasPresence)
    grid.push_back(std::numeric_limits<double>::quiet_NaN());
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
  add("thresholds", seen(reference, 8, false));
  add("one threshold, one feature", seen(shapeOf(1, {4, 6}, 3, Pooling::Max, {}), 1, false));
  add("presence", seen(shapeOf(7, {5, 9}, 3, Pooling::Average, {}), 0, true));
  add("thresholds and presence, one convolution", seen(shapeOf(6, {20}, 3, Pooling::None, {}), 5, true));
  add("thresholds and presence, dense ensemble", seen(shapeOf(9, {6, 12, 6}, 3, Pooling::Max, {20}), 8, true),
      3);
}

void TestNetworkCurves::equalTheForwardPass() {
  QFETCH(NetworkShape, shape);
  QFETCH(int, members);
  const NetworkModel model = randomModel(shape, members, 61);
  const auto predictor = makePredictor(model);
  const auto forward = predictorCurves(*predictor, Gradient(), model.features.size());
  const FloatMatrix rows = 2 * rowsOf(shape, 19, 62);
  const std::vector<double> grid = gridOf(shape, 50);
  for (std::size_t feature = 0; feature < model.features.size(); ++feature) {
    FloatMatrix expected;
    FloatMatrix logits;
    forward->follow(rows, feature, grid, expected, nullptr);
    networkCurves(model)->follow(rows, feature, grid, logits, nullptr);
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
  const FloatMatrix rows = rowsOf(shape, 5, 64);
  const std::vector<double> grid = gridOf(shape, 23);
  for (std::size_t feature = 0; feature < model.features.size(); ++feature) {
    FloatMatrix unused;
    FloatMatrix expected;
    FloatMatrix slopes;
    automatic->follow(rows, feature, grid, unused, &expected);
    networkCurves(model)->follow(rows, feature, grid, unused, &slopes);
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

// One filter of kernel 1 that never falls below 0 and one feature: the logit is 10 + value + 2 (bin 1) + 4
// (bin 2) - 8 (bin 3), with knots at 0, 1, 3 and 3.5. A knot belongs to the bin on its left, for the curve as
// for automatic differentiation; a missing value is seen as 2 without presence, which weighs 0.5.
void TestNetworkCurves::slopesArePiecewiseConstantBetweenKnots() {
  NetworkModel model = randomModel(seen(shapeOf(1, {1}, 1, Pooling::None, {}), 3, true), 1, 75);
  ModelMember& member = model.members[0];
  member.scaling.center = {10};
  member.scaling.scale = {2};
  member.channels.features = {{{0, 1, 3, 3.5F}, 2}};
  member.network.layers[0].weight = {1, 2, 4, -8, 0.5F};
  member.network.layers[0].bias = {10};
  member.network.layers[1].weight = {1};
  member.network.layers[1].bias = {-0.5F};
  const std::vector<double> scaled{-2, 0, 0.5, 1, 2, 3, 3.25, 3.5, 5};
  const std::vector<double> logits{8, 10, 11.5, 13, 16, 19, 15.25, 11.5, 13};
  const std::vector<double> slopes{1, 1, 3, 3, 3, 3, -15, -15, 1};
  std::vector<double> grid;
  for (const double value : scaled)
    grid.push_back(10 + 2 * value);
  grid.push_back(std::numeric_limits<double>::quiet_NaN());
  const auto points = static_cast<Eigen::Index>(scaled.size());
  FloatMatrix found;
  FloatMatrix foundSlopes;
  networkCurves(model)->follow(FloatMatrix::Zero(1, 1), 0, grid, found, &foundSlopes);
  FloatMatrix forward;
  FloatMatrix automatic;
  const auto predictor = makePredictor(model);
  predictorCurves(
      *predictor, [&](const FloatMatrix& rows) { return modelBackend().gradients(model, rows); }, 1)
      ->follow(FloatMatrix::Zero(1, 1), 0, grid, forward, &automatic);
  for (Eigen::Index k = 0; k < points; ++k) {
    const auto place = static_cast<std::size_t>(k);
    QCOMPARE(static_cast<double>(found(0, k)), logits[place]);
    QCOMPARE(static_cast<double>(foundSlopes(0, k)), slopes[place] / 2);
  }
  QCOMPARE(static_cast<double>(found(0, points)), 10 + 2.0 + 2 + 2 - 0.5);
  QCOMPARE(foundSlopes(0, points), 0.0F);
  QVERIFY(forward == found);
  QVERIFY(automatic == foundSlopes);
}

QTEST_APPLESS_MAIN(TestNetworkCurves)
#include "test_network_curves.moc"
