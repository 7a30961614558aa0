#include "engine/core/layer_transform.h"
#include "processing/releases/fields.h"
#include "tests/processing/explain_fixture.h"

#include <QFile>

#include <algorithm>
#include <cmath>

using namespace prospectivity;

/// prospectivity:comparemodels as a user runs it.
class TestCompareModels : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void aModelBesideItselfShowsNoDifference();
  void samplesOfTheSameIdAreStillTwo();
  void gapsAreToldOfOnce();
  void doubtsNameTheModel_data();
  void doubtsNameTheModel();
  void whatOneModelLearntOtherwiseNamesIt();
  void whatCannotBeComputedIsNull();
  void featuresMayStandInAnotherOrder();
  void transformsMustBeTheSame();
  void theReportHoldsEveryFinding();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QVariantMap parameters(QgsVectorLayer* samples, const QString& other) const;
  QString save(const QString& name, const NetworkModel& model) const;

  QTemporaryDir mFolder;
  QString mModel;
};

namespace {

/// Ten samples as a row of mistakesAreNamed() wants them.
std::unique_ptr<QgsVectorLayer> spoiled(const QString& mistake) {
  auto samples = makeSamples(10, featureNames, mistake != QLatin1String("labels"));
  QgsChangedAttributesMap changes;
  for (int i = 0; i < 10; ++i) {
    if (mistake == QLatin1String("deposits"))
      changes[i + 1] = {{0, 1}};
    if (mistake == QLatin1String("non-deposits"))
      changes[i + 1] = {{0, 0}};
    if (mistake == QLatin1String("one"))
      changes[i + 1] = {{0, i == 4 ? 1 : 0}};
    if (mistake == QLatin1String("gaps") && i % 2 == 0) // in every non-deposit
      changes[i + 1] = {{2, nullOf(QMetaType::Double)}};
  }
  samples->dataProvider()->changeAttributeValues(changes);
  return samples;
}

} // namespace

QString TestCompareModels::save(const QString& name, const NetworkModel& model) const {
  const QString path = mFolder.filePath(name);
  modelBackend().save(model, path.toStdString());
  return path;
}

void TestCompareModels::initTestCase() {
  mModel = save(QStringLiteral("a.pt"), testModel(4));
}

QVariantMap TestCompareModels::parameters(QgsVectorLayer* samples, const QString& other) const {
  return {{QStringLiteral("MODEL_A"), mModel},
          {QStringLiteral("MODEL_B"), other},
          {QStringLiteral("SAMPLES"), QVariant::fromValue(samples)},
          {QStringLiteral("TABLE"), QStringLiteral("memory:")}};
}

void TestCompareModels::aModelBesideItselfShowsNoDifference() {
  const auto samples = makeSamples(24, featureNames);
  QgsProcessingContext context;
  const AlgorithmRun run =
      runAlgorithm(QStringLiteral("prospectivity:comparemodels"), parameters(samples.get(), mModel), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QgsVectorLayer* table = outputLayer(run, context, "TABLE");
  QVERIFY(table->featureCount() >= 8 + 5 * 4);
  QgsFeature row;
  QgsFeatureIterator iterator = table->getFeatures();
  while (iterator.nextFeature(row)) {
    const QVariant difference = row.attribute(QStringLiteral("difference"));
    QVERIFY(difference.isNull() || difference.toDouble() == 0);
    QVERIFY(row.attribute(QStringLiteral("verdict")).toString() != QLatin1String("holds"));
  }
}

// Layers of two districts put together count from 1 twice.
void TestCompareModels::samplesOfTheSameIdAreStillTwo() {
  const auto samples = makeSamples(24, featureNames);
  samples->dataProvider()->addAttributes({makeField("sample_id", QMetaType::Int)});
  samples->updateFields();
  QgsChangedAttributesMap ids;
  for (int i = 0; i < 24; ++i)
    ids[i + 1] = {{samples->fields().lookupField("sample_id"), i % 12 + 1}};
  QVERIFY(samples->dataProvider()->changeAttributeValues(ids));
  QgsProcessingContext context;
  const AlgorithmRun run =
      runAlgorithm(QStringLiteral("prospectivity:comparemodels"), parameters(samples.get(), mModel), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QgsFeature row;
  QgsFeatureIterator iterator = outputLayer(run, context, "TABLE")->getFeatures();
  while (iterator.nextFeature(row))
    QVERIFY2(row.attribute(QStringLiteral("difference")).toDouble() == 0, // 0 where it is NULL
             qPrintable(row.attribute(QStringLiteral("measure")).toString()));
}

void TestCompareModels::gapsAreToldOfOnce() {
  const auto samples = makeSamples(24, featureNames);
  QgsChangedAttributesMap gaps;
  for (const QgsFeatureId row : {2, 5, 6})
    gaps[row] = {{static_cast<int>(row) % 4 + 1, nullOf(QMetaType::Double)}};
  gaps[9] = {{0, nullOf(QMetaType::Int)}}; // no label
  QVERIFY(samples->dataProvider()->changeAttributeValues(gaps));
  QgsProcessingContext context;
  const AlgorithmRun run =
      runAlgorithm(QStringLiteral("prospectivity:comparemodels"), parameters(samples.get(), mModel), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings,
           QStringList("SAMPLES: 4 samples without a label or with an empty feature value were left out."));
}

void TestCompareModels::doubtsNameTheModel_data() {
  QTest::addColumn<bool>("isOfA");
  QTest::addColumn<bool>("isOfB");
  QTest::addColumn<QString>("names");
  QTest::newRow("neither") << false << false << QString();
  QTest::newRow("the first") << true << false << "MODEL_A: ";
  QTest::newRow("the second") << false << true << "MODEL_B: ";
  QTest::newRow("both") << true << true << "MODEL_A and MODEL_B: ";
}

// Samples that lie out of what a model learnt are told with the model that this is said of.
void TestCompareModels::doubtsNameTheModel() {
  QFETCH(bool, isOfA);
  QFETCH(bool, isOfB);
  QFETCH(QString, names);
  const auto model = [&](const char* name, bool isElsewhere) {
    NetworkModel made = testModel(4);
    made.training.values = randomRows(400, 4, 7);
    if (isElsewhere)
      made.training.values.col(1).array() += 1e5F; // as in other units
    made.training.folds.assign(400, 0);
    return save(QString::fromLatin1(name), made);
  };
  const auto samples = makeSamples(24, featureNames);
  QVariantMap given = parameters(samples.get(), model("other_range.pt", isOfB));
  given.insert(QStringLiteral("MODEL_A"), model("range.pt", isOfA));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:comparemodels"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const QStringList told = run.warnings.filter(QStringLiteral("range of the training samples"));
  QCOMPARE(told.size(), isOfA || isOfB ? 1 : 0);
  if (!told.isEmpty())
    QVERIFY2(told.first().startsWith(names + QStringLiteral("SAMPLES: The layer 'Sn' lies outside of ")),
             qPrintable(told.first()));
}

// One of them takes a layer in another unit than the samples have it.
void TestCompareModels::whatOneModelLearntOtherwiseNamesIt() {
  NetworkModel other = testModel(4);
  other.descriptions.resize(4);
  other.descriptions[1].kind = FeatureKind::Quantity;
  other.descriptions[1].unit = "cps";
  auto samples = makeSamples(24, featureNames);
  samples->dataProvider()->addAttributes({makeField("natures", QMetaType::QString)});
  samples->updateFields();
  QgsChangedAttributesMap natures;
  for (int i = 0; i < 24; ++i)
    natures[i + 1] = {{samples->fields().lookupField("natures"), "Sn=quantity in ppm"}};
  QVERIFY(samples->dataProvider()->changeAttributeValues(natures));
  QgsProcessingContext context;
  const AlgorithmRun run =
      runAlgorithm(QStringLiteral("prospectivity:comparemodels"),
                   parameters(samples.get(), save(QStringLiteral("cps.pt"), other)), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings.filter(QStringLiteral("cps")),
           QStringList("MODEL_B: The values of the feature 'Sn' of SAMPLES are in ppm, and the model learnt "
                       "them in cps: unless these are two names of one unit, bring the layer to cps first."));
}

void TestCompareModels::whatCannotBeComputedIsNull() {
  NetworkModel low = testModel(4); // never beyond the threshold: no slopes to spread there
  for (ModelMember& member : low.members)
    member.network.layers.back().bias.front() = -1000;
  const QString path = save(QStringLiteral("low.pt"), low);
  const auto samples = makeSamples(24, featureNames);
  QgsProcessingContext context;
  QVariantMap chosen = parameters(samples.get(), path);
  chosen[QStringLiteral("MODEL_A")] = path;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:comparemodels"), chosen, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  int missing = 0;
  QgsFeature row;
  QgsFeatureIterator iterator = outputLayer(run, context, "TABLE")->getFeatures();
  while (iterator.nextFeature(row))
    for (const char* field : {"model_a", "model_b", "difference", "low_95", "high_95", "p"}) {
      const QVariant value = row.attribute(QString::fromLatin1(field));
      missing += value.isNull() && field[0] == 'm' ? 1 : 0;
      QVERIFY2(value.isNull() || std::isfinite(value.toDouble()), field);
    }
  QVERIFY(missing > 0);
}

void TestCompareModels::featuresMayStandInAnotherOrder() {
  NetworkModel other = testModel(4);
  std::reverse(other.features.begin(), other.features.end());
  other.background = other.background.rowwise().reverse().eval();
  for (ModelMember& member : other.members) {
    for (int& feature : member.order)
      feature = 3 - feature;
    std::reverse(member.scaling.center.begin(), member.scaling.center.end());
    std::reverse(member.scaling.scale.begin(), member.scaling.scale.end());
  }
  const auto samples = makeSamples(24, featureNames);
  QgsProcessingContext context;
  const AlgorithmRun run =
      runAlgorithm(QStringLiteral("prospectivity:comparemodels"),
                   parameters(samples.get(), save(QStringLiteral("reversed.pt"), other)), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QgsFeature row;
  QgsFeatureIterator iterator = outputLayer(run, context, "TABLE")->getFeatures();
  while (iterator.nextFeature(row)) {
    const double difference = row.attribute(QStringLiteral("difference")).toDouble();
    QVERIFY2(std::abs(difference) < 1e-5, // 0 where it is NULL
             qPrintable(row.attribute(QStringLiteral("measure")).toString()));
  }
}

// Curves of both models have one axis: a model of W and one of its standardized values have none.
void TestCompareModels::transformsMustBeTheSame() {
  const std::string none = LayerTransform().text();
  const std::string standardized = LayerTransform(TransformKind::Standardize, 2, 0.5).text();
  NetworkModel plain = testModel(4);
  plain.descriptions = describedByTransforms({none, none, none, none});
  NetworkModel other = testModel(4);
  other.descriptions = describedByTransforms({standardized, none, none, none});
  const QString first = save(QStringLiteral("plain.pt"), plain);
  const QString second = save(QStringLiteral("standardized.pt"), other);
  const auto samples = makeSamples(24, featureNames);
  const auto compared = [&](const QString& a, const QString& b) {
    QVariantMap given = parameters(samples.get(), b);
    given.insert(QStringLiteral("MODEL_A"), a);
    QgsProcessingContext context;
    return runAlgorithm(QStringLiteral("prospectivity:comparemodels"), given, context);
  };
  const AlgorithmRun refused = compared(first, second);
  QVERIFY(!refused.ok);
  QCOMPARE(refused.error,
           QStringLiteral("MODEL_B: the models take the values of the feature 'W' differently (as they were; "
                          "%1), and on one axis their curves would say nothing: compare models that were "
                          "trained on samples of one stack.")
               .arg(QString::fromStdString(LayerTransform::read(standardized)->words())));
  const AlgorithmRun alike = compared(second, second);
  QVERIFY2(alike.ok, qPrintable(alike.error));
  const AlgorithmRun unknown = compared(mModel, first); // a file from before transforms were kept
  QVERIFY2(unknown.ok, qPrintable(unknown.error));
}

void TestCompareModels::theReportHoldsEveryFinding() {
  NetworkModel steeper = testModel(4);
  for (ModelMember& member : steeper.members)
    for (float& weight : member.network.layers.back().weight)
      weight *= 2;
  const auto samples = makeSamples(24, featureNames);
  const QString report = mFolder.filePath(QStringLiteral("compare.html"));
  QVariantMap given = parameters(samples.get(), save(QStringLiteral("steeper.pt"), steeper));
  given.insert(QStringLiteral("REPORT"), report);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:comparemodels"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QFile file(report);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString text = QString::fromUtf8(file.readAll());
  for (const char* title :
       {"1. Performance and overfitting", "2. Consistency of effects", "3. Separation of the classes",
        "4. Separation of feature values", "Decision paths of the top samples", "PDP by class"})
    QVERIFY2(text.contains(QLatin1String(title)), title);
}

void TestCompareModels::mistakesAreNamed_data() {
  QTest::addColumn<QString>("mistake");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("models of different features")
      << "features"
      << "MODEL_B: the models see different features (only MODEL_A has 'Bi'; only MODEL_B has 'Be'); compare "
         "models that were trained on the same ones.";
  QTest::newRow("no background") << "background"
                                 << "MODEL_B: the model file stores no background samples for SHAP; train "
                                    "the model again with this plugin.";
  QTest::newRow("no labels")
      << "labels"
      << "SAMPLES: the layer has no label field 'label'; choose the field that holds 1 "
         "for deposits and 0 for non-deposits.";
  QTest::newRow("deposits alone")
      << "deposits"
      << "SAMPLES: the label field 'label' has only the value 1; samples of both classes (1 deposit, 0 "
         "non-deposit) are needed.";
  QTest::newRow("non-deposits alone")
      << "non-deposits"
      << "SAMPLES: the label field 'label' has only the value 0; samples of both classes (1 deposit, 0 "
         "non-deposit) are needed.";
  QTest::newRow("non-deposits with gaps alone")
      << "gaps"
      << "SAMPLES: the label field 'label' has only the value 1; samples of both classes (1 deposit, 0 "
         "non-deposit) are needed.";
  QTest::newRow("one deposit") << "one"
                               << "SAMPLES: 1 usable deposit(s) and 9 usable non-deposit(s) were found; at "
                                  "least 2 of each are needed.";
}

void TestCompareModels::mistakesAreNamed() {
  QFETCH(QString, mistake);
  QFETCH(QString, sentence);
  NetworkModel other = testModel(4);
  if (mistake == QLatin1String("features"))
    other.features[3] = "Be";
  if (mistake == QLatin1String("background"))
    other.background.resize(0, 4);
  const auto samples = spoiled(mistake);
  QgsProcessingContext context;
  const AlgorithmRun run =
      runAlgorithm(QStringLiteral("prospectivity:comparemodels"),
                   parameters(samples.get(), save(mistake + QStringLiteral(".pt"), other)), context);
  QVERIFY(!run.ok);
  QCOMPARE(run.error, sentence);
}

PROCESSING_TEST_MAIN(TestCompareModels)
#include "test_compare_models.moc"
