#include "engine/train/computed_with.h"
#include "processing/layers/model_fingerprint.h"
#include "tests/processing/explain_fixture.h"
#include "tests/processing/mapped_samples.h"
#include "tests/processing/report_page.h"
#include "tests/processing/training_parameters.h"

#include <QFile>

using namespace prospectivity;

/// prospectivity:modelcard as a user runs it: what the card says of models of any kind and record.
class TestModelCard : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void aTrainedModelTellsAllItHolds_data();
  void aTrainedModelTellsAllItHolds();
  void whatAFileLacksIsSaid();
  void limitsFollowFromTheRecord();
  void theCardIsTheSameEachTime();
  void mistakesAreNamed();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  /// The page; its error where there is none.
  QString card(const QString& model, const QString& page = QStringLiteral("card.html")) const;

  QTemporaryDir mFolder;
  std::unique_ptr<QgsVectorLayer> mSamples;
};

namespace {

/// A model with a record of so many deposits, held out as named, with rivals of these AUCs.
NetworkModel recorded(std::size_t deposits, const std::string& method, double own,
                      const std::vector<std::pair<std::string, double>>& rivals) {
  NetworkModel model = testModel(4);
  model.record.calibration = Calibration{0.8, -0.3, 0.01, 0.01, 0, deposits, deposits};
  model.record.split = SplitRecord{method, {{0, 0, 80, 0, 0, 20}, {0, 1, 80, 0, 0, 21}}};
  MetricsRecord metrics;
  metrics.model.mean.auc = own;
  metrics.model.standardDeviation.auc = 0.01;
  for (const auto& [id, auc] : rivals) {
    BaselineRecord rival{id, {}};
    rival.metrics.mean.auc = auc;
    rival.metrics.standardDeviation.auc = 0.01;
    metrics.baselines.push_back(rival);
  }
  model.record.metrics = metrics;
  return model;
}

} // namespace

void TestModelCard::initTestCase() {
  mSamples = mappedSamples();
}

QString TestModelCard::card(const QString& model, const QString& page) const {
  QgsProcessingContext context;
  const AlgorithmRun done = runAlgorithm(QStringLiteral("prospectivity:modelcard"),
                                         {{"MODEL", model}, {"REPORT", path(page)}}, context);
  return done.ok ? reportText(done.results.value("REPORT").toString()) : done.error;
}

void TestModelCard::aTrainedModelTellsAllItHolds_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QVariantMap>("parameters");
  QTest::addColumn<QStringList>("parts");
  QTest::newRow("a network") << "traincnn" << trainingParameters(mSamples.get(), path("network.pt"))
                             << QStringList{
                                    "Model card: network",  "convolutions of 4, 8 filters with a kernel of 3",
                                    "Network (this model)", "Random forest",
                                    "Best single layer",    "stratified k-fold",
                                    "LEARNING_RATE"};
  for (const auto& [method, words] :
       {std::pair{"logistic-regression", "weighted sum of the scaled layers"},
        std::pair{"random-forest", "20 decision trees"}, std::pair{"gradient-boosting", "20 decision trees"},
        std::pair{"weights-of-evidence", "the sum of the weights of the classes"}})
    QTest::newRow(method) << "trainreference"
                          << QVariantMap{{"SAMPLES", QVariant::fromValue(mSamples.get())},
                                         {"METHOD", method},
                                         {"TREES", 20},
                                         {"FOLDS", 3},
                                         {"MODEL", path("reference.pt")}}
                          << QStringList{words, "(this model)", "stratified k-fold", "METHOD"};
}

void TestModelCard::aTrainedModelTellsAllItHolds() {
  QFETCH(QString, algorithm);
  QFETCH(QVariantMap, parameters);
  QFETCH(QStringList, parts);
  const QString model = parameters.value("MODEL").toString();
  parameters.insert("REPORT", path("training.html"));
  QgsProcessingContext context;
  const AlgorithmRun trained = runAlgorithm("prospectivity:" + algorithm, parameters, context);
  QVERIFY2(trained.ok, qPrintable(trained.error));
  QCOMPARE(trained.messages.filter("The model is saved in '" + model + "'.").size(), 1);
  const QString page = card(model);
  for (const QString& part : parts + QStringList{modelFingerprint(model), "10.1145/3287560.3287596"})
    QVERIFY2(page.contains(part), qPrintable(part + " is not in: " + page.left(2000)));
  for (const auto& [name, value] : linesOf(computedWith()))
    for (const std::string& part : {name, value})
      QVERIFY2(page.contains(QString::fromStdString(part)), part.c_str());
  QStringList titles = reportTitles(path("card.html"));
  for (const char* title :
       {"What it is", "Intended use and limits", "What it was trained on", "How it was validated",
        "AUC on the test parts", "Calibration", "Background samples", "How the model was made"})
    QCOMPARE(titles.count(title), 1);
  const QString auc = reportFigures(path("training.html"))["AUC"];
  QVERIFY(!auc.isEmpty());
  QVERIFY2(page.contains("it reached an AUC of " + auc), qPrintable(auc));
}

void TestModelCard::whatAFileLacksIsSaid() {
  const QString file = path("bare.pt");
  NetworkModel bare = testModel(4);
  bare.background.resize(0, 4);
  modelBackend().save(bare, file.toStdString());
  const QString page = card(file);
  for (const char* sentence :
       {"Its file does not say how well it ranks samples that it has not seen.",
        "The file does not say how many samples there were.", "The file holds no validation",
        "The file does not say how it was validated.", "The file stores no calibration",
        "The file stores no samples to compare with", "no area of applicability can be mapped",
        "Units and transforms of its layers are not recorded"})
    QVERIFY2(page.contains(QLatin1String(sentence)), sentence);
}

void TestModelCard::limitsFollowFromTheRecord() {
  const QString file = path("recorded.pt");
  const auto cardOf = [&](const NetworkModel& model) {
    modelBackend().save(model, file.toStdString());
    return card(file);
  };
  const QString beaten =
      cardOf(recorded(40, "stratified k-fold", 0.8, {{"logistic_regression", 0.85}, {bestLayerId, 0.7}}));
  for (const char* sentence :
       {"rank 2 of 3 models",
        "Its figures rest on 40 deposits that were held out: one of them more or less found moves the recall "
        "by 2.5 %",
        "It is not the best of what was tried: the logistic regression",
        "It was validated by stratified k-fold, where test samples lie among training samples"})
    QVERIFY2(beaten.contains(QLatin1String(sentence)), sentence);
  const QString ahead =
      cardOf(recorded(400, "spatial blocks", 0.9, {{"random_forest", 0.85}, {bestLayerId, 0.7}}));
  for (const char* sentence : {"rank 1 of 3 models", "It was tested on blocks of ground away from"})
    QVERIFY2(ahead.contains(QLatin1String(sentence)), sentence);
  for (const char* sentence : {"Its figures rest on", "It is not the best", "is not larger than the spread",
                               "lie among training samples"})
    QVERIFY2(!ahead.contains(QLatin1String(sentence)), sentence);
  const QString close =
      cardOf(recorded(400, "spatial blocks", 0.9, {{"random_forest", 0.895}, {bestLayerId, 0.7}}));
  QVERIFY(close.contains("Its lead over the random forest is not larger than the spread between test parts"));
}

void TestModelCard::theCardIsTheSameEachTime() {
  const QString file = path("again.pt");
  modelBackend().save(recorded(40, "holdout", 0.8, {{bestLayerId, 0.7}}), file.toStdString());
  const QString first = card(file, "first.html");
  QVERIFY(first.contains("Model card"));
  QCOMPARE(card(file, "second.html"), first);
}

void TestModelCard::mistakesAreNamed() {
  QFile file(path("notes.pt"));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("no model");
  file.close();
  const QString error = card(path("notes.pt"));
  QVERIFY2(error.contains("notes.pt") && !error.contains("<html"), qPrintable(error));
}

PROCESSING_TEST_MAIN(TestModelCard)
#include "test_model_card.moc"
