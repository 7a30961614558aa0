#include "engine/core/random.h"
#include "engine/samples/column_kinds.h"
#include "processing/layers/sample_layer.h"
#include "processing/releases/fields.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/report_page.h"

#include <qgsfeature.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

using namespace prospectivity;

/// Tables as people keep them, with row numbers, coordinates and copies of the label among the evidence:
/// nothing of these is learnt in silence.
class TestColumnsLeftOut : public QObject {
  Q_OBJECT

 private slots:
  void columnsThatAreNoEvidenceAreLeftOutAndTold();
  void aLayerOfTheStackIsAskedAboutAndKept();
  void theirGapsCostNoSamples();
  void columnsChosenByHandAreUsedWithAWarning();
  void noiseBesideARowNumberStaysNoise();
  void aTellingFeatureIsAskedAboutFirst();
  void itIsAskedAboutWhereverSamplesAreTaken_data();
  void itIsAskedAboutWhereverSamplesAreTaken();

 private:
  QTemporaryDir mFolder;
};

namespace {

constexpr int rows = 60;

/// Deposits first. `depth` is evidence that separates the classes without error.
std::unique_ptr<QgsVectorLayer> makeLayer() {
  auto layer = std::make_unique<QgsVectorLayer>(
      QStringLiteral(
          "Point?crs=EPSG:32650&field=gid:int&field=label:int&field=W:double&field=kind:int"
          "&field=Easting:double&field=Northing:double&field=lat:double&field=lon:double&field=depth:double"),
      QStringLiteral("survey"), QStringLiteral("memory"));
  Random random(5);
  for (int i = 0; i < rows; ++i) {
    const int label = i < rows / 2 ? 1 : 0;
    const double x = 500000 + 30000 * random.uniform();
    const double y = 2900000 + 20000 * random.uniform();
    QgsFeature feature(layer->fields());
    feature.setAttributes(QgsAttributes(QVector<QVariant>{i == 7 ? QVariant() : QVariant(1001 + 3 * i), label,
                                                          random.normal(), 2 - label, x + 40, y - 25,
                                                          y / 111320, x / 100000, label + random.uniform()}));
    feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(x, y)));
    layer->dataProvider()->addFeature(feature);
  }
  return layer;
}

SampleTable read(const QStringList& features, QStringList& warnings, QStringList& messages) {
  const std::unique_ptr<QgsVectorLayer> layer = makeLayer();
  QgsProcessingContext context;
  QgsProcessingFeatureSource source(layer.get(), context, false);
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warnings << QString::fromStdString(line.text()); };
  progress.onMessage = [&](const Sentence& line) { messages << QString::fromStdString(line.text()); };
  return readSamples(source, QStringLiteral("SAMPLES"), QStringLiteral("label"), features, progress);
}

const QString asRowNumbers =
    QStringLiteral("whole numbers, each once, in the order of the rows or without gaps, as identifiers are");
const QString question = QStringLiteral(
    "The feature 'depth' alone separates deposits from non-deposits almost without error (AUC 1): was it "
    "measured in the "
    "same way at both, and is it known where nothing has been found yet? If not, leave it out of FEATURES.");

} // namespace

void TestColumnsLeftOut::columnsThatAreNoEvidenceAreLeftOutAndTold() {
  QStringList warnings;
  QStringList messages;
  const SampleTable table = read({}, warnings, messages);
  QCOMPARE(table.features, (std::vector<std::string>{"W", "depth"}));
  const QString leftOut = QStringLiteral("SAMPLES: the field '%1' is left out (%2); choose it among the "
                                         "features if it is evidence all the same.");
  QCOMPARE(
      warnings,
      (QStringList{
          "SAMPLES: left out as identifiers or coordinates by their names: 'lat', 'lon'; choose them among "
          "the features if they are evidence.",
          leftOut.arg("gid", asRowNumbers),
          leftOut.arg("kind",
                      "its values tell deposits from non-deposits, as those of a copy of the label do"),
          leftOut.arg("Easting", "it follows the places of the samples, as coordinates do"),
          leftOut.arg("Northing", "it follows the places of the samples, as coordinates do")}));
  QCOMPARE(messages, QStringList());
}

// What is known of the layers counts before the values do: `kind` equals the label.
void TestColumnsLeftOut::aLayerOfTheStackIsAskedAboutAndKept() {
  const std::unique_ptr<QgsVectorLayer> layer = makeLayer();
  QVERIFY(layer->dataProvider()->addAttributes({makeField(QStringLiteral("natures"), QMetaType::QString)}));
  layer->updateFields();
  QgsChangedAttributesMap natures;
  for (int i = 0; i < rows; ++i)
    natures[i + 1] = {{layer->fields().lookupField("natures"), "W=unknown; kind=codes; depth=quantity in m"}};
  QVERIFY(layer->dataProvider()->changeAttributeValues(natures));
  QgsProcessingContext context;
  QgsProcessingFeatureSource source(layer.get(), context, false);
  const SampleTable table = readSamples(source, QStringLiteral("SAMPLES"), QStringLiteral("label"), {}, {});
  QCOMPARE(table.features, (std::vector<std::string>{"W", "kind", "depth"}));
  QCOMPARE(table.descriptions.size(), std::size_t{3});
  QCOMPARE(table.descriptions[1].kind, FeatureKind::Codes);
  QCOMPARE(table.descriptions[2].unit, std::string("m")); // of its own column still
  const std::vector<Sentence> questions = questionsOfTellingFeatures(table);
  QVERIFY(!questions.empty());
  QVERIFY(questions.front().text().find("'kind'") != std::string::npos);
}

void TestColumnsLeftOut::theirGapsCostNoSamples() {
  QStringList warnings;
  QStringList messages;
  QCOMPARE(read({}, warnings, messages).size(), std::size_t{rows});
  QCOMPARE(read({"W", "gid"}, warnings, messages).size(), std::size_t{rows - 1});
}

void TestColumnsLeftOut::columnsChosenByHandAreUsedWithAWarning() {
  QStringList warnings;
  QStringList messages;
  const SampleTable table = read({"W", "kind"}, warnings, messages);
  QCOMPARE(table.features, (std::vector<std::string>{"W", "kind"}));
  QCOMPARE(
      warnings,
      QStringList{
          "SAMPLES: the feature 'kind' looks like no evidence (its values tell deposits from "
          "non-deposits, as those of a copy of the label do); a model that learns it fails on ground that "
          "it has not seen."});
}

void TestColumnsLeftOut::noiseBesideARowNumberStaysNoise() {
  auto layer =
      std::make_unique<QgsVectorLayer>(QStringLiteral("Point?field=gid:int&field=label:int&field=W:double"),
                                       QStringLiteral("noise"), QStringLiteral("memory"));
  Random random(9);
  for (int i = 0; i < 200; ++i) {
    QgsFeature feature(layer->fields());
    feature.setAttributes(QgsAttributes(QVector<QVariant>{i, i < 100 ? 1 : 0, random.normal()}));
    layer->dataProvider()->addFeature(feature);
  }
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:traincnn"),
                                        {{"SAMPLES", QVariant::fromValue(layer.get())},
                                         {"EPOCHS", 60},
                                         {"MODEL", mFolder.filePath("noise.pt")}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  // 200 samples of noise: the standard error of an AUC is 0.041, and four of them are allowed.
  const double auc = run.results.value("TEST_AUC").toDouble();
  QVERIFY2(std::abs(auc - 0.5) < 0.17, qPrintable(QString::number(auc)));
}

void TestColumnsLeftOut::aTellingFeatureIsAskedAboutFirst() {
  const std::unique_ptr<QgsVectorLayer> layer = makeLayer();
  QgsProcessingContext context;
  const QString report = mFolder.filePath("training.html");
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:traincnn"),
                                        {{"SAMPLES", QVariant::fromValue(layer.get())},
                                         {"EPOCHS", 2},
                                         {"MODEL", mFolder.filePath("telling.pt")},
                                         {"REPORT", report}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.lines.mid(0, 3).contains("SAMPLES: " + question), qPrintable(run.lines.join('\n')));
  QCOMPARE(run.warnings.filter("is left out (whole numbers").size(), 1); // kept, and told behind it
  // Before any figure.
  const QString page = reportText(report);
  const int asked = page.indexOf(QStringLiteral("The feature 'depth' alone separates").toHtmlEscaped());
  QVERIFY(asked >= 0);
  QVERIFY(asked < page.indexOf(QStringLiteral("<dt>")));
}

void TestColumnsLeftOut::itIsAskedAboutWhereverSamplesAreTaken_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<QString>("first"); // what the report tells otherwise
  QTest::newRow("trainreference") << QVariantMap{{"MODEL", mFolder.filePath("reference.pt")}} << "<dt>";
  QTest::newRow("augmentationstudy") << QVariantMap{{"METHODS", QVariantList{0}},
                                                    {"ORDERINGS", QVariantList{0}},
                                                    {"FOLDS", 2},
                                                    {"REPEATS", 1},
                                                    {"EPOCHS", 2},
                                                    {"MEMBERS", 1},
                                                    {"TABLE", "memory:"}}
                                     << "Best by test";
  QTest::newRow("orderfeatures") << QVariantMap{{"TABLE", "memory:"}} << "<dt>";
  QTest::newRow("augmentsamples") << QVariantMap{{"OUTPUT", "memory:"}, {"BOTH_CLASSES", true}} << "<dt>";
}

void TestColumnsLeftOut::itIsAskedAboutWhereverSamplesAreTaken() {
  QFETCH(QVariantMap, more);
  QFETCH(QString, first);
  qputenv("XDG_CACHE_HOME", mFolder.path().toLocal8Bit()); // of studies
  const std::unique_ptr<QgsVectorLayer> layer = makeLayer();
  const QString algorithm = QString::fromLatin1(QTest::currentDataTag());
  const QString report = mFolder.filePath(algorithm + ".html");
  const QString input = more.contains("MODEL") || more.contains("METHODS") ? "SAMPLES" : "INPUT";
  more.insert(input, QVariant::fromValue(layer.get()));
  more.insert("REPORT", report);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm("prospectivity:" + algorithm, more, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.lines.mid(0, 3).contains(input + ": " + question), qPrintable(run.lines.join('\n')));
  QCOMPARE(run.warnings.filter("is left out (whole numbers").size(), 1); // `gid`, with no feature chosen
  const QString page = reportText(report);
  const int asked = page.indexOf(QStringLiteral("The feature 'depth' alone separates").toHtmlEscaped());
  QVERIFY(asked >= 0);
  QVERIFY(asked < page.indexOf(first));
}

PROCESSING_TEST_MAIN(TestColumnsLeftOut)
#include "test_columns_left_out.moc"
