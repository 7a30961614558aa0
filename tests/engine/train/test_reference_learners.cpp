#include "engine/core/error.h"
#include "engine/core/statistics.h"
#include "engine/raster/memory_raster.h"
#include "engine/reference/logistic_model.h"
#include "engine/reference/tree_model.h"
#include "engine/reference/weights_of_evidence_model.h"
#include "engine/samples/class_columns.h"
#include "engine/samples/window_samples.h"
#include "engine/train/final_model.h"
#include "engine/train/reference_learners.h"
#include "engine/train/weights_of_evidence_report.h"
#include "tests/engine/network/loaded_network.h"
#include "tests/engine/train/noise_table.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace prospectivity;

/// The reference models as learners: they find what is there and nothing else, and chance is the seed's.
class TestReferenceLearners : public QObject {
  Q_OBJECT

 private slots:
  void aSignalIsFound_data();
  void aSignalIsFound();
  void noiseStaysNoise_data();
  void noiseStaysNoise();
  void bytesDependOnTheSeedAlone_data();
  void bytesDependOnTheSeedAlone();
  void baselinesAreAllOthers_data();
  void baselinesAreAllOthers();
  void aBaselineIsTheReferenceModelItself();
  void layersOfCodesAreTakenByTheirCodes();
  void codesThatNobodyDescribedAreJudged();
  void codesOfWindowsAreTakenByTheirCodes();
  void bandsOfClassesAreOneLayer();
  void theReportCallsClassesByTheirNames();
  void whatCannotWorkIsNamed_data();
  void whatCannotWorkIsNamed();
};

namespace {

ReferenceOptions small() {
  ReferenceOptions options;
  options.trees = 60;
  return options;
}

void everyMethod() {
  QTest::addColumn<QString>("method");
  for (const Choice& choice : referenceChoices())
    QTest::newRow(choice.id.c_str()) << QString::fromStdString(choice.id);
}

std::unique_ptr<Learner> learnerOf(const QString& method, const ReferenceOptions& options = small()) {
  return referenceLearner(method.toStdString(), options);
}

} // namespace

void TestReferenceLearners::aSignalIsFound_data() {
  everyMethod();
}

void TestReferenceLearners::aSignalIsFound() {
  QFETCH(QString, method);
  const SampleTable table = noiseTable(120, 5, 1, 3);
  const std::unique_ptr<Learner> learner = learnerOf(method);
  QCOMPARE(referenceIdOf(learner->kind().id), method.toStdString());
  for (const FoldResult& fold : crossValidate(table, plainFolds(table, 3), *learner, 1, 2, Progress())) {
    QVERIFY2(fold.metrics.auc > 0.9, qPrintable(QString::number(fold.metrics.auc)));
    QVERIFY(fold.metrics.accuracy > 0.8);
    QCOMPARE(fold.trained.fitRows.size() + fold.rows.test.size(), table.size());
    QVERIFY(fold.trained.validationRows.empty() && fold.trained.history.trainingLoss.empty());
  }
}

void TestReferenceLearners::noiseStaysNoise_data() {
  everyMethod();
}

// A leak of any test row into cuts, weights or trees raises the AUC above one half.
void TestReferenceLearners::noiseStaysNoise() {
  QFETCH(QString, method);
  std::vector<double> aucs;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const SampleTable table = noiseTable(48, 12, 100 + seed);
    const auto results = crossValidate(table, plainFolds(table, 4), *learnerOf(method), seed, 2, Progress());
    aucs.push_back(metricsRows(table, results, true).front().model.auc);
  }
  const double error = standardDeviation(aucs) / std::sqrt(30.0);
  QVERIFY2(std::abs(mean(aucs) - 0.5) < 3 * error,
           qPrintable(QString("%1 +- %2").arg(mean(aucs)).arg(error)));
}

void TestReferenceLearners::bytesDependOnTheSeedAlone_data() {
  everyMethod();
}

void TestReferenceLearners::bytesDependOnTheSeedAlone() {
  QFETCH(QString, method);
  const QTemporaryDir folder;
  SampleTable table = noiseTable(60, 5, 10, 1);
  for (std::size_t i = 0; i + 4 < 60; i += 8)
    addChild(table, i, i + 4);
  const auto bytes = [&](std::uint64_t seed, int threads, FinalModel kind) {
    const std::unique_ptr<Learner> learner = learnerOf(method);
    const auto results = crossValidate(table, plainFolds(table, 4), *learner, seed, threads, Progress());
    const FittedModel fitted = finalModel(table, table.features, results, *learner, kind, seed, Progress());
    const QString path = folder.filePath("model.pt");
    modelBackend().save(*fitted.model, path.toStdString());
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  for (const FinalModel kind : {FinalModel::Refit, FinalModel::Ensemble}) {
    const QByteArray one = bytes(5, 1, kind);
    QVERIFY(one.size() > 1000);
    QVERIFY(one == bytes(5, 3, kind));
    const bool isDrawn = method == "random-forest" || method == "gradient-boosting";
    QCOMPARE(one != bytes(6, 1, kind), isDrawn); // so few samples are all background
  }
}

void TestReferenceLearners::baselinesAreAllOthers_data() {
  everyMethod();
  QTest::newRow("a network") << QString();
}

void TestReferenceLearners::baselinesAreAllOthers() {
  QFETCH(QString, method);
  const ModelKind& own = method.isEmpty() ? NetworkModel::networks() : learnerOf(method)->kind();
  for (const std::size_t columns : {1U, 5U}) {
    std::vector<std::string> expected;
    for (const Choice& choice : referenceChoices())
      if (choice.id != method.toStdString() && (columns > 1 || choice.id != "random-forest"))
        expected.push_back(choice.id);
    std::vector<std::string> found;
    for (const auto& learner : baselinesBeside(own, columns, Progress()))
      found.push_back(referenceIdOf(learner->kind().id));
    QCOMPARE(found, expected);
  }
  QCOMPARE(referenceIdOf(NetworkModel::networks().id), std::string());
}

// Beside a network or trained for itself, on the same folds with the same seed.
void TestReferenceLearners::aBaselineIsTheReferenceModelItself() {
  const SampleTable table = noiseTable(60, 4, 7, 0.5);
  const std::vector<TrainingFold> folds = plainFolds(table, 3);
  const Baselines baselines = baselinesBeside(NetworkModel::networks(), 4, Progress());
  const auto beside =
      crossValidate(table, folds, NetworkLearner(smallTraining(4)), 3, 2, Progress(), baselines);
  const ReferenceOptions options; // as whoever trains one by itself without a word more has them
  for (std::size_t place = 0; place < baselines.size(); ++place) {
    const std::string id = beside.front().baselines.each[place].name.id;
    const std::unique_ptr<Learner> learner = referenceLearner(referenceIdOf(id), options);
    const auto own = crossValidate(table, folds, *learner, 3, 1, Progress());
    for (std::size_t k = 0; k < folds.size(); ++k) {
      QVERIFY(own[k].probabilities == beside[k].baselines.each[place].scores);
      QCOMPARE(own[k].trainingAccuracy, beside[k].baselines.each[place].trainingAccuracy);
    }
  }
  QCOMPARE(beside.front().baselines.each.size(), std::size_t{5});
  QCOMPARE(beside.front().baselines.each.back().name.id, std::string(bestLayerId));
}

void TestReferenceLearners::layersOfCodesAreTakenByTheirCodes() {
  SampleTable table = noiseTable(40, 2, 8);
  for (Eigen::Index i = 0; i < 40; ++i)
    table.values(i, 1) = static_cast<double>(i % 7); // more codes than classes per layer
  table.descriptions.resize(2);
  table.descriptions[1].kind = FeatureKind::Codes;
  std::vector<std::size_t> rows(40);
  for (std::size_t i = 0; i < 40; ++i)
    rows[i] = i;
  const TrainedPart part = learnerOf("weights-of-evidence")->fit(table, rows, 1, Progress());
  const auto& layers = dynamic_cast<const WeightsOfEvidenceModel&>(*part.model).members.front().layers;
  QVERIFY(!layers[0].isCoded && layers[1].isCoded);
  QCOMPARE(layers[0].classes.size(), std::size_t{5});
  QCOMPARE(layers[1].classes.size(), std::size_t{7});
}

// Map units from a table without descriptions are no quantity, whatever part of the samples a fold sees;
// numbers that are said to be measured are one, though they be whole.
void TestReferenceLearners::codesThatNobodyDescribedAreJudged() {
  SampleTable table = noiseTable(84, 3, 8);
  for (Eigen::Index i = 0; i < 84; ++i) {
    table.values(i, 1) = static_cast<double>(i % 12 + 1);
    table.values(i, 2) = table.values(i, 1);
  }
  table.descriptions.resize(3);
  table.descriptions[2].kind = FeatureKind::Quantity;
  judgeClasses(table);
  std::vector<std::size_t> rows(30); // too few of each unit to be judged by themselves
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const TrainedPart part = learnerOf("weights-of-evidence")->fit(table, rows, 1, Progress());
  const auto& layers = dynamic_cast<const WeightsOfEvidenceModel&>(*part.model).members.front().layers;
  QVERIFY(!layers[0].isCoded && layers[1].isCoded && !layers[2].isCoded);
  QCOMPARE(layers[1].classes.size(), std::size_t{12});
  QCOMPARE(layers[1].weightOf(13), 0.0);
  QCOMPARE(layers[2].classes.size(), std::size_t{5});
}

namespace {

/// Cells of 1 m in a row; band "rock" holds seven codes in turn, band "W" as many numbers.
class CodedRow : public MemoryRaster {
 public:
  CodedRow() : MemoryRaster({{0, 1, 0, 3, 0, -1}, columns, 3, ""}, {"W", "rock"}, values()) {}
  static constexpr int columns = 42;
  FeatureDescription description(int band) const override {
    FeatureDescription result;
    result.kind = band == 1 ? FeatureKind::Codes : FeatureKind::Quantity;
    return result;
  }

 private:
  static std::vector<float> values() {
    std::vector<float> all;
    for (int band = 0; band < 2; ++band)
      for (int cell = 0; cell < 3 * columns; ++cell)
        all.push_back(static_cast<float>(cell % columns % 7));
    return all;
  }
};

} // namespace

// The baseline of a windowed network sees cells of windows, and codes are codes in each of them.
void TestReferenceLearners::codesOfWindowsAreTakenByTheirCodes() {
  CodedRow stack;
  SampleTable table = noiseTable(40, 2, 8);
  table.features = {"rock", "W"};
  for (std::size_t i = 0; i < 40; ++i)
    table.points[i] = {static_cast<double>(i) + 1.5, 1.5};
  const WindowSamples cut = cutWindows(table, stack, 3, Progress());
  QCOMPARE(cut.table.size(), std::size_t{40});
  std::vector<std::size_t> rows(40);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const TrainedPart part = learnerOf("weights-of-evidence")->fit(cut.table, rows, 1, Progress());
  const auto& layers = dynamic_cast<const WeightsOfEvidenceModel&>(*part.model).members.front().layers;
  QCOMPARE(layers.size(), std::size_t{18});
  for (std::size_t column = 0; column < 18; ++column) {
    QCOMPARE(layers[column].isCoded, column < 9);
    if (column < 9)
      QCOMPARE(layers[column].classes.size(), std::size_t{7});
  }
}

// A class whose layer has no other band is a layer of two classes, and its absence weighs.
void TestReferenceLearners::bandsOfClassesAreOneLayer() {
  SampleTable table = noiseTable(40, 4, 8);
  table.features = {"W", "rock=granite", "rock=slate", "soil=sand"};
  for (Eigen::Index i = 0; i < 40; ++i) {
    table.values(i, 1) = i % 5 == 0 ? 1 : 0;
    table.values(i, 2) = 1 - table.values(i, 1);
    table.values(i, 3) = i < 15 ? 1 : 0;
  }
  std::vector<std::size_t> rows(40);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const TrainedPart part = learnerOf("weights-of-evidence")->fit(table, rows, 1, Progress());
  const auto& model = dynamic_cast<const WeightsOfEvidenceModel&>(*part.model);
  const std::vector<bool> expected{false, true, true, false};
  for (std::size_t j = 0; j < 4; ++j) {
    const LayerWeights& layer = model.members.front().layers[j];
    QCOMPARE(layer.isOneOfClasses, bool(expected[j]));
    if (j > 0)
      QCOMPARE(layer.weightOf(0) == 0, bool(expected[j]));
  }
  Report report("Training", "40 samples");
  addEvidenceWeights(report, table, model);
  const QString page = QString::fromStdString(report.page(""));
  QCOMPARE(page.count("<td>this class</td>"), 2);
}

void TestReferenceLearners::theReportCallsClassesByTheirNames() {
  SampleTable table = noiseTable(40, 2, 8);
  for (Eigen::Index i = 0; i < 40; ++i)
    table.values(i, 1) = static_cast<double>(i % 3 + 7);
  table.descriptions.resize(2);
  table.descriptions[1].kind = FeatureKind::Codes;
  table.descriptions[1].classes = {{7, "granite"}, {9, "slate"}};
  std::vector<std::size_t> rows(40);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const TrainedPart part = learnerOf("weights-of-evidence")->fit(table, rows, 1, Progress());
  Report report("Training", "40 samples");
  addEvidenceWeights(report, table, dynamic_cast<const WeightsOfEvidenceModel&>(*part.model));
  const QTemporaryDir folder;
  const QString path = folder.filePath("weights.html");
  report.save(path.toStdString());
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString page = QString::fromUtf8(file.readAll());
  for (const char* name : {"granite", "8", "slate"}) // the second has no name
    QCOMPARE(page.count(QStringLiteral("<tr><td>layer 1</td><td>%1</td>").arg(name)), 1);
}

void TestReferenceLearners::whatCannotWorkIsNamed_data() {
  QTest::addColumn<QString>("method");
  QTest::addColumn<int>("trees");
  QTest::addColumn<int>("classes");
  QTest::addColumn<QString>("sentence");
  const char* const trees = "Number of trees must be from 1 to 100000: choose a number such as 500.";
  QTest::newRow("no trees") << "random-forest" << 0 << 5 << trees;
  QTest::newRow("too many trees") << "gradient-boosting" << 100001 << 5 << trees;
  QTest::newRow("one class") << "weights-of-evidence" << 500 << 1
                             << "Classes per layer must be from 2 to 1000: choose a number such as 5.";
  QTest::newRow("a forest on one feature")
      << "random-forest" << 500 << 5
      << "Features: a random forest needs two features or more, since each split chooses among some of them "
         "by chance; add a feature, or choose another reference model.";
}

void TestReferenceLearners::whatCannotWorkIsNamed() {
  QFETCH(QString, method);
  QFETCH(int, trees);
  QFETCH(int, classes);
  QFETCH(QString, sentence);
  const SampleTable table = noiseTable(20, 1, 1);
  try {
    referenceLearner(method.toStdString(), {trees, classes})->fit(table, {0, 1, 2, 3}, 1, Progress());
    QFAIL("nothing was said");
  } catch (const Error& error) {
    QCOMPARE(QString(error.what()), sentence);
  }
}

QTEST_GUILESS_MAIN(TestReferenceLearners)
#include "test_reference_learners.moc"
