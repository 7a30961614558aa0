#include "tests/engine/network/loaded_network.h"
#include "tests/processing/explain_windows.h"

#include <qgsfeatureiterator.h>

#include <cmath>
#include <map>

using namespace prospectivity;

/// The tools that explain, given a network that sees windows of the evidence stack.
class TestExplainWindows : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanupTestCase();
  void shapValuesAddUpToTheWindowsPrediction();
  void iceCurvesMoveTheWholeWindow();
  void filtersAreRankedByTheFirstConvolution();
  void modelsAreComparedOnWhatBothSee();
  void aNetworkWithoutWindowsIsJudgedOnTheSameSamples();
  void samplesAtTheBorderAreToldOf();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  AlgorithmRun explain(const QString& tool, QgsVectorLayer* samples, QgsProcessingContext& context,
                       const QVariantMap& more = {}) const;

  QTemporaryDir mFolder;
  std::unique_ptr<WindowStudy> mStudy;
  QString mModel;
  QString mOther;
};

namespace {

/// Row 1 to 8, column 1 to 10 have a whole window.
const std::vector<int> inside{13, 17, 22, 28, 40, 45, 54, 65, 74, 80, 93, 106};

} // namespace

void TestExplainWindows::initTestCase() {
  mStudy = std::make_unique<WindowStudy>(mFolder);
  QVERIFY(mStudy->stack->isValid());
  mModel = mStudy->saveModel(QStringLiteral("a.pt"), 3);
  mOther = mStudy->saveModel(QStringLiteral("b.pt"), 4);
}

void TestExplainWindows::cleanupTestCase() {
  mStudy.reset(); // while QGIS is still there
}

/// Every tool that takes samples, with the outputs it has.
AlgorithmRun TestExplainWindows::explain(const QString& tool, QgsVectorLayer* samples,
                                         QgsProcessingContext& context, const QVariantMap& more) const {
  const QString memory = QStringLiteral("memory:");
  QVariantMap given{{QStringLiteral("MODEL"), mModel},
                    {QStringLiteral("MODEL_A"), mModel},
                    {QStringLiteral("MODEL_B"), mOther},
                    {QStringLiteral("SAMPLES"), QVariant::fromValue(samples)},
                    {QStringLiteral("STACK"), QVariant::fromValue(mStudy->stack.get())},
                    {QStringLiteral("GRID_POINTS"), 5},
                    {QStringLiteral("OUTPUT"), memory},
                    {QStringLiteral("TABLE"), memory},
                    {QStringLiteral("CURVES"), memory},
                    {QStringLiteral("PDP"), memory}};
  for (auto entry = more.begin(); entry != more.end(); ++entry)
    given.insert(entry.key(), entry.value());
  return runAlgorithm(QStringLiteral("prospectivity:") + tool, given, context);
}

void TestExplainWindows::shapValuesAddUpToTheWindowsPrediction() {
  const auto samples = mStudy->samplesAt(inside);
  QgsProcessingContext context;
  const AlgorithmRun run = explain(QStringLiteral("shapvalues"), samples.get(), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.warnings.isEmpty(), qPrintable(run.warnings.join('\n')));
  const NetworkModel model = loadNetwork(mModel.toStdString());
  const auto reference = modelBackend().reference(model);
  QgsFeature feature;
  QgsFeatureIterator iterator = outputLayer(run, context)->getFeatures();
  std::size_t next = 0;
  double largest = 0;
  while (iterator.nextFeature(feature)) {
    double sum = feature.attribute(QStringLiteral("base_value")).toDouble();
    for (const QString& name : mStudy->features) {
      const QVariant value = feature.attribute(QStringLiteral("shap_") + name);
      QVERIFY(!value.isNull());
      sum += value.toDouble();
      largest = std::max(largest, std::abs(value.toDouble()));
    }
    float logit = 0;
    reference->logits(mStudy->windowAt(inside.at(next++)).data(), 1, &logit);
    QVERIFY(std::abs(feature.attribute(QStringLiteral("prediction")).toDouble() -
                     static_cast<double>(logit)) < 1e-5);
    QVERIFY(std::abs(sum - static_cast<double>(logit)) < 1e-5);
  }
  QCOMPARE(next, inside.size());
  QVERIFY(largest > 0.01);
}

void TestExplainWindows::iceCurvesMoveTheWholeWindow() {
  const auto samples = mStudy->samplesAt(inside);
  QgsProcessingContext context;
  const AlgorithmRun run = explain(QStringLiteral("iceplots"), samples.get(), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const NetworkModel model = loadNetwork(mModel.toStdString());
  const auto reference = modelBackend().reference(model);
  std::map<long long, int> cellOf; // by the id of the sample
  QgsFeature feature;
  QgsFeatureIterator given = samples->getFeatures();
  for (std::size_t i = 0; given.nextFeature(feature); ++i)
    cellOf[feature.id()] = inside.at(i);
  std::map<QString, int> rowsOf;
  QgsFeatureIterator iterator = outputLayer(run, context, "CURVES")->getFeatures();
  while (iterator.nextFeature(feature)) {
    const QString name = feature.attribute(QStringLiteral("feature")).toString();
    ++rowsOf[name];
    FloatMatrix input =
        mStudy->windowAt(cellOf.at(feature.attribute(QStringLiteral("sample_id")).toLongLong()));
    input.middleCols(mStudy->features.indexOf(name) * 9, 9)
        .setConstant(feature.attribute(QStringLiteral("value")).toFloat());
    float logit = 0;
    reference->logits(input.data(), 1, &logit);
    QVERIFY(std::abs(feature.attribute(QStringLiteral("ice")).toDouble() -
                     sigmoid(static_cast<double>(logit))) < 1e-5);
  }
  const int points = 5;
  for (const QString& name : mStudy->features)
    QCOMPARE(rowsOf[name], static_cast<int>(inside.size()) * points);
  QCOMPARE(rowsOf.size(), std::size_t{3});
  QCOMPARE(outputLayer(run, context, "PDP")->featureCount(), 3L * 3 * points); // all and each class
}

void TestExplainWindows::filtersAreRankedByTheFirstConvolution() {
  const auto samples = mStudy->samplesAt(inside);
  QgsProcessingContext context;
  const AlgorithmRun run = explain(QStringLiteral("filterweights"), samples.get(), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  std::map<int, double> strength; // by rank
  std::map<int, QString> names;
  QgsFeature row;
  QgsVectorLayer* table = outputLayer(run, context, "TABLE");
  QCOMPARE(table->featureCount(), 2L * 4 * 3); // networks x filters of the first convolution x features
  QgsFeatureIterator iterator = table->getFeatures();
  while (iterator.nextFeature(row)) {
    QCOMPARE(row.attribute(QStringLiteral("convolution")).toInt(), 1);
    const int rank = row.attribute(QStringLiteral("feature_rank")).toInt();
    strength[rank] += std::abs(row.attribute(QStringLiteral("difference")).toDouble());
    names[rank] = row.attribute(QStringLiteral("feature")).toString();
  }
  QCOMPARE(strength.size(), std::size_t{3});
  QVERIFY(strength[1] > strength[2] && strength[2] > strength[3] && strength[3] > 0);
  QStringList ranked{names[1], names[2], names[3]};
  ranked.sort();
  QCOMPARE(ranked, (QStringList{QStringLiteral("Bi"), QStringLiteral("Sn"), QStringLiteral("W")}));
}

void TestExplainWindows::modelsAreComparedOnWhatBothSee() {
  const auto samples = mStudy->samplesAt(inside);
  QgsProcessingContext context;
  const AlgorithmRun run = explain(QStringLiteral("comparemodels"), samples.get(), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  int different = 0;
  int tested = 0;
  QgsFeature row;
  QgsFeatureIterator iterator = outputLayer(run, context, "TABLE")->getFeatures();
  while (iterator.nextFeature(row)) {
    different += row.attribute(QStringLiteral("difference")).toDouble() != 0 ? 1 : 0;
    const QString pairedBy = row.attribute(QStringLiteral("paired_by")).toString();
    if (pairedBy.isEmpty())
      continue;
    ++tested;
    if (pairedBy == QLatin1String("samples"))
      QCOMPARE(row.attribute(QStringLiteral("pairs")).toInt(), static_cast<int>(inside.size()));
  }
  QCOMPARE(tested, 8);
  QVERIFY(different > 8); // two networks
}

// A network without windows could see samples at the border too: it is given those alone that both see. Which
// samples are the top ones depends on both networks.
void TestExplainWindows::aNetworkWithoutWindowsIsJudgedOnTheSameSamples() {
  NetworkShape shape;
  shape.features = 3;
  shape.filters = {4};
  NetworkModel vector = randomModel(shape, 1, 6);
  vector.features = modelBackend().load(mModel.toStdString())->features;
  const QString path = mFolder.filePath(QStringLiteral("vector.pt"));
  modelBackend().save(vector, path.toStdString());
  std::vector<int> some = inside;
  some.insert(some.begin() + 4, {0, 11, 12, 119}); // an even number, so that labels go on alternating
  const auto judged = [&](const std::vector<int>& cells, const QString& other) {
    const auto samples = mStudy->samplesAt(cells);
    QgsProcessingContext context;
    const AlgorithmRun run = explain(QStringLiteral("comparemodels"), samples.get(), context,
                                     {{QStringLiteral("MODEL_A"), other}, {QStringLiteral("MODEL_B"), path}});
    QVector<QVariant> figures;
    if (!run.ok)
      return figures;
    QgsFeature row;
    QgsFeatureIterator iterator = outputLayer(run, context, "TABLE")->getFeatures();
    while (iterator.nextFeature(row))
      if (!row.attribute(QStringLiteral("measure")).toString().contains(QLatin1String("top samples")))
        figures << row.attribute(QStringLiteral("measure")) << row.attribute(QStringLiteral("pairs"))
                << row.attribute(QStringLiteral("model_b"));
    return figures;
  };
  const QVector<QVariant> alone = judged(inside, path);
  QCOMPARE(alone.size(), 3 * (7 + 5 * 3)); // tests, and figures of each feature
  QCOMPARE(judged(some, mModel), alone);
  QVERIFY(judged(some, path) != alone);
}

void TestExplainWindows::samplesAtTheBorderAreToldOf() {
  std::vector<int> some = inside;
  some.insert(some.begin() + 4, {0, 11, 12, 119}); // corners and an edge
  const auto samples = mStudy->samplesAt(some);
  QgsProcessingContext context;
  const AlgorithmRun run = explain(QStringLiteral("shapvalues"), samples.get(), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings,
           QStringList{QStringLiteral(
               "SAMPLES: 4 samples without a whole window inside the evidence stack were left out.")});
  QCOMPARE(outputLayer(run, context)->featureCount(), static_cast<long>(inside.size()));
}

void TestExplainWindows::mistakesAreNamed_data() {
  QTest::addColumn<QString>("tool");
  QTest::addColumn<QString>("mistake");
  QTest::addColumn<QString>("sentence");
  for (const char* tool : {"shapvalues", "iceplots", "filterweights", "comparemodels"}) {
    QTest::newRow(qPrintable(QStringLiteral("no stack, %1").arg(QLatin1String(tool))))
        << tool << "stack"
        << "STACK: the model sees windows of 3 x 3 cells around each sample; choose the evidence stack that "
           "holds its layers.";
    QTest::newRow(qPrintable(QStringLiteral("no sample inside, %1").arg(QLatin1String(tool))))
        << tool << "outside"
        << "SAMPLES: no sample has a whole window inside the evidence stack; choose samples that lie on it.";
  }
  QTest::newRow("a background outside of the stack")
      << "shapvalues"
      << "background"
      << "BACKGROUND: no sample has a whole window inside the evidence stack; choose samples that lie on it.";
  QTest::newRow("one non-deposit inside") << "comparemodels"
                                          << "one of a class"
                                          << "SAMPLES: fewer than 2 samples of a class can be seen by both "
                                             "models; choose samples on the evidence stack.";
}

void TestExplainWindows::mistakesAreNamed() {
  QFETCH(QString, tool);
  QFETCH(QString, mistake);
  QFETCH(QString, sentence);
  const std::vector<int> border{0, 1, 2, 3, 12, 24};
  const auto background = mStudy->samplesAt(border);
  QVariantMap more;
  auto samples = mStudy->samplesAt(mistake == QLatin1String("outside") ? border : inside);
  if (mistake == QLatin1String("stack"))
    more.insert(QStringLiteral("STACK"), QVariant());
  if (mistake == QLatin1String("background"))
    more.insert(QStringLiteral("BACKGROUND"), QVariant::fromValue(background.get()));
  if (mistake == QLatin1String("one of a class"))
    samples = mStudy->samplesAt({13, 17, 22, 28, 0, 1}, {1, 1, 1, 0, 0, 0});
  QgsProcessingContext context;
  const AlgorithmRun run = explain(tool, samples.get(), context, more);
  QVERIFY(!run.ok);
  QCOMPARE(run.error, sentence);
}

PROCESSING_TEST_MAIN(TestExplainWindows)
#include "test_explain_windows.moc"
