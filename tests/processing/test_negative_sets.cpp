#include "engine/core/random.h"
#include "engine/network/backend.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/layers/sample_layer.h"
#include "processing/layers/sample_sets.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/fields.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <QFile>
#include <qgsapplication.h>
#include <qgscoordinatereferencesystem.h>
#include <qgsfeatureiterator.h>
#include <qgspalettedrasterrenderer.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingregistry.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <vector>

using namespace prospectivity;

/// Sets of non-deposits from the samples to the map: drawn, trained on together, chosen by algorithms that
/// take one, and seen as risk.
class TestNegativeSets : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void oneSetHasNoField();
  void setsAreNumbered();
  void theFirstSetIsTheOneSet();
  void dissimilarNegativesAreToldFirst();
  void aReferenceModelHoldsAllSets();
  void aNetworkHoldsAllSets();
  void defaultsOfTheDialogAreNoMembers();
  void metricsTellSetsApart();
  void theMapHasRiskAndReturn();
  void theCutsMayBeGiven();
  void oneSetIsTakenBySet_data();
  void oneSetIsTakenBySet();
  void samplesOfASetAreWrittenWithoutTheField();
  void aFieldOfAnotherMeaningIsPassedOver_data();
  void aFieldOfAnotherMeaningIsPassedOver();
  void theFieldIsNoEvidence();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  AlgorithmRun run(const QString& name, const QVariantMap& parameters) {
    return runAlgorithm("prospectivity:" + name, parameters, mContext);
  }
  AlgorithmRun create(const QString& output, const QVariantMap& more = {}) {
    QVariantMap parameters{{"STACK", path("stack.tif")}, {"DEPOSITS", "deposits"}, {"OUTPUT", path(output)}};
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      parameters.insert(entry.key(), entry.value());
    return run("createsamples", parameters);
  }
  QgsVectorLayer* table(const AlgorithmRun& done, const char* output) {
    return qobject_cast<QgsVectorLayer*>(
        QgsProcessingUtils::mapLayerFromString(done.results.value(output).toString(), mContext));
  }
  std::vector<float> readBand(const QString& name) const;

  QTemporaryDir mFolder;
  QgsProcessingContext mContext;
};

namespace {

constexpr int columns = 40;
constexpr int rows = 30;
constexpr int deposits = 15;

/// All rows of a layer: the values of one field by those of another.
std::multimap<QString, QString> pairsOf(const QgsVectorLayer& layer, const QString& key,
                                        const QString& value) {
  std::multimap<QString, QString> pairs;
  QgsFeature feature;
  QgsFeatureIterator features = layer.getFeatures();
  while (features.nextFeature(feature)) {
    const QVariant found = feature.attribute(value);
    pairs.emplace(feature.attribute(key).toString(), found.isNull() ? QString() : found.toString());
  }
  return pairs;
}

/// What the first non-deposits of a layer hold in W, as text, in the order of the layer.
QStringList evidenceOf(const QgsVectorLayer& layer, const QVariant& set) {
  QStringList values;
  QgsFeature feature;
  QgsFeatureIterator features = layer.getFeatures();
  while (features.nextFeature(feature))
    if (feature.attribute("label").toInt() == 0 && (!set.isValid() || feature.attribute("set") == set))
      values << QString::number(feature.attribute("W").toDouble(), 'g', 10);
  return values;
}

} // namespace

std::vector<float> TestNegativeSets::readBand(const QString& name) const {
  std::vector<float> values(columns * rows);
  openRaster(path(name).toStdString())->read({0}, {0, 0, columns, rows}, values.data());
  return values;
}

void TestNegativeSets::initTestCase() {
  mContext.setProject(QgsProject::instance());
  const Grid grid{{500000, 100, 0, 2900000, 0, -100},
                  columns,
                  rows,
                  QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32650"))
                      .toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal)
                      .toStdString()};
  Random random(1);
  std::vector<float> values(3 * columns * rows);
  for (float& value : values)
    value = static_cast<float>(random.normal());
  QVector<QgsPointXY> points;
  for (int i = 0; i < deposits; ++i) {
    const int column = (7 * i) % columns;
    const int row = (2 * i) % rows;
    values[static_cast<std::size_t>(row * columns + column)] += 2; // W is high at deposits
    points << QgsPointXY(500050 + 100 * column, 2899950 - 100 * row);
  }
  values[5 * columns + 3] = std::nanf("");
  const auto sink = createRaster(path("stack.tif").toStdString(), grid, {"W", "Sn", "Bi"});
  sink->write({0, 0, columns, rows}, values.data());
  sink->finish();
  addPoints("deposits", "EPSG:32650", points);
  QVector<QgsPointXY> others;
  for (int i = 0; i < 10; ++i)
    others << QgsPointXY(500050 + 100 * (2 * i + 1), 2897050);
  addPoints("others", "EPSG:32650", others);
  const AlgorithmRun done = create("sets.gpkg", {{"SETS", 6}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("POSITIVES").toInt(), deposits);
  QCOMPARE(done.results.value("NEGATIVES").toInt(), 6 * deposits);
  QVERIFY2(done.messages.join('\n').contains("15 deposits and 90 non-deposits in 6 sets of 15 ("),
           qPrintable(done.messages.join('\n')));
}

void TestNegativeSets::oneSetHasNoField() {
  QVERIFY(create("one.gpkg", {{"SETS", 1}}).ok);
  QVERIFY(create("default.gpkg").ok);
  const QgsVectorLayer one(path("one.gpkg"), "one", "ogr");
  const QgsVectorLayer byDefault(path("default.gpkg"), "default", "ogr");
  QCOMPARE(one.fields().names(), byDefault.fields().names());
  QVERIFY(one.fields().lookupField("set") < 0);
  QVERIFY(pairsOf(one, "sample_id", "W") == pairsOf(byDefault, "sample_id", "W"));
}

void TestNegativeSets::setsAreNumbered() {
  const QgsVectorLayer layer(path("sets.gpkg"), "sets", "ogr");
  QVERIFY(layer.isValid());
  std::map<QString, int> counts;
  for (const auto& [label, set] : pairsOf(layer, "label", "set"))
    ++counts[label + ":" + set];
  QCOMPARE(counts["1:"], deposits);
  for (int set = 1; set <= 6; ++set)
    QCOMPARE(counts["0:" + QString::number(set)], deposits);
  QCOMPARE(counts.size(), std::size_t{7});
  QVERIFY(QFile::exists(path("sets.qml")));
}

void TestNegativeSets::theFirstSetIsTheOneSet() {
  const QgsVectorLayer several(path("sets.gpkg"), "sets", "ogr");
  const QgsVectorLayer one(path("one.gpkg"), "one", "ogr");
  QCOMPARE(evidenceOf(several, 1), evidenceOf(one, QVariant()));
  QVERIFY(evidenceOf(several, 2) != evidenceOf(one, QVariant()));
}

// From the log of createsamples, through a field of the samples, to the first lines of a training's report.
void TestNegativeSets::dissimilarNegativesAreToldFirst() {
  const QString sentence = QStringLiteral("The test scores are flattered: the non-deposits were chosen for");
  const AlgorithmRun plain = create("random.gpkg");
  QVERIFY2(plain.ok, qPrintable(plain.error));
  QCOMPARE(plain.warnings.filter(sentence).size(), 0);
  QVERIFY(!table(plain, "OUTPUT")->fields().names().contains("negatives_by"));
  const AlgorithmRun done = create("dissimilar.gpkg", {{"NEGATIVE_METHOD", "dissimilar-evidence"}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.warnings.filter("NEGATIVE_METHOD: " + sentence).size(), 1);
  QgsFeature feature;
  QgsFeatureIterator features = table(done, "OUTPUT")->getFeatures();
  while (features.nextFeature(feature))
    QCOMPARE(feature.attribute("negatives_by").toString(), QStringLiteral("dissimilar-evidence"));
  // Samples that are made of them say so too.
  const AlgorithmRun more =
      run("augmentsamples",
          {{"INPUT", path("dissimilar.gpkg")}, {"TARGET_COUNT", 20}, {"OUTPUT", path("augmented.gpkg")}});
  QVERIFY2(more.ok, qPrintable(more.error));
  for (const char* samples : {"dissimilar.gpkg", "augmented.gpkg"}) {
    const AlgorithmRun trained = run("trainreference", {{"SAMPLES", path(samples)},
                                                        {"FOLDS", 3},
                                                        {"MODEL", path("flattered.pt")},
                                                        {"REPORT", path("flattered.html")}});
    QVERIFY2(trained.ok, qPrintable(trained.error));
    QCOMPARE(trained.warnings.filter("SAMPLES: " + sentence).size(), 1);
    QCOMPARE(modelBackend().load(path("flattered.pt").toStdString())->features,
             (std::vector<std::string>{"W", "Sn", "Bi"})); // the field is no evidence
    QFile file(path("flattered.html"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString page = QString::fromUtf8(file.readAll());
    QVERIFY(page.contains(sentence));
    QVERIFY(page.indexOf(sentence) < page.indexOf("On samples that none of them saw"));
  }
}

void TestNegativeSets::aReferenceModelHoldsAllSets() {
  const AlgorithmRun done = run("trainreference", {{"SAMPLES", path("sets.gpkg")},
                                                   {"FOLDS", 3},
                                                   {"MODEL", path("reference.pt")},
                                                   {"METRICS", "TEMPORARY_OUTPUT"},
                                                   {"REPORT", path("reference.html")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QVERIFY(done.messages.join('\n').contains(
      "15 deposits and 90 non-deposits in 6 sets, 3 features, 18 trainings."));
  QVERIFY(done.messages.join('\n').contains("between sets of non-deposits"));
  const auto model = modelBackend().load(path("reference.pt").toStdString());
  QCOMPARE(model->memberCount(), std::size_t{6});
  QCOMPARE(model->features, (std::vector<std::string>{"W", "Sn", "Bi"}));
  QCOMPARE(model->record.sets->memberSets, (std::vector<int>{1, 2, 3, 4, 5, 6}));
  QCOMPARE(model->record.split->folds.size(), std::size_t{18});
  QCOMPARE(model->record.split->folds.back().set, 6);
  QFile page(path("reference.html"));
  QVERIFY(page.open(QIODevice::ReadOnly));
  QVERIFY(QString::fromUtf8(page.readAll()).contains("Sets of non-deposits"));
}

void TestNegativeSets::aNetworkHoldsAllSets() {
  QVariantMap parameters{{"SAMPLES", path("sets.gpkg")},
                         {"FOLDS", 3},
                         {"FILTERS", "4"},
                         {"EPOCHS", 5},
                         {"MODEL", path("network.pt")},
                         {"VALIDATION", "spatial-blocks"},
                         {"BLOCK_SIZE", 500}};
  const AlgorithmRun done = run("traincnn", parameters);
  QVERIFY2(done.ok, qPrintable(done.error));
  const auto model = modelBackend().load(path("network.pt").toStdString());
  QCOMPARE(model->memberCount(), std::size_t{6});
  parameters["MODEL"] = path("again.pt");
  QVERIFY(run("traincnn", parameters).ok);
  QFile first(path("network.pt"));
  QFile second(path("again.pt"));
  QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
  QVERIFY(first.readAll() == second.readAll());
}

/// Dialogs hand over the default of every parameter, which must not be a number of networks that is asked
/// for.
void TestNegativeSets::defaultsOfTheDialogAreNoMembers() {
  const QgsProcessingAlgorithm* found =
      QgsApplication::processingRegistry()->algorithmById(QStringLiteral("prospectivity:traincnn"));
  QVariantMap parameters;
  for (const QgsProcessingParameterDefinition* definition : found->parameterDefinitions())
    if (!definition->isDestination())
      parameters.insert(definition->name(), definition->defaultValue());
  QVERIFY(!parameters.value("MEMBERS").isValid());
  parameters["SAMPLES"] = path("sets.gpkg");
  parameters["FOLDS"] = 3;
  parameters["FILTERS"] = "4";
  parameters["EPOCHS"] = 3;
  parameters["MODEL"] = path("dialog.pt");
  const AlgorithmRun done = run("traincnn", parameters);
  QVERIFY2(done.ok, qPrintable(done.error));
  const auto model = modelBackend().load(path("dialog.pt").toStdString());
  QCOMPARE(model->memberCount(), std::size_t{6});
  QVERIFY(model->record.options->at("MEMBERS") == GivenOption(std::int64_t{1}));

  parameters["MEMBERS"] = 2;
  QVERIFY(run("traincnn", parameters).ok);
  const auto more = modelBackend().load(path("dialog.pt").toStdString());
  QCOMPARE(more->memberCount(), std::size_t{12});
  QVERIFY(more->record.options->at("MEMBERS") == GivenOption(std::int64_t{2}));
}

void TestNegativeSets::metricsTellSetsApart() {
  const AlgorithmRun done = run("trainreference", {{"SAMPLES", path("sets.gpkg")},
                                                   {"FOLDS", 3},
                                                   {"MODEL", path("metrics.pt")},
                                                   {"METRICS", "TEMPORARY_OUTPUT"}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QStringList titles;
  std::map<int, double> sums;
  QgsFeature feature;
  const QgsVectorLayer* metrics = table(done, "METRICS");
  QCOMPARE(metrics->fields().names().last(), QStringLiteral("set")); // other columns stay where they are
  QgsFeatureIterator features = metrics->getFeatures();
  while (features.nextFeature(feature)) {
    titles << feature.attribute("row").toString();
    // Baselines are judged in each set, and told for its folds and over all of them.
    const bool hasBaselines = QStringList{"fold", "mean", "standard deviation"}.contains(titles.last());
    for (const char* column : {"logistic_accuracy", "layer_accuracy", "forest_accuracy", "weights_accuracy"})
      QCOMPARE(feature.attribute(column).isNull(), !hasBaselines);
    if (titles.last() == "fold")
      sums[feature.attribute("set").toInt()] += feature.attribute("auc").toDouble();
    else if (titles.last() == "set") // the mean of its three folds
      QVERIFY(std::abs(feature.attribute("auc").toDouble() - sums[feature.attribute("set").toInt()] / 3) <
              1e-12);
    else
      QVERIFY(feature.attribute("set").isNull());
  }
  QCOMPARE(titles.count("fold"), 18);
  QCOMPARE(titles.count("set"), 6);
  QCOMPARE(titles.mid(24), (QStringList{"mean", "standard deviation", "between sets", "within a set"}));
}

void TestNegativeSets::theMapHasRiskAndReturn() {
  const QVariantMap parameters{{"MODEL", path("reference.pt")},   {"STACK", path("stack.tif")},
                               {"OUTPUT", path("map.tif")},       {"UNCERTAINTY", "ensemble"},
                               {"RISK_RETURN", path("risk.tif")}, {"UNCERTAINTY_OUTPUT", path("spread.tif")}};
  const AlgorithmRun done = run("predict", parameters);
  QVERIFY2(done.ok, qPrintable(done.error));
  const std::vector<float> scores = readBand("map.tif");
  const std::vector<float> spreads = readBand("spread.tif");
  const std::vector<float> classes = readBand("risk.tif");
  std::vector<float> sorted;
  std::copy_if(spreads.begin(), spreads.end(), std::back_inserter(sorted),
               [](float value) { return !std::isnan(value); });
  QCOMPARE(sorted.size(), std::size_t{columns * rows - 1});
  std::sort(sorted.begin(), sorted.end());
  const float median = sorted[(sorted.size() + 1) / 2 - 1];
  std::map<int, int> counts;
  for (std::size_t cell = 0; cell < scores.size(); ++cell) {
    QCOMPARE(std::isnan(classes[cell]), std::isnan(scores[cell]));
    if (std::isnan(scores[cell]))
      continue;
    const int expected = (scores[cell] >= 0.5F ? 1 : 3) + (spreads[cell] > median ? 1 : 0);
    QCOMPARE(static_cast<int>(classes[cell]), expected);
    ++counts[expected];
  }
  QVERIFY(counts.size() >= 3);
  const QgsRasterLayer layer(path("risk.tif"), QStringLiteral("risk"));
  const auto* renderer = dynamic_cast<const QgsPalettedRasterRenderer*>(layer.renderer());
  QVERIFY(renderer != nullptr);
  QStringList legend;
  for (const auto& entry : renderer->classes())
    legend << QString::number(entry.value) + ": " + entry.label.section('(', 0, 0).trimmed();
  QCOMPARE(legend, (QStringList{"1: Low risk, high return", "2: High risk, high return",
                                "3: Low risk, low return", "4: High risk, low return"}));

  // Without the uncertainty being asked for, the classes are the same and nothing else is written.
  QVariantMap alone = parameters;
  alone.remove("UNCERTAINTY");
  alone.remove("UNCERTAINTY_OUTPUT");
  alone["OUTPUT"] = path("alone/map.tif");
  alone["RISK_RETURN"] = path("alone/risk.tif");
  alone["TARGETS"] = path("alone/targets.tif");
  QVERIFY(QDir(mFolder.path()).mkdir("alone"));
  const AlgorithmRun quiet = run("predict", alone);
  QVERIFY2(quiet.ok, qPrintable(quiet.error));
  const std::vector<float> again = readBand("alone/risk.tif");
  for (std::size_t cell = 0; cell < classes.size(); ++cell)
    QVERIFY(again[cell] == classes[cell] || (std::isnan(again[cell]) && std::isnan(classes[cell])));
  QCOMPARE(QDir(path("alone")).entryList({"*.tif"}, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
           (QStringList{"map.tif", "risk.tif", "targets.tif"}));
  QVERIFY(QDir(path("alone")).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty());
}

void TestNegativeSets::theCutsMayBeGiven() {
  const AlgorithmRun done = run("predict", {{"MODEL", path("reference.pt")},
                                            {"STACK", path("stack.tif")},
                                            {"OUTPUT", path("map2.tif")},
                                            {"RISK_RETURN", path("risk2.tif")},
                                            {"RISK_SCORE", 0},
                                            {"RISK_SPREAD", 1}});
  QVERIFY2(done.ok, qPrintable(done.error));
  for (const float value : readBand("risk2.tif"))
    QVERIFY(value == 1.0F || std::isnan(value));
  QVERIFY(done.messages.contains(
      "Low risk, high return (score at least 0, spread up to 1): 100 % of the mapped cells."));
}

void TestNegativeSets::oneSetIsTakenBySet_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QVariantMap>("parameters");
  QTest::addColumn<QString>("input");
  const auto row = [](const char* name, const QVariantMap& parameters, const char* input) {
    QTest::newRow(name) << QString(name) << parameters << QString(input);
  };
  row("augmentsamples", {{"OUTPUT", "TEMPORARY_OUTPUT"}}, "INPUT");
  row("orderfeatures", {{"TABLE", "TEMPORARY_OUTPUT"}}, "INPUT");
  row("shapvalues", {{"MODEL", path("reference.pt")}, {"OUTPUT", "TEMPORARY_OUTPUT"}}, "SAMPLES");
  row("iceplots", {{"MODEL", path("reference.pt")}, {"CURVES", "TEMPORARY_OUTPUT"}}, "SAMPLES");
  row("filterweights", {{"MODEL", path("network.pt")}, {"TABLE", "TEMPORARY_OUTPUT"}}, "SAMPLES");
  row("comparemodels",
      {{"MODEL_A", path("reference.pt")}, {"MODEL_B", path("metrics.pt")}, {"TABLE", "TEMPORARY_OUTPUT"}},
      "SAMPLES");
  row("augmentationstudy",
      {{"METHODS", QVariantList{0}},
       {"REPEATS", 1},
       {"FOLDS", 2},
       {"EPOCHS", 2},
       {"FILTERS", "4"},
       {"TABLE", "TEMPORARY_OUTPUT"}},
      "SAMPLES");
}

// A set of the layer gives what a layer of that set alone gives.
void TestNegativeSets::oneSetIsTakenBySet() {
  QFETCH(QString, algorithm);
  QFETCH(QVariantMap, parameters);
  QFETCH(QString, input);
  const QString output = parameters.contains("OUTPUT")  ? "OUTPUT"
                         : parameters.contains("TABLE") ? "TABLE"
                                                        : "CURVES";
  const auto resultOf = [&](const QString& samples, const QVariant& set, QString* error) {
    QVariantMap own = parameters;
    own.insert(input, path(samples));
    if (set.isValid())
      own.insert("SET", set);
    const AlgorithmRun done = run(algorithm, own);
    *error = done.error;
    QStringList rowsOfTable;
    if (!done.ok)
      return rowsOfTable;
    QgsFeature feature;
    QgsFeatureIterator features = table(done, output.toLatin1().constData())->getFeatures();
    while (features.nextFeature(feature)) {
      QStringList row;
      const QgsAttributes attributes = feature.attributes();
      for (const QVariant& value : attributes)
        row << value.toString();
      rowsOfTable << row.join('|');
    }
    return rowsOfTable;
  };
  QString error;
  const QStringList one = resultOf("one.gpkg", QVariant(), &error);
  QVERIFY2(!one.isEmpty(), qPrintable(error));
  QCOMPARE(resultOf("sets.gpkg", QVariant(), &error), one); // SET is 1 by default
  const QStringList second = resultOf("sets.gpkg", 2, &error);
  QVERIFY2(!second.isEmpty() && second != one, qPrintable(error));
  QVERIFY(resultOf("sets.gpkg", 7, &error).isEmpty());
  QCOMPARE(error, "SET: the samples of " + input +
                      " hold 6 sets of non-deposits, and there is no set 7; choose one of 1 to 6.");
  QVERIFY(resultOf("one.gpkg", 2, &error).isEmpty());
  QCOMPARE(error, "SET: the samples of " + input +
                      " are one set of non-deposits, and there is no set 2; leave SET at 1, or make samples "
                      "with more SETS.");
}

void TestNegativeSets::samplesOfASetAreWrittenWithoutTheField() {
  const AlgorithmRun done =
      run("augmentsamples", {{"INPUT", path("sets.gpkg")}, {"SET", 3}, {"OUTPUT", path("third.gpkg")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  const QgsVectorLayer third(path("third.gpkg"), "third", "ogr");
  QVERIFY(third.fields().lookupField("set") < 0);
  const QgsVectorLayer sets(path("sets.gpkg"), "sets", "ogr");
  QCOMPARE(evidenceOf(third, QVariant()).mid(0, deposits), evidenceOf(sets, 3));
}

void TestNegativeSets::aFieldOfAnotherMeaningIsPassedOver_data() {
  QTest::addColumn<QString>("type");
  QTest::addColumn<QVariantList>("values"); // of two deposits and two non-deposits
  QTest::addColumn<QString>("warning");
  QTest::addColumn<QList<int>>("sets");
  const QString end = "; it is passed over, and the samples are taken as one set.";
  QTest::newRow("parts of a training")
      << "string" << QVariantList{"train", "test", "train", "test"}
      << "SAMPLES: the field 'set' holds 'train', which is no number of a set of non-deposits" + end
      << QList<int>();
  QTest::newRow("numbers of deposits")
      << "int" << QVariantList{1, 2, 1, 2}
      << "SAMPLES: the field 'set' holds '1' for a deposit, while deposits belong to every set of "
         "non-deposits" +
             end
      << QList<int>();
  QTest::newRow("fractions") << "double" << QVariantList{QVariant(), QVariant(), 0.5, 1.5}
                             << "SAMPLES: the field 'set' holds '0.5', which is no number of a set of "
                                "non-deposits" +
                                    end
                             << QList<int>();
  QTest::newRow("one set") << "int" << QVariantList{QVariant(), QVariant(), 4, 4} << "" << QList<int>();
  QTest::newRow("two sets") << "int" << QVariantList{QVariant(), QVariant(), 1, 2} << ""
                            << QList<int>{0, 0, 1, 2};
  QTest::newRow("two sets as text, in a format without NULL")
      << "string" << QVariantList{"0", "", "1", "2"} << "" << QList<int>{0, 0, 1, 2};
  QTest::newRow("a non-deposit of every set")
      << "double" << QVariantList{QVariant(), 0, 1, 2} << "" << QList<int>{0, 0, 1, 2};
}

void TestNegativeSets::aFieldOfAnotherMeaningIsPassedOver() {
  QFETCH(QString, type);
  QFETCH(QVariantList, values);
  QFETCH(QString, warning);
  QFETCH(QList<int>, sets);
  QgsVectorLayer layer("Point?crs=EPSG:32650&field=label:int&field=W:double&field=set:" + type, "samples",
                       "memory");
  for (int i = 0; i < values.size(); ++i) {
    QgsFeature feature(layer.fields());
    feature.setAttribute("label", i < 2 ? 1 : 0);
    feature.setAttribute("W", 0.5 + i);
    if (values.at(i).isValid())
      feature.setAttribute("set", values.at(i));
    feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(100.0 * i, 5)));
    layer.dataProvider()->addFeature(feature);
  }
  QgsProcessingFeatureSource source(&layer, mContext, false);
  QStringList warnings;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warnings << QString::fromStdString(line.text()); };
  const SampleTable samples = readSamples(source, "SAMPLES", "label", {}, progress);
  QCOMPARE(samples.features, (std::vector<std::string>{"W"}));
  QCOMPARE(warnings, warning.isEmpty() ? QStringList() : QStringList{warning});
  QCOMPARE(samples.sets, std::vector<int>(sets.begin(), sets.end()));
}

void TestNegativeSets::theFieldIsNoEvidence() {
  const AlgorithmRun done =
      run("trainreference",
          {{"SAMPLES", path("sets.gpkg")}, {"FEATURES", QStringList{"W", "set"}}, {"MODEL", path("bad.pt")}});
  QVERIFY(!done.ok);
  QCOMPARE(done.error, QStringLiteral("SAMPLES: the feature 'set' describes the samples and is no evidence; "
                                      "leave it out of the features."));
}

void TestNegativeSets::mistakesAreNamed_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QVariantMap>("parameters");
  QTest::addColumn<QString>("sentence");
  const QVariantMap samples{
      {"STACK", path("stack.tif")}, {"DEPOSITS", "deposits"}, {"OUTPUT", path("bad.gpkg")}};
  const auto with = [](QVariantMap all, const QVariantMap& more) {
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      all.insert(entry.key(), entry.value());
    return all;
  };
  QTest::newRow("more sets than the ground gives")
      << "createsamples" << with(samples, {{"SETS", 100}})
      << "SETS asks for 100 sets of 15 negatives, but the 1184 cells left to choose from are enough for 78: "
         "choose at most that many sets, or a smaller NEGATIVE_RATIO, or a larger mask.";
  QTest::newRow("sets of given non-deposits")
      << "createsamples" << with(samples, {{"SETS", 2}, {"NON_DEPOSITS", "others"}})
      << "SETS is 2, but the points of NON_DEPOSITS are one set: leave NON_DEPOSITS out to have the sets "
         "drawn, or choose 1 for SETS.";
  const QVariantMap map{
      {"STACK", path("stack.tif")}, {"OUTPUT", path("bad_map.tif")}, {"RISK_RETURN", path("bad_risk.tif")}};
  const AlgorithmRun single =
      run("trainreference", {{"SAMPLES", path("one.gpkg")}, {"FOLDS", 3}, {"MODEL", path("single.pt")}});
  QVERIFY2(single.ok, qPrintable(single.error));
  QTest::newRow("risk of one member")
      << "predict" << with(map, {{"MODEL", path("single.pt")}})
      << "RISK_RETURN: the model has one member, and the risk is the spread over members; train it on "
         "samples "
         "with several SETS of non-deposits, with MEMBERS above 1, or with the ensemble of fold models as "
         "the final model.";
  QTest::newRow("risk of dropout")
      << "predict"
      << with(map, {{"MODEL", path("network.pt")},
                    {"UNCERTAINTY", "monte-carlo-dropout"},
                    {"UNCERTAINTY_OUTPUT", path("bad_spread.tif")}})
      << "RISK_RETURN: the risk is the spread over the members of the model, not that of dropout; choose "
         "UNCERTAINTY Ensemble or None.";
}

void TestNegativeSets::mistakesAreNamed() {
  QFETCH(QString, algorithm);
  QFETCH(QVariantMap, parameters);
  QFETCH(QString, sentence);
  const AlgorithmRun done = run(algorithm, parameters);
  QVERIFY(!done.ok);
  QCOMPARE(done.error, sentence);
  QVERIFY(QDir(mFolder.path()).entryList({"bad*", ".*"}, QDir::Files | QDir::Hidden).isEmpty());
}

PROCESSING_TEST_MAIN(TestNegativeSets)
#include "test_negative_sets.moc"
