#include "engine/explain/shapley_explainer.h"
#include "engine/model/predictor_game.h"
#include "engine/network/receptive_field_game.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/network/reference_network.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// The tables against brute force over coalitions with a plain forward pass, for every form of network.
class TestReceptiveFieldGame : public QObject {
  Q_OBJECT

 private slots:
  void equalsAllCoalitions_data();
  void equalsAllCoalitions();
  void bothWaysOfTablesAgree_data();
  void bothWaysOfTablesAgree();
  void largeLogitsKeepTheirProbabilities();
  void featuresPlayTogether_data();
  void featuresPlayTogether();
  void fewPlayersOfManyFeaturesAreExact();
  void thirtyFeaturesAddUp();
  void pairsOfThirtyFeaturesAreExact();
  void permutationsWalkTheSameTables();
  void networksOutsideTheFormAreRefused();
};

namespace {

NetworkModel modelOf(int features, std::vector<int> filters, int kernel, Pooling pooling,
                     std::vector<int> dense, int members) {
  NetworkShape shape;
  shape.features = features;
  shape.filters = std::move(filters);
  shape.kernel = kernel;
  shape.pooling = pooling;
  shape.dense = std::move(dense);
  return randomModel(shape, members, 11);
}

} // namespace

void TestReceptiveFieldGame::equalsAllCoalitions_data() {
  QTest::addColumn<int>("features");
  QTest::addColumn<std::vector<int>>("filters");
  QTest::addColumn<int>("kernel");
  QTest::addColumn<int>("pooling");
  QTest::addColumn<std::vector<int>>("dense");
  QTest::addColumn<int>("members");
  QTest::newRow("reference network") << 8 << std::vector<int>{16, 32} << 3 << 1 << std::vector<int>{} << 1;
  QTest::newRow("no pooling") << 8 << std::vector<int>{16, 32} << 3 << 0 << std::vector<int>{} << 1;
  QTest::newRow("odd number of features, mean pooling")
      << 7 << std::vector<int>{5, 3} << 3 << 2 << std::vector<int>{} << 1;
  QTest::newRow("one convolution, kernel 1") << 5 << std::vector<int>{9} << 1 << 0 << std::vector<int>{} << 1;
  QTest::newRow("kernel 5") << 9 << std::vector<int>{4, 6} << 5 << 1 << std::vector<int>{} << 1;
  QTest::newRow("three convolutions") << 8 << std::vector<int>{4, 6, 8} << 3 << 1 << std::vector<int>{} << 1;
  QTest::newRow("a hidden layer") << 8 << std::vector<int>{16, 32} << 3 << 1 << std::vector<int>{20} << 1;
  QTest::newRow("two hidden layers") << 7 << std::vector<int>{6} << 3 << 0 << std::vector<int>{13, 7} << 1;
  QTest::newRow("an ensemble of own orders")
      << 7 << std::vector<int>{8, 8} << 3 << 1 << std::vector<int>{} << 3;
  QTest::newRow("an ensemble with hidden layers")
      << 6 << std::vector<int>{8} << 3 << 2 << std::vector<int>{9} << 2;
  QTest::newRow("one feature") << 1 << std::vector<int>{3} << 3 << 1 << std::vector<int>{} << 1;
  QTest::newRow("two features") << 2 << std::vector<int>{3, 3} << 3 << 1 << std::vector<int>{} << 1;
  QTest::newRow("two convolutions of one feature")
      << 1 << std::vector<int>{3, 3} << 3 << 0 << std::vector<int>{} << 1;
  QTest::newRow("three features, mean pooling")
      << 3 << std::vector<int>{4, 5} << 3 << 2 << std::vector<int>{} << 2;
  QTest::newRow("odd number of features, max pooling")
      << 7 << std::vector<int>{16, 32} << 3 << 1 << std::vector<int>{} << 1;
  QTest::newRow("more than a block of channels")
      << 6 << std::vector<int>{40, 50} << 3 << 1 << std::vector<int>{} << 1;
  QTest::newRow("an ensemble without pooling")
      << 6 << std::vector<int>{16, 32} << 3 << 0 << std::vector<int>{} << 2;
}

void TestReceptiveFieldGame::equalsAllCoalitions() {
  QFETCH(int, features);
  QFETCH(std::vector<int>, filters);
  QFETCH(int, kernel);
  QFETCH(int, pooling);
  QFETCH(std::vector<int>, dense);
  QFETCH(int, members);
  const NetworkModel model =
      modelOf(features, filters, kernel, static_cast<Pooling>(pooling), dense, members);
  QVERIFY(hasReceptiveFields(model));
  const PlainNetwork plain(model);
  const FloatMatrix background = randomRows(19, features, 21); // one full group of lanes and a part of one
  const FloatMatrix samples = randomRows(3, features, 22);
  for (const OutputSpace space : {OutputSpace::Logit, OutputSpace::Probability}) {
    const Players players = Players::blocks(static_cast<std::size_t>(features), 1);
    const ShapleyValues expected =
        exactShapley(predictorGame(plain, background, players, space), plain, samples, background, space, 2,
                     Progress(), InteractionDetail::OfSamples);
    const ShapleyValues found =
        exactShapley(receptiveFieldGame(model, background, players, space), plain, samples, background, space,
                     2, Progress(), InteractionDetail::OfSamples);
    const double scale =
        space == OutputSpace::Logit ? std::max(1.0, expected.values.cwiseAbs().maxCoeff()) : 1.0;
    const double error = (found.values - expected.values).cwiseAbs().maxCoeff() / scale;
    QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    QVERIFY(expected.values.cwiseAbs().maxCoeff() > 1e-3);
    for (const double residual : found.residual)
      QVERIFY2(std::abs(residual) < 1e-6 * scale * 4, qPrintable(QString::number(residual)));
    const double ofPairs =
        (found.interactions->ofSamples - expected.interactions->ofSamples).cwiseAbs().maxCoeff() / scale;
    QVERIFY2(ofPairs < 4e-6, qPrintable(QString::number(ofPairs))); // differences of four coalitions
    const GameMaker apart = receptiveFieldGame(model, background, players, space, true);
    const ShapleyValues told =
        exactShapley(apart, plain, samples, background, space, 2, Progress(), InteractionDetail::OfSamples);
    const ShapleyValues without = exactShapley(apart, plain, samples, background, space, 2, Progress());
    QVERIFY(told.interactions->ofSamples == found.interactions->ofSamples);
    QVERIFY(without.values == found.values);
    QCOMPARE(without.ofMembers.size(), told.ofMembers.size());
    for (std::size_t m = 0; m < told.ofMembers.size(); ++m)
      QVERIFY(without.ofMembers[m] == told.ofMembers[m]);
  }
}

void TestReceptiveFieldGame::bothWaysOfTablesAgree_data() {
  QTest::addColumn<int>("features");
  QTest::addColumn<std::vector<int>>("filters");
  QTest::addColumn<int>("pooling");
  QTest::addColumn<int>("thresholds");
  QTest::addColumn<bool>("hasPresence");
  QTest::addColumn<int>("members");
  for (const int features : {1, 2, 3, 4, 5, 6, 11, 12})
    for (const int pooling : {0, 1, 2})
      QTest::addRow("%d features, pooling %d", features, pooling)
          << features << std::vector<int>{16, 32} << pooling << 0 << false << 1;
  QTest::newRow("thresholds") << 9 << std::vector<int>{16, 32} << 0 << 8 << false << 1;
  QTest::newRow("presence, values missing") << 8 << std::vector<int>{16, 32} << 1 << 3 << true << 2;
  QTest::newRow("few channels") << 7 << std::vector<int>{3, 5} << 1 << 0 << false << 1;
  QTest::newRow("many channels") << 7 << std::vector<int>{64, 70} << 1 << 0 << false << 1;
  QTest::newRow("more channels than a block, ensemble")
      << 7 << std::vector<int>{20, 16} << 0 << 0 << false << 3;
}

// One background sample after the other, and several at once: with more samples than groups have lanes, so
// that sums over groups are met, and a group that is not full.
void TestReceptiveFieldGame::bothWaysOfTablesAgree() {
  QFETCH(int, features);
  QFETCH(std::vector<int>, filters);
  QFETCH(int, pooling);
  QFETCH(int, thresholds);
  QFETCH(bool, hasPresence);
  QFETCH(int, members);
  NetworkShape shape;
  shape.features = features;
  shape.filters = filters;
  shape.pooling = static_cast<Pooling>(pooling);
  shape.thresholds = thresholds;
  shape.hasPresence = hasPresence;
  const NetworkModel model = randomModel(shape, members, 12);
  const auto rows = [&](int count, std::uint64_t seed) {
    return hasPresence ? rowsWithHoles(count, features, seed) : randomRows(count, features, seed);
  };
  const FloatMatrix background = rows(150, 41);
  const FloatMatrix samples = rows(3, 42);
  const Players players = Players::blocks(static_cast<std::size_t>(features), 1);
  for (const OutputSpace space : {OutputSpace::Logit, OutputSpace::Probability}) {
    const auto one = receptiveFieldGame(model, background, players, space)();
    const auto other = receptiveFieldGame(model, background, players, space, false, TableMaking::Together)();
    for (Eigen::Index i = 0; i < samples.rows(); ++i) {
      one->start(samples.row(i).data());
      other->start(samples.row(i).data());
      const std::vector<double> found = one->shapley(Progress());
      const std::vector<double> expected = other->shapley(Progress());
      double scale = 1;
      for (const double value : expected)
        scale = std::max(scale, std::abs(value));
      for (std::size_t j = 0; j < expected.size(); ++j)
        QVERIFY2(std::abs(found[j] - expected[j]) < 1e-6 * scale,
                 qPrintable(QString("%1 and not %2").arg(found[j]).arg(expected[j])));
      QVERIFY(one->shapley(Progress()) == found); // to the last bit
    }
  }
}

// Parts of logits whose exponentials a float does not hold are added up before the sigmoid.
void TestReceptiveFieldGame::largeLogitsKeepTheirProbabilities() {
  for (const float factor : {20.0F, 300.0F}) {
    NetworkModel model = modelOf(6, {16, 32}, 3, Pooling::Max, {}, 2);
    for (ModelMember& member : model.members)
      for (float& weight : member.network.layers.back().weight)
        weight *= factor;
    const PlainNetwork plain(model);
    const FloatMatrix background = randomRows(40, 6, 43);
    const FloatMatrix samples = randomRows(4, 6, 44);
    const Players players = Players::blocks(6, 1);
    const ShapleyValues expected =
        exactShapley(predictorGame(plain, background, players, OutputSpace::Probability), plain, samples,
                     background, OutputSpace::Probability, 1, Progress());
    const ShapleyValues found =
        exactShapley(receptiveFieldGame(model, background, players, OutputSpace::Probability), plain, samples,
                     background, OutputSpace::Probability, 1, Progress());
    // Logits of some hundreds carry errors of 1e-5 and more, where a sigmoid is steep.
    QVERIFY((found.values - expected.values).cwiseAbs().maxCoeff() < 1e-6 * static_cast<double>(factor));
  }
}

void TestReceptiveFieldGame::featuresPlayTogether_data() {
  QTest::addColumn<std::vector<int>>("dense");
  QTest::addColumn<int>("members");
  QTest::newRow("a sum of fields") << std::vector<int>{} << 1;
  QTest::newRow("an ensemble of own orders") << std::vector<int>{} << 3;
  QTest::newRow("a hidden layer") << std::vector<int>{9} << 2;
}

void TestReceptiveFieldGame::featuresPlayTogether() {
  QFETCH(std::vector<int>, dense);
  QFETCH(int, members);
  const NetworkModel model = modelOf(9, {8, 8}, 3, Pooling::Max, dense, members);
  const PlainNetwork plain(model);
  const FloatMatrix background = randomRows(18, 9, 31);
  const FloatMatrix samples = randomRows(2, 9, 32);
  const Players players{{{4}, {0, 5, 8}, {1}, {7, 2}, {3}, {6}}};
  for (const OutputSpace space : {OutputSpace::Logit, OutputSpace::Probability}) {
    const GameMaker brute = predictorGame(plain, background, players, space);
    const GameMaker tables = receptiveFieldGame(model, background, players, space);
    const ShapleyValues expected =
        exactShapley(brute, plain, samples, background, space, 1, Progress(), InteractionDetail::OfSamples);
    const ShapleyValues found =
        exactShapley(tables, plain, samples, background, space, 1, Progress(), InteractionDetail::OfSamples);
    QCOMPARE(found.values.cols(), Eigen::Index{6});
    const double scale = std::max(1.0, expected.values.cwiseAbs().maxCoeff());
    QVERIFY((found.values - expected.values).cwiseAbs().maxCoeff() < 1e-6 * scale);
    QVERIFY((found.interactions->ofSamples - expected.interactions->ofSamples).cwiseAbs().maxCoeff() <
            4e-6 * scale);
    const ShapleyValues apart =
        exactShapley(receptiveFieldGame(model, background, Players::blocks(9, 1), space), plain, samples,
                     background, space, 1, Progress());
    const double sum = apart.values(0, 0) + apart.values(0, 5) + apart.values(0, 8);
    QVERIFY(std::abs(sum - found.values(0, 1)) > 1e-4); // a group is more than the sum of its features
    Matrix one;
    Matrix other;
    const auto a = brute();
    const auto b = tables();
    a->start(samples.data());
    b->start(samples.data());
    a->prefixValues({{2, 1, 0, 5, 4, 3}}, one, Progress());
    b->prefixValues({{2, 1, 0, 5, 4, 3}}, other, Progress());
    QVERIFY((one - other).cwiseAbs().maxCoeff() < 1e-6 * scale);
  }
}

void TestReceptiveFieldGame::fewPlayersOfManyFeaturesAreExact() {
  const NetworkModel model = modelOf(30, {4}, 3, Pooling::None, {5}, 1); // 2^30 coalitions of features
  const PlainNetwork plain(model);
  const FloatMatrix background = randomRows(5, 30, 33);
  const FloatMatrix sample = randomRows(1, 30, 34);
  const Players players = Players::blocks(5, 6);
  const GameMaker tables = receptiveFieldGame(model, background, players, OutputSpace::Probability);
  QVERIFY(tables()->isExact());
  const ShapleyValues found =
      exactShapley(tables, plain, sample, background, OutputSpace::Probability, 1, Progress());
  const ShapleyValues expected =
      exactShapley(predictorGame(plain, background, players, OutputSpace::Probability), plain, sample,
                   background, OutputSpace::Probability, 1, Progress());
  QVERIFY((found.values - expected.values).cwiseAbs().maxCoeff() < 1e-6);
}

void TestReceptiveFieldGame::thirtyFeaturesAddUp() {
  const NetworkModel model = modelOf(30, {16, 32}, 3, Pooling::Max, {}, 2);
  const PlainNetwork plain(model);
  const FloatMatrix background = randomRows(20, 30, 23);
  const FloatMatrix samples = randomRows(3, 30, 24);
  const GameMaker game = receptiveFieldGame(model, background, Players::blocks(30, 1), OutputSpace::Logit);
  QVERIFY(game()->isExact());
  QVERIFY(
      !receptiveFieldGame(model, background, Players::blocks(30, 1), OutputSpace::Probability)()->isExact());
  const ShapleyValues exact =
      exactShapley(game, plain, samples, background, OutputSpace::Logit, 2, Progress());
  for (const double residual : exact.residual)
    QVERIFY(std::abs(residual) < 1e-5);
  PermutationOptions options;
  options.standardError = 0.01;
  const ShapleyValues drawn =
      permutationShapley(predictorGame(plain, background, Players::blocks(30, 1), OutputSpace::Logit), plain,
                         samples.topRows(1), background, OutputSpace::Logit, options, 2, Progress());
  for (Eigen::Index j = 0; j < 30; ++j)
    QVERIFY(std::abs(drawn.values(0, j) - exact.values(0, j)) < 4.5 * drawn.standardErrors(0, j) + 1e-5);
}

// Too many for coalitions: players who are not seen together interact not at all, and each row sums to its
// Shapley value.
void TestReceptiveFieldGame::pairsOfThirtyFeaturesAreExact() {
  const NetworkModel model = modelOf(30, {6, 5}, 3, Pooling::Max, {}, 1);
  const PlainNetwork plain(model);
  const FloatMatrix background = randomRows(20, 30, 35);
  const FloatMatrix samples = randomRows(2, 30, 36);
  const GameMaker game = receptiveFieldGame(model, background, Players::blocks(30, 1), OutputSpace::Logit);
  const ShapleyValues found = exactShapley(game, plain, samples, background, OutputSpace::Logit, 2,
                                           Progress(), InteractionDetail::OfSamples);
  const std::vector<int>& order = model.members.front().order;
  std::vector<int> placeOf(30);
  for (int place = 0; place < 30; ++place)
    placeOf[static_cast<std::size_t>(order[static_cast<std::size_t>(place)])] = place;
  // Two convolutions of three see five positions, a pair of them six.
  for (std::size_t i = 0; i < 30; ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < 30; ++j) {
      const double value = found.interactions->at(1, i, j);
      sum += value;
      if (std::abs(placeOf[i] - placeOf[j]) > 5)
        QCOMPARE(value, 0.0);
    }
    QVERIFY(std::abs(sum - found.values(1, static_cast<Eigen::Index>(i))) < 1e-12);
  }
  // The definition, of two players who are seen together, by orders drawn at random in which they join as
  // one.
  const auto one = static_cast<std::size_t>(order[14]);
  const auto other = static_cast<std::size_t>(order[15]);
  Random random(37);
  const auto whole = game();
  whole->start(samples.row(1).data());
  double mean = 0;
  double squares = 0;
  const int drawn = 600;
  for (int k = 0; k < drawn; ++k) {
    std::vector<std::size_t> joining = random.permutation(30);
    joining.erase(std::find(joining.begin(), joining.end(), other));
    const auto place = std::find(joining.begin(), joining.end(), one) - joining.begin();
    std::vector<std::size_t> swapped = joining;
    joining.insert(joining.begin() + place + 1, other);
    swapped.insert(swapped.begin() + place, other);
    Matrix values;
    whole->prefixValues({joining, swapped}, values, Progress());
    const double both = values(0, place + 2) - values(0, place + 1) - values(1, place + 1) + values(0, place);
    mean += both / drawn;
    squares += both * both / drawn;
  }
  const double error = std::sqrt(std::max(0.0, squares - mean * mean) / drawn);
  QVERIFY(std::abs(2 * found.interactions->at(1, one, other) - mean) < 5 * error + 1e-5);
  QVERIFY(std::abs(mean) > 10 * error);
}

void TestReceptiveFieldGame::permutationsWalkTheSameTables() {
  for (const std::vector<int>& dense : {std::vector<int>{}, std::vector<int>{9}}) {
    const NetworkModel model = modelOf(9, {8, 8}, 3, Pooling::Max, dense, 2);
    const PlainNetwork plain(model);
    const FloatMatrix background = randomRows(18, 9, 25);
    const FloatMatrix sample = randomRows(1, 9, 26);
    const std::vector<std::vector<std::size_t>> orders{{3, 1, 8, 0, 2, 7, 6, 5, 4},
                                                       {0, 1, 2, 3, 4, 5, 6, 7, 8}};
    const Players players = Players::blocks(9, 1);
    Matrix expected;
    Matrix found;
    const auto brute = predictorGame(plain, background, players, OutputSpace::Probability)();
    const auto tables = receptiveFieldGame(model, background, players, OutputSpace::Probability)();
    brute->start(sample.data());
    tables->start(sample.data());
    brute->prefixValues(orders, expected, Progress());
    tables->prefixValues(orders, found, Progress());
    QVERIFY((expected - found).cwiseAbs().maxCoeff() < 1e-6);
  }
}

void TestReceptiveFieldGame::networksOutsideTheFormAreRefused() {
  QVERIFY(!hasReceptiveFields(NetworkModel()));
  QVERIFY(!hasReceptiveFields(modelOf(40, {4, 4, 4, 4}, 5, Pooling::Max, {}, 1)));
  NetworkShape windowed;
  windowed.features = 4;
  windowed.window = 9;
  QVERIFY(!hasReceptiveFields(randomModel(windowed, 1, 1)));
}

QTEST_APPLESS_MAIN(TestReceptiveFieldGame)
#include "test_receptive_field_game.moc"
