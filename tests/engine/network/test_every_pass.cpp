#include "engine/explain/shapley_explainer.h"
#include "engine/model/predictor_game.h"
#include "engine/network/backend.h"
#include "engine/network/fast_predictor.h"
#include "engine/network/filter_weights.h"
#include "engine/network/network_curves.h"
#include "engine/network/receptive_field_game.h"
#include "engine/network/vector_trainer.h"
#include "engine/network/window_evaluation.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/network/reference_network.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

Q_DECLARE_METATYPE(prospectivity::NetworkShape)

using namespace prospectivity;

/// Every pass through a network against its definition, for shapes drawn by chance.
class TestEveryPass : public QObject {
  Q_OBJECT

 private slots:
  void equalsTheDefinition_data();
  void equalsTheDefinition();
};

namespace {

constexpr int shapes = 60;

int drawn(Random& random, int least, int most) {
  return least + static_cast<int>(random.uniform() * (most - least + 1));
}

bool canBe(const NetworkShape& shape) {
  try {
    shape.check();
  } catch (const std::exception&) {
    return false;
  }
  return true;
}

/// Every third one sees a window.
NetworkShape shapeNumber(int number) {
  Random random(static_cast<std::uint64_t>(number) + 100);
  NetworkShape shape;
  do {
    shape.features = drawn(random, 1, 8);
    shape.window = number % 3 == 0 ? 2 * drawn(random, 1, 4) + 1 : 1;
    shape.kernel = 2 * drawn(random, 0, 2) + 1;
    shape.filters.clear();
    for (int layers = drawn(random, 1, 3); layers > 0; --layers)
      shape.filters.push_back(drawn(random, 1, 9));
    shape.pooling = static_cast<Pooling>(drawn(random, 0, 2));
    shape.dense.clear();
    for (int layers = drawn(random, 0, 2); layers > 0; --layers)
      shape.dense.push_back(drawn(random, 1, 9));
    // Every second one is as before there were channels.
    shape.thresholds = number % 2 == 0 ? 0 : drawn(random, 0, 8);
    shape.hasPresence = number % 2 == 1 && drawn(random, 0, 1) == 1;
    shape.fillsMissing = number % 2 == 1 && !shape.hasPresence && drawn(random, 0, 2) > 0;
  } while (!canBe(shape));
  return shape;
}

/// Rows of a model, with holes where it takes them.
FloatMatrix rowsOf(const NetworkShape& shape, int rows, int columns, std::uint64_t seed) {
  return shape.takesMissing() ? rowsWithHoles(rows, columns, seed) : randomRows(rows, columns, seed);
}

std::vector<float> logitsOf(const Predictor& predictor, const FloatMatrix& rows) {
  std::vector<float> logits(static_cast<std::size_t>(rows.rows()));
  predictor.logits(rows.data(), logits.size(), logits.data());
  return logits;
}

/// Sums of some hundred products of floats of this size carry no more than this.
void verifyAlike(const char* pass, const std::vector<float>& found, const std::vector<float>& expected) {
  float largest = 1;
  for (const float value : expected)
    largest = std::max(largest, std::abs(value));
  QCOMPARE(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    QVERIFY2(std::abs(found[i] - expected[i]) < 1e-5F * largest,
             qPrintable(QString("%1, %2: %3 and not %4").arg(pass).arg(i).arg(found[i]).arg(expected[i])));
}

void verifyWindows(const NetworkModel& model, const PlainNetwork& plain) {
  const NetworkShape& shape = model.members.front().network.shape;
  constexpr int rows = 3;
  constexpr int columns = 5;
  const int width = columns + shape.window - 1;
  const int height = rows + shape.window - 1;
  const FloatMatrix block = rowsOf(shape, shape.features, width * height, 33);
  FloatMatrix windows(rows * columns, shape.inputs());
  for (int cell = 0; cell < rows * columns; ++cell)
    for (int feature = 0; feature < shape.features; ++feature)
      for (int y = 0; y < shape.window; ++y)
        for (int x = 0; x < shape.window; ++x)
          windows(cell, (feature * shape.window + y) * shape.window + x) =
              block(feature, (cell / columns + y) * width + cell % columns + x);
  std::vector<float> found(rows * columns);
  WindowEvaluation(model).logits(block.data(), rows, columns, found.data());
  verifyAlike("blocks of cells", found, logitsOf(plain, windows));
}

void verifyTraining(const NetworkModel& model, const FloatMatrix& rows) {
  for (const ModelMember& member : model.members) {
    NetworkModel alone;
    alone.features = model.features;
    alone.members = {member};
    const std::vector<float> expected = logitsOf(PlainNetwork(alone), rows);
    const FloatMatrix seen = member.asSeen(rows.cast<double>());
    std::vector<float> found(static_cast<std::size_t>(rows.rows()));
    makeVectorTrainer(member.network)->logits(seen.data(), found.size(), found.data());
    verifyAlike("training", found, expected);
  }
}

void verifyGame(const NetworkModel& model, const PlainNetwork& plain) {
  if (!hasReceptiveFields(model))
    return;
  const auto features = static_cast<int>(model.features.size());
  const NetworkShape& shape = model.members.front().network.shape;
  const FloatMatrix background = rowsOf(shape, 5, features, 34);
  const FloatMatrix sample = rowsOf(shape, 1, features, 35);
  const Players players = Players::blocks(model.features.size(), 1);
  const auto valuesBy = [&](const GameMaker& game) {
    const Matrix values =
        exactShapley(game, plain, sample, background, OutputSpace::Logit, 1, Progress()).values;
    std::vector<float> result;
    for (Eigen::Index j = 0; j < values.size(); ++j)
      result.push_back(static_cast<float>(values.data()[j]));
    return result;
  };
  verifyAlike("Shapley values", valuesBy(receptiveFieldGame(model, background, players, OutputSpace::Logit)),
              valuesBy(predictorGame(plain, background, players, OutputSpace::Logit)));
}

void verifyCurves(const NetworkModel& model, const PlainNetwork& plain, const FloatMatrix& rows) {
  QVERIFY(hasNetworkCurves(model));
  std::vector<double> grid{-2.5, -0.75, -0.5, 0, 0.1, 0.6, 1.5, 3};
  if (model.takesMissing())
    grid.push_back(std::numeric_limits<double>::quiet_NaN());
  for (std::size_t feature = 0; feature < model.features.size(); ++feature) {
    FloatMatrix found;
    networkCurves(model)->follow(rows, feature, grid, found, nullptr);
    for (std::size_t k = 0; k < grid.size(); ++k) {
      FloatMatrix moved = rows;
      moved.col(static_cast<Eigen::Index>(feature)).setConstant(static_cast<float>(grid[k]));
      std::vector<float> curve;
      for (Eigen::Index i = 0; i < rows.rows(); ++i)
        curve.push_back(found(i, static_cast<Eigen::Index>(k)));
      verifyAlike("curves", curve, logitsOf(plain, moved));
    }
  }
}

void verifyExcitations(const NetworkModel& model, const FloatMatrix& rows) {
  const FloatMatrix pair = rows.topRows(2);
  std::vector<float> found;
  std::vector<float> expected;
  for (const FilterExcitation& excitation : filterExcitations(model, pair, {1, 0}, Progress())) {
    const ModelMember& member = model.members[excitation.network];
    const auto position =
        std::find(member.order.begin(), member.order.end(), static_cast<int>(excitation.feature)) -
        member.order.begin();
    for (const Eigen::Index row : {0, 1}) {
      const std::vector<PlainNetwork::Map> maps = PlainNetwork::convolved(member, pair.row(row).data());
      expected.push_back(static_cast<float>(maps[excitation.convolution].at(
          static_cast<std::size_t>(excitation.filter), 0, static_cast<int>(position))));
      found.push_back(static_cast<float>(row == 0 ? excitation.deposits : excitation.nonDeposits));
    }
  }
  QVERIFY(!found.empty());
  verifyAlike("excitations", found, expected);
}

} // namespace

void TestEveryPass::equalsTheDefinition_data() {
  QTest::addColumn<NetworkShape>("shape");
  for (int number = 0; number < shapes; ++number) {
    const NetworkShape shape = shapeNumber(number);
    const auto listed = [](const std::vector<int>& sizes) {
      QStringList texts;
      for (const int size : sizes)
        texts << QString::number(size);
      return texts.join('-');
    };
    QTest::newRow(qPrintable(
        QString("%1: %2 features, window %3, filters %4, kernel %5, pooling %6, dense %7, %8 thresholds%9")
            .arg(number)
            .arg(shape.features)
            .arg(shape.window)
            .arg(listed(shape.filters))
            .arg(shape.kernel)
            .arg(static_cast<int>(shape.pooling))
            .arg(listed(shape.dense))
            .arg(shape.thresholds)
            .arg(shape.hasPresence    ? ", presence"
                 : shape.fillsMissing ? ", fills"
                                      : "")))
        << shape;
  }
}

void TestEveryPass::equalsTheDefinition() {
  QFETCH(NetworkShape, shape);
  NetworkModel model = randomModel(shape, 2, 31);
  if (shape.hasPresence) // which says nothing of features that no training row lacked
    for (ModelMember& member : model.members)
      for (std::size_t feature = 0; feature < model.features.size(); feature += 2)
        member.channels.features[feature].tellsPresence = false;
  const PlainNetwork plain(model);
  const FloatMatrix rows = rowsOf(shape, 7, shape.inputs(), 32);
  const std::vector<float> expected = logitsOf(plain, rows);
  verifyAlike("prediction", logitsOf(*makePredictor(model), rows), expected);
  verifyAlike("LibTorch", logitsOf(*modelBackend().reference(model), rows), expected);
  if (shape.window > 1) {
    verifyWindows(model, plain);
    return;
  }
  verifyTraining(model, rows);
  verifyGame(model, plain);
  verifyCurves(model, plain, rows);
  verifyExcitations(model, rows);
}

QTEST_GUILESS_MAIN(TestEveryPass)
#include "test_every_pass.moc"
