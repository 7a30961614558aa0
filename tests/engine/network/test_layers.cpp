#include "engine/network/network.h"

#include <QtTest>

using namespace prospectivity;

/// The description of the layers that every pass walks.
class TestLayers : public QObject {
  Q_OBJECT

 private slots:
  void aVectorNetworkKeepsItsFeatures();
  void aWindowShrinks();
  void aWindowThatIsUsedUpHasNoRows();
  void weightsFitTheLayers();
  void channelsMeetTheFirstConvolution();
  void layersAlongFeaturesAreKnown();
};

namespace {

void verify(const MapSize& map, int channels, int rows, int columns) {
  QCOMPARE(map.channels, channels);
  QCOMPARE(map.rows, rows);
  QCOMPARE(map.columns, columns);
}

std::vector<int> metBy(const LayerShape& layer, int position) {
  std::vector<int> met;
  for (int tap = 0; tap < layer.taps(); ++tap)
    met.push_back(layer.met(position, tap));
  return met;
}

} // namespace

void TestLayers::aVectorNetworkKeepsItsFeatures() {
  NetworkShape shape;
  shape.features = 5;
  shape.filters = {4, 6};
  shape.pooling = Pooling::Average;
  shape.dense = {7};
  const std::vector<LayerShape> layers = layersOf(shape);
  QCOMPARE(layers.size(), std::size_t{5});
  verify(layers[0].input, 1, 1, 5);
  verify(layers[0].output, 4, 1, 5);
  QCOMPARE(layers[1].inputsPerOutput(), 4 * 3);
  QCOMPARE(metBy(layers[1], 0), (std::vector<int>{-1, 0, 1})); // a zero to the left of the first feature
  QCOMPARE(metBy(layers[1], 4), (std::vector<int>{3, 4, -1}));
  QVERIFY(layers[2].kind == LayerKind::AveragePooling && !layers[2].hasWeights());
  verify(layers[2].output, 6, 1, 3);
  QCOMPARE(metBy(layers[2], 1), (std::vector<int>{2, 3}));
  QCOMPARE(metBy(layers[2], 2), (std::vector<int>{4, -1})); // the last feature is alone
  QCOMPARE(layers[3].inputsPerOutput(), 6 * 3);
  QVERIFY(layers[3].isRectified);
  QCOMPARE(metBy(layers[3], 0), (std::vector<int>{0, 1, 2}));
  verify(layers[4].output, 1, 1, 1);
  QVERIFY(layers[4].kind == LayerKind::Dense && !layers[4].isRectified);
}

void TestLayers::aWindowShrinks() {
  NetworkShape shape;
  shape.features = 3;
  shape.window = 9;
  shape.filters = {4, 6};
  shape.pooling = Pooling::Max;
  const std::vector<LayerShape> layers = layersOf(shape);
  QCOMPARE(layers.size(), std::size_t{4});
  verify(layers[0].input, 3, 9, 9);
  verify(layers[0].output, 4, 7, 7);
  QCOMPARE(metBy(layers[0], 8), (std::vector<int>{10, 11, 12, 19, 20, 21, 28, 29, 30})); // row 1, column 1
  verify(layers[1].output, 6, 5, 5);
  verify(layers[2].output, 6, 2, 2);
  QCOMPARE(metBy(layers[2], 3), (std::vector<int>{12, 13, 17, 18})); // the fifth row and column are left out
  QCOMPARE(layers[3].inputsPerOutput(), 6 * 4);
  QCOMPARE(shape.flattened(), 6 * 4);
}

void TestLayers::aWindowThatIsUsedUpHasNoRows() {
  NetworkShape shape;
  shape.features = 2;
  shape.window = 3;
  shape.filters = {4, 4, 4};
  verify(layersOf(shape)[0].output, 4, 1, 1);
  verify(layersOf(shape)[1].output, 4, 0, 0);
  verify(layersOf(shape)[2].output, 4, 0, 0);
}

void TestLayers::weightsFitTheLayers() {
  NetworkShape shape;
  shape.features = 3;
  shape.window = 7;
  shape.filters = {4, 6};
  shape.pooling = Pooling::Max;
  shape.dense = {5};
  const Network network(shape);
  const std::vector<std::size_t> weights{4 * 3 * 9, 6 * 4 * 9, 0, 5 * 6 * 1, 5};
  const std::vector<std::size_t> biases{4, 6, 0, 5, 1};
  for (std::size_t i = 0; i < weights.size(); ++i) {
    QCOMPARE(network.layers[i].weight.size(), weights[i]);
    QCOMPARE(network.layers[i].bias.size(), biases[i]);
  }
  QCOMPARE(network.convolutions().size(), std::size_t{2});
  QVERIFY(network.convolutions()[1] == &network.layers[1]);
  QCOMPARE(network.dense().size(), std::size_t{2});
  QVERIFY(network.dense().back() == &network.layers.back());
}

void TestLayers::channelsMeetTheFirstConvolution() {
  NetworkShape shape;
  shape.features = 5;
  shape.filters = {4, 6};
  shape.thresholds = 8;
  shape.hasPresence = true;
  verify(layersOf(shape)[0].input, 10, 1, 5);
  verify(layersOf(shape)[0].output, 4, 1, 5);
  verify(layersOf(shape)[1].input, 4, 1, 5);
  QCOMPARE(shape.inputs(), 5);
  QCOMPARE(shape.encodedInputs(), 50);
  QCOMPARE(shape.inputPlace(3, 2), std::size_t{2 * 5 + 3});
  shape.window = 7;
  verify(layersOf(shape)[0].input, 50, 7, 7);
  QCOMPARE(shape.encodedInputs(), 50 * 49);
  QCOMPARE(shape.inputPlace(3, 2), std::size_t{(3 * 10 + 2) * 49});
}

void TestLayers::layersAlongFeaturesAreKnown() {
  NetworkShape shape;
  shape.features = 5;
  shape.pooling = Pooling::Max;
  shape.dense = {7};
  shape.thresholds = 2;
  const Network network(shape);
  QVERIFY(seesFeaturesInTurn(network));
  const auto refuses = [&](std::size_t layer, const auto& change) {
    Network other = network;
    change(other.layers[layer]);
    return !seesFeaturesInTurn(other);
  };
  QVERIFY(refuses(0, [](NetworkLayer& layer) { layer.step = 2; }));
  QVERIFY(refuses(1, [](NetworkLayer& layer) { layer.padding = 0; }));
  QVERIFY(refuses(1, [](NetworkLayer& layer) { layer.output.columns = 4; }));
  QVERIFY(refuses(2, [](NetworkLayer& layer) { layer.step = 1; }));
  QVERIFY(refuses(2, [](NetworkLayer& layer) { layer.kernelColumns = 3; }));
  Network headless = network;
  headless.layers.resize(2);
  QVERIFY(!seesFeaturesInTurn(headless));
  shape.window = 7;
  QVERIFY(!seesFeaturesInTurn(Network(shape)));
}

QTEST_APPLESS_MAIN(TestLayers)
#include "test_layers.moc"
