#include "tests/processing/processing_fixture.h"

#include <QFile>
#include <QMap>
#include <QSet>

using namespace prospectivity;

/// What every algorithm of the provider owes its user, whichever it is.
class TestProvider : public QObject {
  Q_OBJECT

 private slots:
  void idsStayAsUsersKnowThem();
  void everyAlgorithmExplainsItself_data();
  void everyAlgorithmExplainsItself();
  void seedsDefaultToOne_data() { everyAlgorithmExplainsItself_data(); }
  void seedsDefaultToOne();
  void groupsSortIntoTheOrderOfTheWork();
};

namespace {
const QgsProcessingProvider* provider() {
  return QgsApplication::processingRegistry()->providerById(QStringLiteral("prospectivity"));
}
} // namespace

void TestProvider::idsStayAsUsersKnowThem() {
  const QSet<QString> expected{QStringLiteral("buildevidencestack"),
                               QStringLiteral("vectorevidence"),
                               QStringLiteral("createsamples"),
                               QStringLiteral("augmentsamples"),
                               QStringLiteral("orderfeatures"),
                               QStringLiteral("traincnn"),
                               QStringLiteral("trainreference"),
                               QStringLiteral("augmentationstudy"),
                               QStringLiteral("modelcard"),
                               QStringLiteral("predict"),
                               QStringLiteral("evaluate"),
                               QStringLiteral("filterweights"),
                               QStringLiteral("iceplots"),
                               QStringLiteral("shapvalues"),
                               QStringLiteral("shapmap"),
                               QStringLiteral("targetreport"),
                               QStringLiteral("comparemodels"),
                               QStringLiteral("joinshards"),
                               QStringLiteral("prospectivitychain")};
  QSet<QString> found;
  for (const QgsProcessingAlgorithm* algorithm : provider()->algorithms())
    found.insert(algorithm->name());
  QCOMPARE(found, expected);
}

void TestProvider::everyAlgorithmExplainsItself_data() {
  QTest::addColumn<QString>("id");
  for (const QgsProcessingAlgorithm* algorithm : provider()->algorithms())
    QTest::newRow(qPrintable(algorithm->name())) << algorithm->id();
}

void TestProvider::everyAlgorithmExplainsItself() {
  QFETCH(QString, id);
  const QgsProcessingAlgorithm* algorithm = QgsApplication::processingRegistry()->algorithmById(id);
  QVERIFY(algorithm->shortHelpString().size() > 200);
  QVERIFY(!algorithm->tags().isEmpty());
  QVERIFY(QSet<QString>({"evidence", "samples", "model", "explain", "chain"}).contains(algorithm->groupId()));
  QVERIFY2(QFile::exists(algorithm->svgIconPath()), qPrintable(algorithm->svgIconPath()));
  QVERIFY(!algorithm->icon().isNull());
  for (const QgsProcessingParameterDefinition* parameter : algorithm->parameterDefinitions()) {
    QCOMPARE(parameter->name(), parameter->name().toUpper());
    QVERIFY2(!parameter->description().isEmpty(), qPrintable(parameter->name()));
  }
}

void TestProvider::seedsDefaultToOne() {
  QFETCH(QString, id);
  const QgsProcessingAlgorithm* algorithm = QgsApplication::processingRegistry()->algorithmById(id);
  if (const QgsProcessingParameterDefinition* seed = algorithm->parameterDefinition(QStringLiteral("SEED")))
    QCOMPARE(seed->defaultValue().toInt(), 1);
}

// The toolbox sorts groups by their titles.
void TestProvider::groupsSortIntoTheOrderOfTheWork() {
  QMap<QString, QString> ids; // by title
  for (const QgsProcessingAlgorithm* algorithm : provider()->algorithms())
    ids.insert(algorithm->group(), algorithm->groupId());
  QCOMPARE(ids.values(), QStringList({"chain", "evidence", "samples", "model", "explain"}));
}

PROCESSING_TEST_MAIN(TestProvider)
#include "test_provider.moc"
