#include "engine/core/random.h"
#include "engine/raster/gdal_sink.h"
#include "processing/releases/enumerations.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"

#include <qgscoordinatereferencesystem.h>
#include <qgsprocessingmodelalgorithm.h>
#include <qgsprocessingparameters.h>

using namespace prospectivity;

/// Batch tables and scripts give an empty text or NULL for what is left out: in every algorithm that is not
/// given.
class TestEmptyParameters : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void everyAlgorithmIsHere();
  void emptyIsNotGiven_data();
  void emptyIsNotGiven();

 private:
  QString path(const QString& name) const { return mFolder.filePath(name); }
  AlgorithmRun run(const QString& name, const QVariantMap& parameters) {
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm("prospectivity:" + name, parameters, context);
  }
  QVariantMap parametersOf(const QString& algorithm) const;

  QTemporaryDir mFolder;
};

namespace {

constexpr int columns = 30;
constexpr int rows = 20;

/// The algorithms of the provider, without the models that are made of them.
QList<const QgsProcessingAlgorithm*> algorithms() {
  QList<const QgsProcessingAlgorithm*> found;
  for (const QgsProcessingAlgorithm* algorithm :
       QgsApplication::processingRegistry()->providerById(QStringLiteral("prospectivity"))->algorithms())
    if (dynamic_cast<const QgsProcessingModelAlgorithm*>(algorithm) == nullptr)
      found << algorithm;
  return found;
}

bool isOptional(const QgsProcessingParameterDefinition& definition) {
  return definition.flags().testFlag(prospectivity::Qgis::ProcessingParameterFlag::Optional);
}

} // namespace

/// What an algorithm needs, and what makes it short.
QVariantMap TestEmptyParameters::parametersOf(const QString& algorithm) const {
  const QString stack = path("stack.tif");
  const QString samples = path("samples.gpkg");
  const QString model = path("model.pt");
  const QVariantMap explained{{"MODEL", model}, {"SAMPLES", samples}};
  const QMap<QString, QVariantMap> parameters{
      {"buildevidencestack", {{"LAYERS", QVariantList{stack}}, {"OUTPUT", path("another_stack.tif")}}},
      {"vectorevidence", {{"INPUT", "deposits"}, {"REFERENCE", stack}}},
      {"createsamples", {{"STACK", stack}, {"DEPOSITS", "deposits"}}},
      {"augmentsamples", {{"INPUT", samples}, {"TARGET_COUNT", 20}}},
      {"orderfeatures", {{"INPUT", samples}}},
      {"traincnn", {{"SAMPLES", samples}, {"EPOCHS", 1}, {"FOLDS", 2}, {"MODEL", path("third.pt")}}},
      {"trainreference", {{"SAMPLES", samples}, {"FOLDS", 2}}},
      {"augmentationstudy",
       {{"SAMPLES", samples},
        {"METHODS", QVariantList{0}},
        {"ORDERINGS", QVariantList{0}},
        {"FOLDS", 2},
        {"REPEATS", 1},
        {"EPOCHS", 1}}},
      {"modelcard", {{"MODEL", model}}},
      {"predict", {{"MODEL", model}, {"STACK", stack}}},
      {"evaluate", {{"PROSPECTIVITY", path("map.tif")}, {"DEPOSITS", "deposits"}, {"BOOTSTRAP", 0}}},
      {"filterweights", explained},
      {"iceplots", explained},
      {"shapvalues", explained},
      {"shapmap", {{"MODEL", model}, {"STACK", stack}, {"BACKGROUND_SIZE", 5}}},
      {"targetreport",
       {{"TARGETS", path("targets.gpkg")},
        {"MODEL", model},
        {"STACK", stack},
        {"PROSPECTIVITY", path("map.tif")},
        {"MAX_TARGETS", 1}}},
      {"comparemodels", {{"MODEL_A", model}, {"MODEL_B", path("another.pt")}, {"SAMPLES", samples}}},
      {"joinshards", {{"SHARDS", path("shards")}, {"MODEL", model}}}};
  return parameters.value(algorithm);
}

void TestEmptyParameters::initTestCase() {
  qputenv("XDG_CACHE_HOME", mFolder.path().toLocal8Bit()); // of studies
  const Grid grid{{500000, 100, 0, 6000000, 0, -100},
                  columns,
                  rows,
                  QgsCoordinateReferenceSystem("EPSG:32635")
                      .toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal)
                      .toStdString()};
  Random random(1);
  std::vector<float> values;
  for (int cell = 0; cell < 2 * columns * rows; ++cell)
    values.push_back(static_cast<float>(random.normal()));
  const auto sink = createRaster(path("stack.tif").toStdString(), grid, {"W", "Sn"});
  sink->write({0, 0, columns, rows}, values.data());
  sink->finish();
  QVector<QgsPointXY> points;
  for (int i = 0; i < 15; ++i)
    points << QgsPointXY(500050 + 200 * i, 5999950 - 100 * i);
  addPoints("deposits", "EPSG:32635", points);
  QVERIFY(QDir(mFolder.path()).mkpath("shards"));
  const auto make = [&](const QString& algorithm, const QVariantMap& more) {
    QVariantMap parameters = parametersOf(algorithm);
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      parameters.insert(entry.key(), entry.value());
    const AlgorithmRun made = run(algorithm, parameters);
    QVERIFY2(made.ok, qPrintable(algorithm + ": " + made.error));
  };
  make("createsamples", {{"OUTPUT", path("samples.gpkg")}});
  make("traincnn", {{"MODEL", path("model.pt")}, {"MEMBERS", 1}});
  make("trainreference", {{"MODEL", path("another.pt")}});
  make("predict", {{"OUTPUT", path("map.tif")}, {"TARGET_POLYGONS", path("targets.gpkg")}});
  make("predict", {{"SHARD", "1/1"}, {"OUTPUT", path("shards/OUTPUT.tif")}});
}

// A new algorithm is run by this test as soon as parametersOf() knows what it needs.
void TestEmptyParameters::everyAlgorithmIsHere() {
  QVERIFY(algorithms().size() >= 18);
  for (const QgsProcessingAlgorithm* algorithm : algorithms())
    QVERIFY2(!parametersOf(algorithm->name()).isEmpty(),
             qPrintable("give parametersOf() what " + algorithm->name() + " needs"));
}

void TestEmptyParameters::emptyIsNotGiven_data() {
  QTest::addColumn<QString>("algorithm");
  for (const QgsProcessingAlgorithm* algorithm : algorithms())
    QTest::newRow(qPrintable(algorithm->name())) << algorithm->name();
}

/// Every optional parameter that is not needed is given as an empty text, then as NULL.
void TestEmptyParameters::emptyIsNotGiven() {
  QFETCH(QString, algorithm);
  QVariantMap parameters = parametersOf(algorithm);
  const QgsProcessingAlgorithm* found =
      QgsApplication::processingRegistry()->algorithmById("prospectivity:" + algorithm);
  QStringList left;
  for (const QgsProcessingParameterDefinition* definition : found->parameterDefinitions()) {
    const QString name = definition->name();
    if (parameters.contains(name))
      continue;
    if (isOptional(*definition))
      left << name;
    else if (definition->type() == QgsProcessingParameterRasterDestination::typeName())
      parameters.insert(name, path(algorithm + "_" + name + ".tif"));
    else if (definition->type() == QgsProcessingParameterFeatureSink::typeName())
      parameters.insert(name, "memory:");
    else if (definition->isDestination())
      parameters.insert(name, path(algorithm + (name == "MODEL" ? ".pt" : ".html")));
  }
  const AlgorithmRun without = run(algorithm, parameters);
  QVERIFY2(without.ok, qPrintable(without.error));
  for (const QVariant& empty : {QVariant(QStringLiteral("")), QVariant()}) {
    QVariantMap given = parameters;
    for (const QString& name : left)
      given.insert(name, empty);
    const AlgorithmRun done = run(algorithm, given);
    QVERIFY2(done.ok, qPrintable(done.error));
    QCOMPARE(done.results.keys(), without.results.keys());
  }
}

PROCESSING_TEST_MAIN(TestEmptyParameters)
#include "test_empty_parameters.moc"
