#include "engine/core/error.h"
#include "engine/core/statistics.h"
#include "engine/model/predictor_game.h"
#include "engine/reference/logistic_model.h"
#include "engine/reference/tree_model.h"
#include "engine/samples/missing_values.h"
#include "engine/train/final_model.h"
#include "engine/train/missing_report.h"
#include "engine/train/reference_learners.h"
#include "tests/engine/train/noise_table.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace prospectivity;

/// Models of every kind on samples that lack layers: what is missing where is learnt where that is asked for,
/// and nothing else comes of it.
class TestMissingEvidence : public QObject {
  Q_OBJECT

 private slots:
  void holesAloneAreLearnt_data();
  void holesAloneAreLearnt();
  void holesByChanceTellNothing_data();
  void holesByChanceTellNothing();
  void filesTakeHoles_data();
  void filesTakeHoles();
  void valueAndPresenceAreOnePlayer_data();
  void valueAndPresenceAreOnePlayer();
  void aFillIsOfTheTrainingPart();
  void classesAreFilledByTheirMode();
  void presenceIsOfFeaturesWithHoles();
  void whatTeachesNothingIsRefused();
  void holesAreRefusedWhereNoneAreTaken_data() { kinds(); }
  void holesAreRefusedWhereNoneAreTaken();
  void unequalHolesAreDoubted();
  void reportsSayWhatEachKindDoes_data();
  void reportsSayWhatEachKindDoes();

 private:
  static void kinds();
};

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t samples = 240;

/// "network", "network with thresholds", or the id of a reference model.
std::unique_ptr<Learner> learnerOf(const QString& kind, int features, MissingEvidence missing) {
  if (!kind.startsWith("network")) {
    ReferenceOptions options;
    options.trees = 60;
    options.missing = missing;
    return referenceLearner(kind.toStdString(), options);
  }
  TrainingOptions options = smallTraining(features);
  options.fit.shape.thresholds = kind == "network" ? 0 : 4;
  options.setMissing(missing);
  return std::make_unique<NetworkLearner>(std::move(options));
}

std::vector<float> logitsOf(const Model& model, const Matrix& values) {
  const FloatMatrix rows = values.cast<float>();
  std::vector<float> logits(static_cast<std::size_t>(rows.rows()));
  model.predictor()->logits(rows.data(), logits.size(), logits.data());
  return logits;
}

/// AUC on the last quarter of a model that was trained on the rest.
double aucOf(const SampleTable& table, const Learner& learner, std::uint64_t seed) {
  std::vector<std::size_t> training;
  std::vector<std::size_t> test;
  for (std::size_t row = 0; row < table.size(); ++row)
    (4 * row < 3 * table.size() ? training : test).push_back(row);
  const TrainedPart part = learner.fit(table, training, seed, Progress());
  const SampleTable tested = table.rows(test);
  const std::vector<float> logits = logitsOf(*part.model, tested.values);
  return rocAuc(tested.labels, std::vector<double>(logits.begin(), logits.end()));
}

SampleTable withHoles(SampleTable table, double share, std::uint64_t seed) {
  Random random(seed);
  for (Eigen::Index i = 0; i < table.values.size(); ++i)
    if (random.uniform() < share)
      table.values.data()[i] = none;
  return table;
}

SampleTable complete(const SampleTable& table) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.size(); ++row)
    if (!table.values.row(static_cast<Eigen::Index>(row)).hasNaN())
      rows.push_back(row);
  return table.rows(rows);
}

std::vector<std::size_t> allRows(const SampleTable& table) {
  std::vector<std::size_t> rows(table.size());
  for (std::size_t row = 0; row < rows.size(); ++row)
    rows[row] = row;
  return rows;
}

void kindsAndTreatments() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<int>("missing");
  for (const char* kind : {"network", "network with thresholds", "logistic-regression", "random-forest",
                           "gradient-boosting", "weights-of-evidence"})
    for (const MissingEvidence missing : {MissingEvidence::Fill, MissingEvidence::Learn})
      QTest::addRow("%s, %s", kind, missingChoices()[static_cast<std::size_t>(missing)].id.c_str())
          << QString(kind) << static_cast<int>(missing);
}

} // namespace

void TestMissingEvidence::kinds() {
  QTest::addColumn<QString>("kind");
  for (const char* kind :
       {"network", "logistic-regression", "random-forest", "gradient-boosting", "weights-of-evidence"})
    QTest::newRow(kind) << QString(kind);
}

void TestMissingEvidence::holesAloneAreLearnt_data() {
  kindsAndTreatments();
}

// Noise, and a layer that is 4.5 wherever it is known: not at nineteen of twenty deposits.
void TestMissingEvidence::holesAloneAreLearnt() {
  QFETCH(QString, kind);
  QFETCH(int, missing);
  SampleTable table = noiseTable(samples, 4, 7);
  for (std::size_t row = 0; row < samples; ++row)
    table.values(static_cast<Eigen::Index>(row), 2) = table.labels[row] == 1 && row % 40 != 1 ? none : 4.5;
  const auto treatment = static_cast<MissingEvidence>(missing);
  const double auc = aucOf(table, *learnerOf(kind, 4, treatment), 3);
  // Weights of evidence know no presence: what is missing weighs nothing.
  const bool isLearnt = treatment == MissingEvidence::Learn && kind != "weights-of-evidence";
  QVERIFY2(isLearnt ? auc > 0.9 : auc < 0.75, qPrintable(QString::number(auc)));
}

void TestMissingEvidence::holesByChanceTellNothing_data() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<int>("missing");
  for (const char* kind :
       {"network", "logistic-regression", "random-forest", "gradient-boosting", "weights-of-evidence"})
    for (std::size_t missing = 0; missing < missingChoices().size(); ++missing)
      QTest::addRow("%s, %s", kind, missingChoices()[missing].id.c_str())
          << QString(kind) << static_cast<int>(missing);
}

// A leak of any test row into fills, scaling, cuts, weights or trees raises the AUC above one half.
void TestMissingEvidence::holesByChanceTellNothing() {
  QFETCH(QString, kind);
  QFETCH(int, missing);
  const auto treatment = static_cast<MissingEvidence>(missing);
  std::vector<double> aucs;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SampleTable table = withHoles(noiseTable(samples / 2, 4, 50 + seed), 0.15, seed);
    if (treatment == MissingEvidence::Exclude)
      table = complete(table);
    aucs.push_back(aucOf(table, *learnerOf(kind, 4, treatment), seed));
  }
  const double error = standardDeviation(aucs) / std::sqrt(20.0);
  QVERIFY2(std::abs(mean(aucs) - 0.5) < 4 * error,
           qPrintable(QString("%1 +- %2").arg(mean(aucs)).arg(error)));
}

void TestMissingEvidence::filesTakeHoles_data() {
  kindsAndTreatments();
}

// What is read back says the same of rows with holes, stores samples with holes, and its bytes do not
// depend on the threads.
void TestMissingEvidence::filesTakeHoles() {
  QFETCH(QString, kind);
  QFETCH(int, missing);
  const SampleTable table = withHoles(noiseTable(60, 5, 10, 1), 0.15, 4);
  const std::unique_ptr<Learner> learner = learnerOf(kind, 5, static_cast<MissingEvidence>(missing));
  const QTemporaryDir folder;
  const std::string path = folder.filePath("model.pt").toStdString();
  const auto bytes = [&](int threads) {
    const auto results = crossValidate(table, plainFolds(table, 3), *learner, 5, threads, Progress());
    for (const FoldResult& result : results)
      for (const double logit : result.logits)
        if (!std::isfinite(logit))
          return QByteArray();
    const FittedModel fitted =
        finalModel(table, table.features, results, *learner, FinalModel::Ensemble, 5, Progress());
    modelBackend().save(*fitted.model, path);
    const std::unique_ptr<Model> back = modelBackend().load(path);
    if (!back->takesMissing() || !back->background.hasNaN() || !back->training.values.hasNaN() ||
        logitsOf(*back, table.values) != logitsOf(*fitted.model, table.values))
      return QByteArray();
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  const QByteArray one = bytes(1);
  QVERIFY(one.size() > 1000);
  QVERIFY(one == bytes(2));
}

void TestMissingEvidence::valueAndPresenceAreOnePlayer_data() {
  kindsAndTreatments();
}

// The game of each kind against that of its own predictor, which lets whole features come and go.
void TestMissingEvidence::valueAndPresenceAreOnePlayer() {
  QFETCH(QString, kind);
  QFETCH(int, missing);
  const SampleTable table = withHoles(noiseTable(60, 4, 11, 1), 0.2, 6);
  const std::unique_ptr<Learner> learner = learnerOf(kind, 4, static_cast<MissingEvidence>(missing));
  const auto results = crossValidate(table, plainFolds(table, 2), *learner, 5, 1, Progress());
  const FittedModel fitted =
      finalModel(table, table.features, results, *learner, FinalModel::Ensemble, 5, Progress());
  const Model& model = *fitted.model;
  Players players;
  players.columns = {{0}, {1, 3}, {2}};
  const FloatMatrix background = table.values.topRows(8).cast<float>();
  const FloatMatrix rows = table.values.bottomRows(6).cast<float>();
  QVERIFY(background.hasNaN() && rows.hasNaN());
  for (const OutputSpace space : {OutputSpace::Logit, OutputSpace::Probability}) {
    const auto own = model.game(background, players, space)();
    const auto plain = predictorGame(model.predictor(), background, players, space)();
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
      std::vector<double> found;
      std::vector<double> expected;
      own->start(rows.row(i).data());
      own->allValues(found, Progress());
      plain->start(rows.row(i).data());
      plain->allValues(expected, Progress());
      QCOMPARE(found.size(), expected.size());
      for (std::size_t mask = 0; mask < found.size(); ++mask)
        QVERIFY2(std::abs(found[mask] - expected[mask]) < 2e-5,
                 qPrintable(QString("%1 and %2").arg(found[mask]).arg(expected[mask])));
    }
  }
}

// Not of the rows that are tested, which are a hundred times as large.
void TestMissingEvidence::aFillIsOfTheTrainingPart() {
  SampleTable table = noiseTable(40, 2, 12);
  for (Eigen::Index row = 0; row < 20; ++row)
    table.values(row, 0) = row % 5 == 0 ? none : 3;
  for (Eigen::Index row = 20; row < 40; ++row)
    table.values(row, 0) = 300;
  std::vector<std::size_t> training(20);
  for (std::size_t row = 0; row < 20; ++row)
    training[row] = row;
  for (const char* kind : {"logistic-regression", "random-forest", "network"}) {
    const TrainedPart part = learnerOf(kind, 2, MissingEvidence::Fill)->fit(table, training, 1, Progress());
    Matrix rows(2, 2);
    rows << none, 10, 3, 10;
    const std::vector<float> logits = logitsOf(*part.model, rows);
    QCOMPARE(logits[0], logits[1]);
  }
}

void TestMissingEvidence::classesAreFilledByTheirMode() {
  SampleTable table = noiseTable(60, 2, 13);
  table.descriptions.resize(2);
  table.descriptions[1].kind = FeatureKind::Codes;
  for (Eigen::Index row = 0; row < 60; ++row)
    table.values(row, 1) = row % 10 == 0 ? none : row % 3 == 0 ? 90 : 7;
  for (const char* kind : {"logistic-regression", "gradient-boosting", "network"}) {
    const TrainedPart part =
        learnerOf(kind, 2, MissingEvidence::Fill)->fit(table, allRows(table), 1, Progress());
    Matrix rows(2, 2);
    rows << 10, none, 10, 7;
    const std::vector<float> logits = logitsOf(*part.model, rows);
    QCOMPARE(logits[0], logits[1]);
  }
}

// Of the others nothing is learnt, and they take no split's place.
void TestMissingEvidence::presenceIsOfFeaturesWithHoles() {
  SampleTable table = noiseTable(60, 3, 14);
  for (Eigen::Index row = 0; row < 60; row += 4)
    table.values(row, 1) = none;
  const TrainedPart logistic =
      learnerOf("logistic-regression", 3, MissingEvidence::Learn)->fit(table, allRows(table), 1, Progress());
  const Vector& weights = dynamic_cast<const LogisticModel&>(*logistic.model).members.front().presence;
  QCOMPARE(weights.size(), Eigen::Index{3});
  QVERIFY(std::abs(weights[1]) > 1e-3);
  QVERIFY(std::abs(weights[0]) < 1e-9 && std::abs(weights[2]) < 1e-9);
  const TrainedPart forest =
      learnerOf("random-forest", 3, MissingEvidence::Learn)->fit(table, allRows(table), 1, Progress());
  bool asksForPresence = false;
  for (const TreeNode& node : dynamic_cast<const TreeModel&>(*forest.model).members.front().nodes) {
    if (node.isLeaf())
      continue;
    QVERIFY(node.feature < 3 || node.feature == 4);
    asksForPresence = asksForPresence || node.feature == 4;
  }
  QVERIFY(asksForPresence);
  for (const char* kind : {"network", "network with thresholds"}) {
    const TrainedPart network =
        learnerOf(kind, 3, MissingEvidence::Learn)->fit(table, allRows(table), 1, Progress());
    const std::vector<float> fills = network.model->fills();
    for (Eigen::Index feature = 0; feature < 3; ++feature) {
      Matrix lacking = complete(table).values.topRows(8);
      Matrix filled = lacking;
      lacking.col(feature).setConstant(none);
      filled.col(feature).setConstant(static_cast<double>(fills[static_cast<std::size_t>(feature)]));
      const std::vector<float> a = logitsOf(*network.model, lacking);
      const std::vector<float> b = logitsOf(*network.model, filled);
      float largest = 0;
      for (std::size_t i = 0; i < a.size(); ++i)
        largest = std::max(largest, std::abs(a[i] - b[i]));
      QVERIFY2(feature == 1 ? largest > 1e-4F : largest < 1e-5F, qPrintable(QString::number(largest)));
    }
  }
}

void TestMissingEvidence::whatTeachesNothingIsRefused() {
  SampleTable table = noiseTable(40, 3, 15);
  std::vector<TrainingFold> folds = plainFolds(table, 2);
  for (const std::size_t row : folds[0].training)
    if (table.labels[row] == 1)
      table.values(static_cast<Eigen::Index>(row), 1) = none;
  for (const char* kind : {"network", "logistic-regression"})
    try {
      trainFold(table, folds[0], *learnerOf(kind, 3, MissingEvidence::Learn), 1, Progress());
      QFAIL("no error");
    } catch (const Error& error) {
      QCOMPARE(
          QString(error.what()),
          QStringLiteral("Features: the feature 'layer 1' is missing in all deposits of a training part; "
                         "leave it out of features, or hold out fewer samples at once (more folds; of a "
                         "holdout, a smaller test fraction)."));
    }
}

void TestMissingEvidence::holesAreRefusedWhereNoneAreTaken() {
  QFETCH(QString, kind);
  SampleTable table = noiseTable(40, 3, 16);
  table.values(3, 1) = none;
  try {
    learnerOf(kind, 3, MissingEvidence::Exclude)->fit(table, allRows(table), 1, Progress());
    QFAIL("no error");
  } catch (const Error& error) {
    QCOMPARE(
        QString(error.what()),
        QStringLiteral("Treatment of missing evidence is exclude, and 1 samples lack values: choose fill "
                       "or learn, or leave these samples out."));
  }
}

void TestMissingEvidence::unequalHolesAreDoubted() {
  SampleTable table = noiseTable(80, 2, 17);
  QVERIFY(!missingRecordOf(table, table.features, 1, MissingEvidence::Exclude, 1));
  const auto even = missingRecordOf(table, table.features, 1, MissingEvidence::Learn, 0.5);
  QVERIFY(even && !doubtOfPresence(*even, table));
  for (std::size_t row = 0; row < 80; row += 4) // half of the non-deposits
    table.values(static_cast<Eigen::Index>(row), 1) = none;
  const auto uneven = missingRecordOf(table, table.features, 1, MissingEvidence::Learn, 0.5);
  QCOMPARE(uneven->layers[1].others, 0.5);
  QCOMPARE(uneven->layers[1].deposits, 0.0);
  const std::optional<Sentence> doubt = doubtOfPresence(*uneven, table);
  QVERIFY(doubt && QString::fromStdString(doubt->text()).contains("unequally often: 'layer 1'."));
}

void TestMissingEvidence::reportsSayWhatEachKindDoes_data() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<int>("missing");
  QTest::addColumn<QString>("sentence");
  const int fill = static_cast<int>(MissingEvidence::Fill);
  const int learn = static_cast<int>(MissingEvidence::Learn);
  QTest::newRow("fill") << "network" << fill << "that it is missing is not seen.";
  QTest::newRow("learn") << "random-forest" << learn << "and beside it whether the value is there.";
  QTest::newRow("weights") << "weights-of-evidence" << fill << "A missing layer weighs 0: nothing is put";
}

void TestMissingEvidence::reportsSayWhatEachKindDoes() {
  QFETCH(QString, kind);
  QFETCH(int, missing);
  QFETCH(QString, sentence);
  const SampleTable table = noiseTable(20, 2, 18);
  const auto treatment = static_cast<MissingEvidence>(missing);
  const auto record = missingRecordOf(table, table.features, 1, treatment, 0.5);
  Report report("training", "");
  addMissing(report, *record, table, *learnerOf(kind, 2, treatment));
  const QString page = QString::fromStdString(report.page(""));
  QVERIFY(page.contains(sentence));
  QCOMPARE(page.contains("is seen as the training part"), kind != "weights-of-evidence");
  QCOMPARE(page.contains("No sample lacks a layer: where a map lacks one of them"),
           treatment == MissingEvidence::Learn);
}

QTEST_GUILESS_MAIN(TestMissingEvidence)
#include "test_missing_evidence.moc"
