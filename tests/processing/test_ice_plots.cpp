#include "tests/processing/explain_fixture.h"

#include <QFile>

using namespace prospectivity;

/// prospectivity:iceplots as a user runs it: choices, report, mistakes.
class TestIcePlots : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void featuresAndPairsCanBeChosen();
  void theReportHoldsEveryChart();
  void aColourMayBeNamedAsInAList();
  void samplesBeyondTheTrainingAreTold();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QTemporaryDir mFolder;
  QString mModel;
};

void TestIcePlots::initTestCase() {
  mModel = mFolder.filePath(QStringLiteral("model.pt"));
  modelBackend().save(testModel(4), mModel.toStdString());
}

void TestIcePlots::featuresAndPairsCanBeChosen() {
  const auto samples = makeSamples(8, featureNames, false);
  QVariantMap given = iceParameters(mModel, samples.get());
  given.insert(QStringLiteral("FEATURES"), QStringList{QStringLiteral("Sn")});
  given.insert(QStringLiteral("PAIRS"), QStringLiteral("W, Bi; Sn, W"));
  given.insert(QStringLiteral("MAX_CURVES"), 3);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:iceplots"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(outputLayer(run, context, "CURVES")->featureCount(), 3L * 7);
  QCOMPARE(outputLayer(run, context, "PDP")->featureCount(), 7L); // without labels, no classes
  QCOMPARE(outputLayer(run, context, "PAIR_PDP")->featureCount(), 2L * 49);
}

void TestIcePlots::theReportHoldsEveryChart() {
  const auto samples = makeSamples(20, featureNames);
  QVariantMap given = iceParameters(mModel, samples.get());
  const QString path = mFolder.filePath(QStringLiteral("ice.html"));
  given.insert(QStringLiteral("REPORT"), path);
  given.insert(QStringLiteral("COLOR_BY"), QStringLiteral("Bi"));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:iceplots"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString text = QString::fromUtf8(file.readAll());
  for (const char* title : {"high Bi", "deposits (PDP)", "Derivative: ", "together", "observed values",
                            "1 sd over members", "The model has 2 members", "Accumulated local effects: ",
                            "samples in a bin", "They lie farthest from the PDP for "})
    QVERIFY2(text.contains(QLatin1String(title)), title);
}

void TestIcePlots::aColourMayBeNamedAsInAList() {
  const auto samples = makeSamples(8, featureNames);
  QVariantMap given = iceParameters(mModel, samples.get());
  QgsProcessingContext context;
  for (const char* name : {"distance to granite", "\"distance to granite\""}) {
    given.insert(QStringLiteral("COLOR_BY"), QString::fromLatin1(name));
    const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:iceplots"), given, context);
    QVERIFY2(run.ok, qPrintable(run.error));
  }
}

// The algorithms that explain samples read them in one way.
void TestIcePlots::samplesBeyondTheTrainingAreTold() {
  NetworkModel model = testModel(4);
  model.training.values = randomRows(400, 4, 7);
  model.training.values.col(1).array() += 1e5F; // as in other units
  model.training.folds.assign(400, 0);
  const QString path = mFolder.filePath(QStringLiteral("ranges.pt"));
  modelBackend().save(model, path.toStdString());
  const auto samples = makeSamples(20, featureNames);
  for (const char* algorithm : {"iceplots", "shapvalues"}) {
    QVariantMap given = iceParameters(path, samples.get());
    if (qstrcmp(algorithm, "shapvalues") == 0)
      given = {{QStringLiteral("MODEL"), path},
               {QStringLiteral("SAMPLES"), QVariant::fromValue(samples.get())},
               {QStringLiteral("OUTPUT"), QStringLiteral("memory:")}};
    QgsProcessingContext context;
    const AlgorithmRun run =
        runAlgorithm(QStringLiteral("prospectivity:") + QString::fromLatin1(algorithm), given, context);
    QVERIFY2(run.ok, qPrintable(run.error));
    const QStringList told = run.warnings.filter(QStringLiteral("range of the training samples"));
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.first().startsWith(QStringLiteral(
                 "SAMPLES: The layer 'Sn' lies outside of the range of the training samples (")),
             qPrintable(told.first()));
    QVERIFY(told.first().contains(QStringLiteral(") in 100 % of the samples:")));
  }
}

void TestIcePlots::mistakesAreNamed_data() {
  QTest::addColumn<QString>("parameter");
  QTest::addColumn<QVariant>("value");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("a feature that does not exist")
      << "FEATURES" << QVariant(QStringList{QStringLiteral("Be")})
      << "FEATURES: the model has no feature 'Be'; choose among 'W', 'Sn', 'distance to granite', 'Bi'.";
  QTest::newRow("a colour that does not exist")
      << "COLOR_BY" << QVariant(QStringLiteral("Be"))
      << "COLOR_BY: the model has no feature 'Be'; choose among 'W', 'Sn', 'distance to granite', 'Bi'.";
  QTest::newRow("half a pair") << "PAIRS" << QVariant(QStringLiteral("W"))
                               << "PAIRS: 'W' is no pair of features; write pairs such as 'W,Sn; W,Bi'.";
  QTest::newRow("one grid point") << "GRID_POINTS" << QVariant(1)
                                  << "GRID_POINTS must be at least 2 to draw a curve; 50 is usual.";
}

void TestIcePlots::mistakesAreNamed() {
  QFETCH(QString, parameter);
  QFETCH(QVariant, value);
  QFETCH(QString, sentence);
  const auto samples = makeSamples(6, featureNames);
  QVariantMap given = iceParameters(mModel, samples.get());
  given.insert(parameter, value);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:iceplots"), given, context);
  QVERIFY(!run.ok);
  QCOMPARE(run.error, sentence);
}

PROCESSING_TEST_MAIN(TestIcePlots)
#include "test_ice_plots.moc"
