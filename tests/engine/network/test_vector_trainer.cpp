#include "engine/core/parallel.h"
#include "engine/network/backend.h"
#include "engine/network/vector_trainer.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// The written-out gradients: same logits as LibTorch, and slopes that equal difference quotients for every
/// weight of every layer.
class TestVectorTrainer : public QObject {
  Q_OBJECT

 private slots:
  void logitsEqualTheReference_data() { shapes(); }
  void logitsEqualTheReference();
  void gradientsEqualDifferenceQuotients_data() { shapes(); }
  void gradientsEqualDifferenceQuotients();
  void theNetworkComesBack();
  void dropoutKeepsTheMean();

 private:
  void shapes();
};

namespace {

NetworkShape shapeOf(int features, int kernel, int pooling, int dense, int thresholds = 0) {
  NetworkShape shape;
  shape.features = features;
  shape.filters = {3, 5};
  shape.kernel = kernel;
  shape.pooling = static_cast<Pooling>(pooling);
  if (dense > 0)
    shape.dense = {dense, 3};
  shape.thresholds = thresholds;
  shape.dropout = 0;
  return shape;
}

} // namespace

void TestVectorTrainer::shapes() {
  QTest::addColumn<int>("features");
  QTest::addColumn<int>("kernel");
  QTest::addColumn<int>("pooling");
  QTest::addColumn<int>("dense");
  QTest::addColumn<int>("thresholds");
  QTest::newRow("linear head") << 6 << 3 << 0 << 0 << 0;
  QTest::newRow("max pooling, an odd number of features") << 7 << 3 << 1 << 0 << 0;
  QTest::newRow("average pooling, an odd number of features") << 7 << 3 << 2 << 0 << 0;
  QTest::newRow("wide kernel, dense layers") << 6 << 5 << 1 << 4 << 0;
  QTest::newRow("kernel of 1, one feature") << 1 << 1 << 0 << 0 << 0;
  QTest::newRow("thresholds") << 5 << 3 << 1 << 4 << 6;
}

void TestVectorTrainer::logitsEqualTheReference() {
  QFETCH(int, features);
  QFETCH(int, kernel);
  QFETCH(int, pooling);
  QFETCH(int, dense);
  QFETCH(int, thresholds);
  Random random(1);
  NetworkModel model =
      plainModel(randomNetwork(shapeOf(features, kernel, pooling, dense, thresholds), random));
  ModelMember& member = model.members.front();
  member.channels = randomChannels(member.network.shape, random);
  const FloatMatrix rows = randomRows(33, features, 2);
  const FloatMatrix seen = member.asSeen(rows.cast<double>());
  std::vector<float> ours(33);
  std::vector<float> reference(33);
  const SingleThreadedBlas oneThread;
  const auto trainer = makeVectorTrainer(member.network);
  trainer->logits(seen.data(), 7, ours.data());
  trainer->logits(seen.data(), 33, ours.data());
  modelBackend().reference(model)->logits(rows.data(), 33, reference.data());
  for (std::size_t i = 0; i < 33; ++i)
    QVERIFY(std::abs(ours[i] - reference[i]) < 1e-5);
}

// A logit is piecewise linear in any single weight, so that a large step is exact where there is no kink.
void TestVectorTrainer::gradientsEqualDifferenceQuotients() {
  QFETCH(int, features);
  QFETCH(int, kernel);
  QFETCH(int, pooling);
  QFETCH(int, dense);
  QFETCH(int, thresholds);
  Random random(3);
  const NetworkShape shape = shapeOf(features, kernel, pooling, dense, thresholds);
  const auto trainer = makeVectorTrainer(randomNetwork(shape, random));
  const SingleThreadedBlas oneThread;
  constexpr std::size_t count = 9;
  const FloatMatrix rows = randomRows(count, shape.encodedInputs(), 4);
  std::vector<float> slopes;
  for (std::size_t i = 0; i < count; ++i)
    slopes.push_back(static_cast<float>(random.normal()));
  const auto loss = [&] {
    std::vector<float> logits(count);
    trainer->logits(rows.data(), count, logits.data());
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i)
      sum += static_cast<double>(slopes[i]) * logits[i];
    return sum;
  };
  std::vector<float> logits(count);
  trainer->forward(rows.data(), count, random, logits.data());
  trainer->backward(slopes.data());
  std::size_t checked = 0;
  std::size_t all = 0;
  for (const ParameterBlock& block : trainer->parameters()) {
    const std::vector<float> gradient(block.gradient, block.gradient + block.count);
    for (std::size_t i = 0; i < block.count; ++i, ++all) {
      const float kept = block.values[i];
      const float step = 4e-3F;
      const double here = loss();
      block.values[i] = kept + step;
      const double right = (loss() - here) / step;
      block.values[i] = kept - step;
      const double left = (here - loss()) / step;
      block.values[i] = kept;
      if (std::abs(right - left) > 2e-3)
        continue; // a kink lies between
      ++checked;
      QVERIFY2(std::abs(gradient[i] - (left + right) / 2) < 2e-3,
               qPrintable(QString("%1 against %2").arg(gradient[i]).arg((left + right) / 2)));
    }
  }
  QVERIFY(checked > all / 2);
}

void TestVectorTrainer::theNetworkComesBack() {
  Random random(5);
  const Network network = randomNetwork(shapeOf(6, 3, 1, 4), random);
  const Network back = makeVectorTrainer(network)->network();
  QCOMPARE(back.layers.size(), network.layers.size());
  for (std::size_t layer = 0; layer < network.layers.size(); ++layer) {
    QCOMPARE(back.layers[layer].weight, network.layers[layer].weight);
    QCOMPARE(back.layers[layer].bias, network.layers[layer].bias);
  }
}

// With one convolution and a linear head the mean over dropout is the logit without it.
void TestVectorTrainer::dropoutKeepsTheMean() {
  NetworkShape shape = shapeOf(6, 3, 0, 0);
  shape.filters = {4};
  shape.dropout = 0.3;
  Random random(6);
  const auto trainer = makeVectorTrainer(randomNetwork(shape, random));
  const SingleThreadedBlas oneThread;
  const FloatMatrix row = randomRows(1, 6, 7).replicate(2000, 1);
  std::vector<float> logits(2000);
  trainer->logits(row.data(), 1, logits.data());
  const double without = logits[0];
  trainer->forward(row.data(), 2000, random, logits.data());
  double sum = 0;
  double squares = 0;
  for (const float logit : logits) {
    sum += logit;
    squares += static_cast<double>(logit) * logit;
  }
  const double mean = sum / 2000;
  const double error = std::sqrt((squares / 2000 - mean * mean) / 2000);
  QVERIFY(error > 0);
  QVERIFY(std::abs(mean - without) < 3 * error);
}

QTEST_GUILESS_MAIN(TestVectorTrainer)
#include "test_vector_trainer.moc"
