#include "engine/explain/presence_share.h"
#include "engine/explain/shapley_summary.h"
#include "engine/network/fast_predictor.h"
#include "engine/reference/logistic_model.h"
#include "engine/reference/weights_of_evidence_model.h"
#include "tests/engine/explain/formula_model.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <optional>

using namespace prospectivity;

/// The part of an explanation that rests on what is there and what is missing.
class TestPresenceShare : public QObject {
  Q_OBJECT

 private slots:
  void sumsAreTakenApart();
  void presenceAloneIsTheWholeOfIt();
  void valuesAloneRestOnNothing();
  void networksAreTakenApartByTheDefinition_data();
  void networksAreTakenApartByTheDefinition();
  void meansStandInForUnknownFills();
  void theCommonestCodeStandsInForUnknownFills();
  void logisticRegressionsAreTakenApart();
  void onlyWhatSeesPresenceRestsOnIt();
  void threadsDoNotMatter();
  void theSentenceNamesLayersAboveATenth();
};

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

SumModel sumModel() {
  return {{"W", "Sn", "Bi"}, {{2, 0.5, 0.25F}, {-0.5, 1, -1.0F}, {0, 2, 0.5F}}};
}

PresenceShare shareOf(const Model& model, const FloatMatrix& samples, const FloatMatrix& background,
                      const ShapleyOptions& options = {}) {
  const Matrix shapley = explainModel(model, samples, background, options, Progress()).values;
  return presenceShare(model, samples, background, shapley, options, Progress()).value();
}

/// Share of the rows that have a value in a column.
double known(const FloatMatrix& rows, Eigen::Index column) {
  double count = 0;
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    count += std::isnan(rows(i, column)) ? 0 : 1;
  return count / static_cast<double>(rows.rows());
}

} // namespace

// In a sum a feature gives what it gives to the sample minus its mean over the background: of presence the
// constant, of values the slope.
void TestPresenceShare::sumsAreTakenApart() {
  const SumModel model = sumModel();
  const FloatMatrix samples = rowsWithHoles(25, 3, 51);
  const FloatMatrix background = rowsWithHoles(14, 3, 52);
  const PresenceShare found = shareOf(model, samples, background);
  double allPresence = 0;
  double all = 0;
  for (Eigen::Index j = 0; j < 3; ++j) {
    const SumModel::Term& term = model.terms[static_cast<std::size_t>(j)];
    double ofBackground = 0; // slope
    for (Eigen::Index b = 0; b < 14; ++b)
      if (!std::isnan(background(b, j)))
        ofBackground += term.slope * static_cast<double>(background(b, j) - term.fill) / 14;
    double presence = 0;
    double values = 0;
    for (Eigen::Index i = 0; i < 25; ++i) {
      const bool isThere = !std::isnan(samples(i, j));
      const double expected = term.presence * ((isThere ? 1 : 0) - known(background, j));
      QVERIFY(std::abs(found.values(i, j) - expected) < 1e-5);
      const double rest =
          (isThere ? term.slope * static_cast<double>(samples(i, j) - term.fill) : 0) - ofBackground;
      presence += std::abs(expected) / 25;
      values += std::abs(rest) / 25;
    }
    const auto player = static_cast<std::size_t>(j);
    QVERIFY(std::abs(found.meanAbsolute[player] - presence) < 1e-5);
    QVERIFY(std::abs(found.ofPlayer[player] - presence / (presence + values)) < 1e-5);
    allPresence += presence;
    all += presence + values;
  }
  QVERIFY(std::abs(found.share - allPresence / all) < 1e-5);
  QVERIFY(found.ofPlayer[0] > found.ofPlayer[1] && found.ofPlayer[2] < 1e-5);
}

void TestPresenceShare::presenceAloneIsTheWholeOfIt() {
  SumModel model = sumModel();
  for (SumModel::Term& term : model.terms)
    term.slope = 0;
  const PresenceShare found = shareOf(model, rowsWithHoles(20, 3, 53), rowsWithHoles(10, 3, 54));
  QVERIFY(std::abs(found.share - 1) < 1e-5);
  QVERIFY(std::abs(found.ofPlayer[0] - 1) < 1e-5);
}

// Where none differs in presence, or presence gives nothing.
void TestPresenceShare::valuesAloneRestOnNothing() {
  const SumModel model = sumModel();
  const FloatMatrix samples = randomRows(20, 3, 55);
  const FloatMatrix background = randomRows(10, 3, 56);
  QCOMPARE(shareOf(model, samples, background).share, 0.0);
  FloatMatrix without = samples;
  FloatMatrix backgroundWithout = background;
  without.col(0).setConstant(missing);
  backgroundWithout.col(0).setConstant(missing);
  QCOMPARE(shareOf(model, without, backgroundWithout).share, 0.0); // missing in all alike
  QVERIFY(shareOf(model, without, background).share > 0.1);
  SumModel blind = model;
  for (SumModel::Term& term : blind.terms)
    term.presence = 0;
  QVERIFY(shareOf(blind, rowsWithHoles(20, 3, 57), background).share < 1e-6);
}

void TestPresenceShare::networksAreTakenApartByTheDefinition_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<int>("space");
  QTest::newRow("log-odds") << 1 << 0;
  QTest::newRow("score") << 1 << 1;
  QTest::newRow("window") << 3 << 0;
}

// By all orders of the features, pair by pair of sample and background row: the mean over the background of
// what a feature gives where both rows have only the fill and the hole.
void TestPresenceShare::networksAreTakenApartByTheDefinition() {
  QFETCH(int, window);
  QFETCH(int, space);
  NetworkShape shape;
  shape.features = 4;
  shape.window = window;
  shape.filters = window > 1 ? std::vector<int>{4} : std::vector<int>{4, 4}; // a window of 3 holds one kernel
  shape.thresholds = 2;
  shape.hasPresence = true;
  const NetworkModel model = randomModel(shape, 1, 61);
  const int cells = window * window;
  FloatMatrix samples = rowsWithHoles(5, 4 * cells, 62);
  FloatMatrix background = rowsWithHoles(6, 4 * cells, 63);
  samples.middleCols(2 * cells, cells) = randomRows(5, cells, 64); // feature 2 is missing nowhere
  background.middleCols(2 * cells, cells) = randomRows(6, cells, 65);
  const ModelMember& member = model.members.front();
  const auto onlyPresence = [&](FloatMatrix rows) {
    for (Eigen::Index i = 0; i < rows.rows(); ++i)
      for (Eigen::Index column = 0; column < rows.cols(); ++column)
        if (!std::isnan(rows(i, column))) {
          const auto j = static_cast<std::size_t>(column / cells);
          rows(i, column) =
              member.channels.features[j].fill * member.scaling.scale[j] + member.scaling.center[j];
        }
    return rows;
  };
  ShapleyOptions options;
  options.space = static_cast<OutputSpace>(space);
  const Matrix shapley = explainModel(model, samples, background, options, Progress()).values;
  const PresenceShare found = presenceShare(model, samples, background, shapley, options, Progress()).value();
  const auto predictor = makePredictor(model);
  const FloatMatrix given = onlyPresence(samples);
  const FloatMatrix references = onlyPresence(background);
  const Players players = Players::blocks(4, static_cast<std::size_t>(cells));
  std::vector<double> presence(4, 0.0);
  std::vector<double> rest(4, 0.0);
  for (Eigen::Index i = 0; i < 5; ++i) {
    std::vector<double> expected(4, 0.0);
    for (Eigen::Index b = 0; b < 6; ++b) {
      const FloatMatrix one = references.row(b);
      const std::vector<double> own =
          shapleyByOrders(*predictor, one, players, options.space, given.row(i).data());
      for (std::size_t j = 0; j < 4; ++j)
        expected[j] += own[j] / 6;
    }
    for (std::size_t j = 0; j < 4; ++j) {
      const auto column = static_cast<Eigen::Index>(j);
      QVERIFY(std::abs(found.values(i, column) - expected[j]) < 1e-5);
      presence[j] += std::abs(expected[j]) / 5;
      rest[j] += std::abs(shapley(i, column) - expected[j]) / 5;
    }
  }
  double allPresence = 0;
  double allRest = 0;
  for (std::size_t j = 0; j < 4; ++j) {
    // What errors of 1e-5 in both parts make of a share.
    const double whole = presence[j] + rest[j];
    QVERIFY(whole > 1e-3);
    QVERIFY(std::abs(found.ofPlayer[j] - presence[j] / whole) < 2e-5 / whole);
    allPresence += presence[j];
    allRest += rest[j];
  }
  QVERIFY(std::abs(found.share - allPresence / (allPresence + allRest)) < 1e-4);
  QVERIFY(found.share > 1e-2);
  QCOMPARE(found.ofPlayer[2], 0.0);
}

// A kind of model that does not say what stands for a missing value: the mean of its known training samples.
void TestPresenceShare::meansStandInForUnknownFills() {
  SumModel model{{"W"}, {{1, 3, 2.0F}}};
  model.training.values.resize(4, 1);
  model.training.values << 1, missing, 2, 3; // the mean of what is known is the fill
  const FloatMatrix samples = rowsWithHoles(20, 1, 66);
  const FloatMatrix background = rowsWithHoles(10, 1, 67);
  const PresenceShare said = shareOf(model, samples, background);
  model.knowsFills = false;
  const PresenceShare guessed = shareOf(model, samples, background);
  QVERIFY(said.share > 0.01);
  QCOMPARE(guessed.share, said.share);
  model.training.values.resize(0, 0);
  model.background.resize(2, 1);
  model.background << 4, missing;
  QVERIFY(std::abs(shareOf(model, samples, background).share - said.share) > 1e-3); // another step
}

// Between codes there is no mean: weights of evidence know nothing of it, and would say that presence does
// nothing.
void TestPresenceShare::theCommonestCodeStandsInForUnknownFills() {
  WeightsOfEvidenceModel model;
  model.features = {"unit"};
  model.descriptions.resize(1);
  model.descriptions[0].kind = FeatureKind::Codes;
  model.training.values.resize(6, 1);
  model.training.values << 10, 40, 10, missing, 10, 20;
  LayerWeights layer;
  layer.isCoded = true;
  layer.bounds = {10, 20, 40};
  layer.classes.resize(3);
  layer.weights = {1.5, -0.5, 0.25};
  EvidenceWeights member;
  member.layers = {layer};
  member.takesMissing = true;
  model.members = {member};
  FloatMatrix samples(4, 1);
  samples << 10, missing, 40, 20;
  FloatMatrix background(4, 1);
  background << missing, 20, 10, 40;
  const PresenceShare found = shareOf(model, samples, background);
  for (Eigen::Index i = 0; i < 4; ++i)
    QVERIFY(std::abs(found.values(i, 0) - 1.5 * ((std::isnan(samples(i, 0)) ? 0 : 1) - 0.75)) < 1e-6);
}

// Two members of one training part: what presence adds, in their mean.
void TestPresenceShare::logisticRegressionsAreTakenApart() {
  LogisticModel model;
  model.features = {"W", "Sn"};
  for (const double presence : {1.5, 2.5}) {
    LogisticMember member;
    member.scaling.center = {0.5F, -1};
    member.scaling.scale = {2, 0.25F};
    member.regression.weights.resize(2);
    member.regression.weights << 1, 0.5;
    member.filled = {{0.75F, -1.25F}, true};
    member.presence.resize(2);
    member.presence << presence, 0;
    model.members.push_back(member);
  }
  QVERIFY(model.takesMissing() && model.seesPresence());
  QCOMPARE(model.fills(), (std::vector<float>{0.75F, -1.25F}));
  const FloatMatrix samples = rowsWithHoles(20, 2, 81);
  const FloatMatrix background = rowsWithHoles(10, 2, 82);
  const PresenceShare found = shareOf(model, samples, background);
  for (Eigen::Index i = 0; i < 20; ++i) {
    const double expected = 2 * ((std::isnan(samples(i, 0)) ? 0 : 1) - known(background, 0));
    QVERIFY(std::abs(found.values(i, 0) - expected) < 1e-5);
    QVERIFY(std::abs(found.values(i, 1)) < 1e-5);
  }
  QVERIFY(found.ofPlayer[0] > 0.1 && found.ofPlayer[1] < 1e-5);
  for (LogisticMember& member : model.members)
    member.filled.hasPresence = false; // holes are filled, and nobody sees that
  QVERIFY(model.takesMissing() && !model.seesPresence());
  QCOMPARE(shareOf(model, samples, background).share, 0.0);
}

void TestPresenceShare::onlyWhatSeesPresenceRestsOnIt() {
  SumModel model = sumModel();
  model.tellsMissing = false;
  QCOMPARE(shareOf(model, rowsWithHoles(20, 3, 58), rowsWithHoles(10, 3, 59)).share, 0.0);
  NetworkShape shape;
  shape.features = 3;
  shape.filters = {4};
  const NetworkModel network = randomModel(shape, 1, 5); // takes none
  const FloatMatrix rows = randomRows(4, 3, 6);
  QVERIFY(!network.takesMissing() && !network.seesPresence() && network.fills().empty());
  QVERIFY(!presenceShare(network, rows, rows, Matrix::Zero(4, 3), ShapleyOptions(), Progress()));
}

void TestPresenceShare::threadsDoNotMatter() {
  NetworkShape shape;
  shape.features = 4;
  shape.filters = {4, 4};
  shape.hasPresence = true;
  const NetworkModel model = randomModel(shape, 2, 71);
  const FloatMatrix samples = rowsWithHoles(30, 4, 72);
  const FloatMatrix background = rowsWithHoles(9, 4, 73);
  PresenceShare found[2];
  for (const int threads : {1, 2}) {
    ShapleyOptions options;
    options.threads = threads;
    found[threads - 1] = shareOf(model, samples, background, options);
  }
  QVERIFY(std::memcmp(found[0].values.data(), found[1].values.data(),
                      static_cast<std::size_t>(found[0].values.size()) * sizeof(double)) == 0);
  QVERIFY(found[0].share > 0 && found[0].share == found[1].share);
}

void TestPresenceShare::theSentenceNamesLayersAboveATenth() {
  PresenceShare presence;
  presence.meanAbsolute = {0.1, 0.4, 0.02};
  presence.ofPlayer = {0.2, 0.5, 0.05};
  presence.share = 0.25;
  const std::vector<std::string> names{"W", "Sn", "Bi"};
  QCOMPARE(restingOnPresence(presence), (std::vector<std::size_t>{1, 0})); // the largest first
  const QString text = QString::fromStdString(sentenceOf(presence, names));
  QVERIFY2(text.contains(QStringLiteral("makes 25 % of the explanation")), qPrintable(text));
  QVERIFY2(text.contains(QStringLiteral("It rests on Sn (50 % of its own) and W (20 % of its own):")),
           qPrintable(text));
  QVERIFY2(!text.contains(QStringLiteral("Bi")), qPrintable(text));
  presence.share = 0.1; // not above
  const QString calm = QString::fromStdString(sentenceOf(presence, names));
  QVERIFY2(calm.contains(QStringLiteral("makes 10 % of the explanation")) &&
               !calm.contains(QStringLiteral("Sn")),
           qPrintable(calm));
  presence.share = 0;
  QCOMPARE(QString::fromStdString(sentenceOf(presence, names)),
           QStringLiteral("Nothing of the explanation rests on which values are missing."));
}

QTEST_APPLESS_MAIN(TestPresenceShare)
#include "test_presence_share.moc"
