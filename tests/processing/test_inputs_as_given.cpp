#include "engine/augment/registry.h"
#include "engine/core/random.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/layers/point_labels.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/fields.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"

#include <qgscoordinatereferencesystem.h>
#include <qgscoordinatetransform.h>
#include <qgsvectorfilewriter.h>

#include <limits>
#include <optional>

using namespace prospectivity;

/// Points with labels in them, bad points, odd names, maps that distort: input as people
/// have it, used as it is meant or told.
class TestInputsAsGiven : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void labelsOfPointsAreUsed_data();
  void labelsOfPointsAreUsed();
  void pointsWithoutALabelAreNoDeposits();
  void fieldsLikeLabelsAreAskedAbout();
  void fieldsOfTwoValuesAreAskedAbout_data();
  void fieldsOfTwoValuesAreAskedAbout();
  void labelsThatNobodyKnowsAreAskedAbout_data();
  void labelsThatNobodyKnowsAreAskedAbout();
  void wordsBesideLabelsAreRefused();
  void aPlainLayerTellsItsLabelsAsWell();
  void whatAugmentationMadeIsNoDeposit();
  void oneBadPointIsLeftOutAndNamed();
  void aBrokenPointStopsNoRun();
  void shapesThatHaveNoPlaceAreNamed();
  void anUndefinedCrsIsNone();
  void tablesWithCoordinatesArePoints_data();
  void tablesWithCoordinatesArePoints();
  void commasOfCoordinatesThatMayGroupAreTold();
  void tablesWithoutCoordinatesAreNamed();
  void anOrderOfOddNamesIsTakenBack();
  void bandsOfOddNamesAreFound();
  void quantitiesNamedLikeClassesAreLayers();
  void distortedMapsAreTold_data();
  void distortedMapsAreTold();
  void distortedMapsAreToldToModels();
  void degreesAreToldWhereTheyMeasure_data();
  void degreesAreToldWhereTheyMeasure();
  void aGridNeedsNoReference();
  void gridMistakesAreNamed_data();
  void gridMistakesAreNamed();

 private:
  QString path(const QString& name) const { return mFolder.filePath(name); }
  AlgorithmRun run(const QString& name, const QVariantMap& parameters) {
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm("prospectivity:" + name, parameters, context);
  }
  void writeStack(const QString& name, const QString& crs, double left, double top, double cell) const;

  QTemporaryDir mFolder;
};

namespace {

constexpr int columns = 30;
constexpr int rows = 20;

/// 15 points in cells of their own; the first eight are deposits.
QVector<QgsPointXY> places() {
  QVector<QgsPointXY> points;
  for (int i = 0; i < 15; ++i)
    points << QgsPointXY(500050 + 200 * i, 5999950 - 100 * i);
  return points;
}

QgsVectorLayer* addLabelled(const QString& name, const QString& field, const QString& type,
                            const QVariant& deposit, const QVariant& other) {
  auto* layer = new QgsVectorLayer(QStringLiteral("Point?crs=EPSG:32635&field=%1:%2").arg(field, type), name,
                                   QStringLiteral("memory"));
  for (int i = 0; i < 15; ++i) {
    QgsFeature feature(layer->fields());
    feature.setAttributes(QgsAttributes(QVector<QVariant>{i < 8 ? deposit : other}));
    feature.setGeometry(QgsGeometry::fromPointXY(places()[i]));
    layer->dataProvider()->addFeature(feature);
  }
  QgsProject::instance()->addMapLayer(layer);
  return layer;
}

} // namespace

void TestInputsAsGiven::writeStack(const QString& name, const QString& crs, double left, double top,
                                   double cell) const {
  const Grid grid{{left, cell, 0, top, 0, -cell},
                  columns,
                  rows,
                  QgsCoordinateReferenceSystem(crs)
                      .toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal)
                      .toStdString()};
  Random random(1);
  std::vector<float> values;
  for (int cellNumber = 0; cellNumber < 2 * columns * rows; ++cellNumber)
    values.push_back(static_cast<float>(random.normal()));
  const auto sink = createRaster(path(name).toStdString(), grid, {"Cu, ppm", "Sn"});
  sink->write({0, 0, columns, rows}, values.data());
  sink->finish();
}

void TestInputsAsGiven::initTestCase() {
  writeStack("stack.tif", "EPSG:32635", 500000, 6000000, 100);
  writeStack("mercator.tif", "EPSG:3857", 1113194, 11000000, 300000);
  addPoints("deposits", "EPSG:32635", places());
  addPoints("far points", "EPSG:3857", {QgsPointXY(1200000, 9000000), QgsPointXY(2200000, 8000000)});
}

void TestInputsAsGiven::labelsOfPointsAreUsed_data() {
  QTest::addColumn<QString>("type");
  QTest::addColumn<QVariant>("deposit");
  QTest::addColumn<QVariant>("other");
  QTest::newRow("1 and 0") << "int" << QVariant(1) << QVariant(0);
  QTest::newRow("1 and -1") << "double" << QVariant(1.0) << QVariant(-1.0);
  QTest::newRow("yes and no") << "string" << QVariant("Yes") << QVariant("no");
  QTest::newRow("booleans") << "bool" << QVariant(true) << QVariant(false);
}

void TestInputsAsGiven::labelsOfPointsAreUsed() {
  QFETCH(QString, type);
  QFETCH(QVariant, deposit);
  QFETCH(QVariant, other);
  const QString layer = addLabelled("labelled", "Label", type, deposit, other)->id();
  const AlgorithmRun made = run(
      "createsamples",
      {{"STACK", path("stack.tif")}, {"DEPOSITS", layer}, {"NON_DEPOSITS", layer}, {"OUTPUT", "memory:"}});
  QVERIFY2(made.ok, qPrintable(made.error));
  QCOMPARE(made.results.value("POSITIVES").toInt(), 8);
  QCOMPARE(made.results.value("NEGATIVES").toInt(), 7);
  QCOMPARE(made.results.value("DROPPED").toInt(), 15);
  QCOMPARE(made.warnings,
           (QStringList{"DEPOSITS: 7 of the 15 points of the layer 'labelled' are no deposits by its field "
                        "'label' and are left out.",
                        "NON_DEPOSITS: 8 of the 15 points of the layer 'labelled' are no non-deposits by its "
                        "field 'label' and are left out."}));
  const AlgorithmRun judged =
      run("evaluate", {{"PROSPECTIVITY", path("stack.tif")}, {"DEPOSITS", layer}, {"BOOTSTRAP", 0}});
  QVERIFY2(judged.ok, qPrintable(judged.error));
  QCOMPARE(judged.results.value("POINTS_USED").toInt(), 8);
  QCOMPARE(judged.results.value("POINTS_DROPPED").toInt(), 7);
  const QString none = addLabelled("none", "label", type, other, other)->id();
  QCOMPARE(
      run("evaluate", {{"PROSPECTIVITY", path("stack.tif")}, {"DEPOSITS", none}}).error,
      QStringLiteral("DEPOSITS: the field 'label' of the layer 'none' calls none of its points a deposit; "
                     "choose another layer, or take the field out of it."));
}

void TestInputsAsGiven::pointsWithoutALabelAreNoDeposits() {
  QgsVectorLayer* layer = addLabelled("half labelled", "label", "int", 1, 0);
  const QVariant null = nullOf(QMetaType::Int);
  layer->dataProvider()->changeAttributeValues({{1, {{0, null}}}, {2, {{0, null}}}, {15, {{0, null}}}});
  const AlgorithmRun made = run("createsamples", {{"STACK", path("stack.tif")},
                                                  {"DEPOSITS", layer->id()},
                                                  {"NON_DEPOSITS", layer->id()},
                                                  {"OUTPUT", "memory:"}});
  QVERIFY2(made.ok, qPrintable(made.error));
  QCOMPARE(made.results.value("POSITIVES").toInt(), 6);
  QCOMPARE(made.results.value("NEGATIVES").toInt(), 6);
  QCOMPARE(
      made.warnings,
      (QStringList{"DEPOSITS: 9 of the 15 points of the layer 'half labelled' are no deposits by its "
                   "field 'label' and are left out.",
                   "NON_DEPOSITS: 9 of the 15 points of the layer 'half labelled' are no non-deposits by "
                   "its field 'label' and are left out."}));
}

void TestInputsAsGiven::fieldsLikeLabelsAreAskedAbout() {
  const QString layer = addLabelled("drilled", "ore", "string", "yes", "no")->id();
  const AlgorithmRun made =
      run("createsamples", {{"STACK", path("stack.tif")}, {"DEPOSITS", layer}, {"OUTPUT", "memory:"}});
  QVERIFY2(made.ok, qPrintable(made.error));
  QCOMPARE(made.results.value("POSITIVES").toInt(), 15);
  QCOMPARE(made.warnings,
           QStringList{"DEPOSITS: all points of the layer 'drilled' are taken for deposits; if "
                       "its field 'ore' tells deposits from non-deposits, name that field "
                       "'label', or select the deposits."});
}

void TestInputsAsGiven::fieldsOfTwoValuesAreAskedAbout_data() {
  QTest::addColumn<QString>("type");
  QTest::addColumn<QVariant>("deposit");
  QTest::addColumn<QVariant>("other");
  QTest::addColumn<QString>("values"); // empty: the field says nothing of two kinds
  QTest::addColumn<QString>("field");
  const auto row = [](const char* name, const char* type, const QVariant& deposit, const QVariant& other,
                      const char* values, const char* field = "class") {
    QTest::newRow(name) << type << deposit << other << values << field;
  };
  row("words", "string", "ore", "waste", "'ore', 'waste'");
  row("words in a field of any name", "string", "Barren hole", "Showing", "'Barren hole', 'Showing'",
      "remark");
  row("another language", "string", "oui", "non", "'oui', 'non'", "gisement");
  row("numbers", "int", 100, 0, "'100', '0'", "score");
  row("numbers of types", "int", 1, 2, "'1', '2'", "site_type");
  row("one name for all", "string", "Mine", "Mine", "");
  row("long texts", "string", QString(60, 'a'), "waste", "");
  // What registers of mines keep of every deposit.
  row("commodities", "string", "Au", "Cu", "", "commodity");
  row("states", "string", "active", "closed", "", "status");
  row("zones", "int", 49, 50, "", "utm_zone");
  row("years", "int", 2019, 2020, "", "year");
}

void TestInputsAsGiven::fieldsOfTwoValuesAreAskedAbout() {
  QFETCH(QString, type);
  QFETCH(QVariant, deposit);
  QFETCH(QVariant, other);
  QFETCH(QString, values);
  QFETCH(QString, field);
  QgsVectorLayer* layer = addLabelled("two kinds", field, type, deposit, other);
  const auto warnings = [&] {
    return run("evaluate",
               {{"PROSPECTIVITY", path("stack.tif")}, {"DEPOSITS", layer->id()}, {"BOOTSTRAP", 0}})
        .warnings.filter("all points of the layer");
  };
  const QString asked =
      QStringLiteral("DEPOSITS: all points of the layer 'two kinds' are taken for deposits; if its field "
                     "'%1' (%2) tells deposits from non-deposits, select the deposits, or give the layer a "
                     "field 'label' of 1 and 0.")
          .arg(field, values);
  QCOMPARE(warnings(), values.isEmpty() ? QStringList() : QStringList{asked});
  // A third value: a field of names or of classes.
  layer->dataProvider()->changeAttributeValues({{2, {{0, type == "int" ? QVariant(7) : QVariant("third")}}}});
  QCOMPARE(warnings(), QStringList());
}

void TestInputsAsGiven::labelsThatNobodyKnowsAreAskedAbout_data() {
  QTest::addColumn<QString>("type");
  QTest::addColumn<QVariant>("deposit");
  QTest::addColumn<QVariant>("other");
  QTest::addColumn<QString>("values"); // empty: they are no labels
  QTest::newRow("words") << "string" << QVariant("ore") << QVariant("waste") << "'ore', 'waste'";
  QTest::newRow("numbers from 1") << "int" << QVariant(2) << QVariant(1) << "'2', '1'";
  QTest::newRow("one name for all") << "string" << QVariant("Mine") << QVariant("Mine") << "";
}

void TestInputsAsGiven::labelsThatNobodyKnowsAreAskedAbout() {
  QFETCH(QString, type);
  QFETCH(QVariant, deposit);
  QFETCH(QVariant, other);
  QFETCH(QString, values);
  const QString layer = addLabelled("sorted", "label", type, deposit, other)->id();
  const AlgorithmRun made =
      run("createsamples", {{"STACK", path("stack.tif")}, {"DEPOSITS", layer}, {"OUTPUT", "memory:"}});
  QVERIFY2(made.ok, qPrintable(made.error));
  QCOMPARE(made.results.value("POSITIVES").toInt(), 15);
  const QString asked =
      QStringLiteral(
          "DEPOSITS: the field 'label' of the layer 'sorted' holds %1, which are no labels that are "
          "known (1 and 0, yes and no, ...): all points are taken for deposits; if it tells "
          "deposits from non-deposits, write it so, or select the deposits.")
          .arg(values);
  QCOMPARE(made.warnings, values.isEmpty() ? QStringList() : QStringList{asked});
}

// Whoever took all points for deposits would take non-deposits for them.
void TestInputsAsGiven::wordsBesideLabelsAreRefused() {
  QgsVectorLayer* layer = addLabelled("mixed", "label", "string", "yes", "no");
  layer->dataProvider()->changeAttributeValues({{2, {{0, QVariant("unknown")}}}});
  const AlgorithmRun made =
      run("createsamples", {{"STACK", path("stack.tif")}, {"DEPOSITS", layer->id()}, {"OUTPUT", "memory:"}});
  QVERIFY(!made.ok);
  QCOMPARE(made.error,
           QStringLiteral(
               "DEPOSITS: the field 'label' of the layer 'mixed' holds 'yes', 'unknown', 'no', of which "
               "two tell deposits from non-deposits and the others nothing that is known; empty the "
               "others, or select the points that count."));
}

// The dock "Why here?" reads the layer itself.
void TestInputsAsGiven::aPlainLayerTellsItsLabelsAsWell() {
  QgsVectorLayer* layer = addLabelled("said", "label", "string", "Deposit", "non-deposit");
  layer->dataProvider()->changeAttributeValues({{2, {{0, nullOf(QMetaType::QString)}}}});
  const PointLabels labels(layer->fields(), layer->getFeatures(), Progress());
  QVERIFY(labels.known());
  QCOMPARE(labels.labelOf(layer->getFeature(1)), std::optional<int>(1));
  QCOMPARE(labels.labelOf(layer->getFeature(2)), std::optional<int>());
  QCOMPARE(labels.labelOf(layer->getFeature(15)), std::optional<int>(0));
  const QgsVectorLayer* named = addLabelled("named", "label", "string", "Mine", "Shaft");
  QVERIFY(!PointLabels(named->fields(), named->getFeatures(), Progress()).known());
  const QgsVectorLayer* drilled = addLabelled("drilled holes", "ore", "string", "yes", "no");
  QCOMPARE(PointLabels(drilled->fields(), drilled->getFeatures(), Progress()).likeLabels(),
           QStringList{"'ore'"});
  QCOMPARE(PointLabels(drilled->fields(), drilled->getFeatures(), Progress(), PointLabels::Look::LabelAlone)
               .likeLabels(),
           QStringList());
}

// Augmented samples have places too, between those of their parents.
void TestInputsAsGiven::whatAugmentationMadeIsNoDeposit() {
  const auto evaluated = [&](const QString& layer) {
    return run("evaluate", {{"PROSPECTIVITY", path("stack.tif")}, {"DEPOSITS", layer}, {"BOOTSTRAP", 0}});
  };
  for (const auto& method : augmenters()) {
    const AlgorithmRun left = evaluated(
        addLabelled("by one", "origin", "string", "observed", QString::fromStdString(method->id()))->id());
    QVERIFY2(left.ok, qPrintable(left.error));
    QVERIFY2(left.results.value("POINTS_USED").toInt() == 8, method->id().c_str());
  }
  const AlgorithmRun judged =
      evaluated(addLabelled("augmented", "origin", "string", "observed", "smote")->id());
  QVERIFY2(judged.ok, qPrintable(judged.error));
  QCOMPARE(judged.results.value("POINTS_USED").toInt(), 8);
  QCOMPARE(judged.results.value("POINTS_DROPPED").toInt(), 7);
  QCOMPARE(judged.warnings, QStringList{"DEPOSITS: 7 of the 15 points of the layer 'augmented' were made by "
                                        "augmentation (field 'origin') and are left out."});
  const AlgorithmRun rocks =
      evaluated(addLabelled("rocks", "origin", "string", "magmatic", "sedimentary")->id());
  QVERIFY2(rocks.ok, qPrintable(rocks.error));
  QCOMPARE(rocks.results.value("POINTS_USED").toInt(), 15);
  QCOMPARE(
      evaluated(addLabelled("made", "origin", "string", "smote", "adasyn")->id()).error,
      QStringLiteral("DEPOSITS: all points of the layer 'made' were made by augmentation (field 'origin'); "
                     "choose the places where something was found."));
}

void TestInputsAsGiven::oneBadPointIsLeftOutAndNamed() {
  const QString layer =
      addPoints("bad", "EPSG:4326",
                {QgsPointXY(27.01, 54.13), QgsPointXY(27.0, 95.0), QgsPointXY(27.02, 54.14)})
          ->id();
  const AlgorithmRun judged =
      run("evaluate", {{"PROSPECTIVITY", path("stack.tif")}, {"DEPOSITS", layer}, {"BOOTSTRAP", 0}});
  QVERIFY2(judged.ok, qPrintable(judged.error));
  QCOMPARE(
      judged.warnings.first(),
      QStringLiteral("DEPOSITS: 1 of the 3 points of the layer 'bad' cannot be brought to the CRS of the "
                     "raster and are left out (feature 2); check their coordinates."));
  const QString none = addPoints("none good", "EPSG:4326", {QgsPointXY(27.0, 95.0)})->id();
  QCOMPARE(
      run("evaluate", {{"PROSPECTIVITY", path("stack.tif")}, {"DEPOSITS", none}}).error,
      QStringLiteral("DEPOSITS: no point of the layer 'none good' can be brought to the CRS of the raster; "
                     "check its coordinates and its CRS."));
}

// QGIS Desktop stops a run at the first geometry that is not valid, unless the algorithm sees to it.
void TestInputsAsGiven::aBrokenPointStopsNoRun() {
  QVector<QgsPointXY> points = places();
  points[4].setX(std::numeric_limits<double>::infinity());
  const QString layer = addPoints("one broken", "EPSG:32635", points)->id();
  QgsProcessingContext context;
  context.setProject(QgsProject::instance());
  context.setInvalidGeometryCheck(static_cast<decltype(context.invalidGeometryCheck())>(2)); // abort
  const AlgorithmRun made =
      runAlgorithm("prospectivity:createsamples",
                   {{"STACK", path("stack.tif")}, {"DEPOSITS", layer}, {"OUTPUT", "memory:"}}, context);
  QVERIFY2(made.ok, qPrintable(made.error));
  QCOMPARE(made.results.value("POSITIVES").toInt(), 14);
  QCOMPARE(made.results.value("DROPPED").toInt(), 1);
  const AlgorithmRun read =
      runAlgorithm("prospectivity:orderfeatures",
                   {{"INPUT", made.results.value("OUTPUT")}, {"TABLE", "memory:"}}, context);
  QVERIFY2(read.ok, qPrintable(read.error));
}

void TestInputsAsGiven::shapesThatHaveNoPlaceAreNamed() {
  const QString layer =
      addPoints("bad shapes", "EPSG:4326", {QgsPointXY(27.01, 54.13), QgsPointXY(27.0, 95.0)})->id();
  const AlgorithmRun made = run(
      "vectorevidence", {{"INPUT", layer}, {"REFERENCE", path("stack.tif")}, {"OUTPUT", path("shapes.tif")}});
  QVERIFY2(made.ok, qPrintable(made.error));
  QCOMPARE(made.warnings,
           QStringList{"1 feature of the layer 'bad shapes' left out, which cannot be brought to "
                       "the CRS of the grid (feature 2)."});
}

void TestInputsAsGiven::anUndefinedCrsIsNone() {
  const auto* bare = addPoints("bare", "", places());
  QgsVectorFileWriter::SaveVectorOptions options;
  options.driverName = QStringLiteral("GPKG");
  QgsVectorFileWriter::writeAsVectorFormatV3(const_cast<QgsVectorLayer*>(bare), path("nocrs.gpkg"),
                                             QgsCoordinateTransformContext(), options);
  const AlgorithmRun made =
      run("createsamples",
          {{"STACK", path("stack.tif")}, {"DEPOSITS", path("nocrs.gpkg")}, {"OUTPUT", "memory:"}});
  QVERIFY2(made.error.contains("(DEPOSITS) has no CRS"), qPrintable(made.error));
}

void TestInputsAsGiven::tablesWithCoordinatesArePoints_data() {
  QTest::addColumn<QString>("columns");
  QTest::addColumn<QString>("decimal"); // mark of the coordinates, which are texts then
  QTest::addColumn<QString>("told");    // the columns, and how they are taken
  const QString metres =
      "columns '%1', '%2' are taken for the places of the deposits, in the CRS of the raster.";
  QTest::newRow("metres") << "x:double,y:double"
                          << "" << metres.arg("x", "y");
  QTest::newRow("texts with commas") << "Easting:string,Northing:string"
                                     << "," << metres.arg("Easting", "Northing");
  QTest::newRow("degrees")
      << "name:string,Lon:string,Lat:string"
      << "."
      << "columns 'Lon', 'Lat' are taken for the places of the deposits, in degrees of WGS 84.";
  // The grid of x and y may be that of the next zone: they are empty here.
  QTest::newRow("degrees beside metres")
      << "x:double,y:double,Lon:string,Lat:string"
      << "."
      << "columns 'Lon', 'Lat' are taken for the places of the deposits, in degrees of WGS 84.";
}

// One row has no number, and is left out.
void TestInputsAsGiven::tablesWithCoordinatesArePoints() {
  QFETCH(QString, columns);
  QFETCH(QString, decimal);
  QFETCH(QString, told);
  auto* table =
      new QgsVectorLayer("NoGeometry?field=" + QString(columns).replace(",", "&field="), "table", "memory");
  QgsProject::instance()->addMapLayer(table);
  const QgsCoordinateTransform toDegrees(QgsCoordinateReferenceSystem("EPSG:32635"),
                                         QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject::instance());
  const bool inDegrees = columns.contains("Lon");
  const int x = table->fields().count() - 2;
  for (int i = 0; i < places().size(); ++i) {
    const QgsPointXY given = inDegrees ? toDegrees.transform(places()[i]) : places()[i];
    QgsFeature feature(table->fields());
    for (const int axis : {0, 1}) {
      const double number = axis == 0 ? given.x() : given.y();
      feature.setAttribute(x + axis, decimal.isEmpty()
                                         ? QVariant(number)
                                         : QVariant(QString::number(number, 'f', 8).replace(".", decimal)));
    }
    if (i == 3)
      feature.setAttribute(x, QVariant());
    table->dataProvider()->addFeature(feature);
  }
  const AlgorithmRun made =
      run("createsamples", {{"STACK", path("stack.tif")}, {"DEPOSITS", table->id()}, {"OUTPUT", "memory:"}});
  QVERIFY2(made.ok, qPrintable(made.error));
  QCOMPARE(made.results.value("POSITIVES").toInt(), 14);
  QVERIFY2(made.warnings.contains("DEPOSITS: the table 'table' has no geometry; its " + told),
           qPrintable(made.warnings.join('\n')));
  QCOMPARE(
      made.warnings.filter("1 of the 15 rows of the table 'table' hold no numbers in the columns ").size(),
      1);
  QCOMPARE(made.warnings.filter("without geometry were").size(), 0);
  const AlgorithmRun judged =
      run("evaluate", {{"PROSPECTIVITY", path("stack.tif")}, {"DEPOSITS", table->id()}, {"BOOTSTRAP", 0}});
  QVERIFY2(judged.ok, qPrintable(judged.error));
  QCOMPARE(judged.results.value("POINTS_USED").toInt(), 14);
}

// "512,345" is 512.345 or half a million.
void TestInputsAsGiven::commasOfCoordinatesThatMayGroupAreTold() {
  auto* table = new QgsVectorLayer("NoGeometry?field=x:string&field=y:string", "grouped", "memory");
  for (const char* y : {"712,345", "612,345"}) {
    QgsFeature feature(table->fields());
    feature.setAttributes(QgsAttributes(QVector<QVariant>{"512,345", y}));
    table->dataProvider()->addFeature(feature);
  }
  QgsProject::instance()->addMapLayer(table);
  const AlgorithmRun judged =
      run("evaluate", {{"PROSPECTIVITY", path("stack.tif")}, {"DEPOSITS", table->id()}, {"BOOTSTRAP", 0}});
  QVERIFY(!judged.ok); // no point lies in the map
  QVERIFY2(
      judged.warnings.contains("DEPOSITS: the commas in 'x', 'y' are taken for decimal commas, but all of "
                               "them could group thousands; if they do, write the numbers without them."),
      qPrintable(judged.warnings.join('\n')));
}

void TestInputsAsGiven::tablesWithoutCoordinatesAreNamed() {
  auto* texts = new QgsVectorLayer("NoGeometry?field=x:string&field=y:string", "grid squares", "memory");
  QgsFeature feature(texts->fields());
  feature.setAttributes(QgsAttributes(QVector<QVariant>{"C4", "5"}));
  texts->dataProvider()->addFeature(feature);
  QgsProject::instance()->addMapLayer(texts);
  QCOMPARE(
      run("evaluate", {{"PROSPECTIVITY", path("stack.tif")}, {"DEPOSITS", texts->id()}}).error,
      QStringLiteral("DEPOSITS: the columns 'x', 'y' of the table 'grid squares' hold text such as 'C4' and "
                     "no coordinates; write them as numbers."));
}

void TestInputsAsGiven::anOrderOfOddNamesIsTakenBack() {
  const QString samples = path("odd.gpkg");
  const AlgorithmRun made =
      run("createsamples", {{"STACK", path("stack.tif")}, {"DEPOSITS", "deposits"}, {"OUTPUT", samples}});
  QVERIFY2(made.ok, qPrintable(made.error));
  const AlgorithmRun ordered = run("orderfeatures", {{"INPUT", samples}, {"METHOD", "as-given"}});
  QVERIFY2(ordered.ok, qPrintable(ordered.error));
  QCOMPARE(ordered.results.value("ORDER").toString(), QStringLiteral("\"Cu, ppm\",Sn"));
  const AlgorithmRun again = run("orderfeatures", {{"INPUT", samples},
                                                   {"METHOD", "custom"},
                                                   {"FEATURES", "Sn;\"Cu, ppm\""},
                                                   {"CUSTOM_ORDER", ordered.results.value("ORDER")}});
  QVERIFY2(again.ok, qPrintable(again.error));
  QCOMPARE(again.results.value("ORDER"), ordered.results.value("ORDER"));
}

void TestInputsAsGiven::bandsOfOddNamesAreFound() {
  const AlgorithmRun made =
      run("buildevidencestack", {{"LAYERS", QVariantList{path("stack.tif")}},
                                 {"BAND_NAMES", "\"Cu; As=ppm\",\"Sn, ppm\""},
                                 {"TRANSFORMS", "\"Cu; As=ppm\"=log; \"Sn, ppm\"=standardize"},
                                 {"OUTPUT", path("named.tif")}});
  QVERIFY2(made.ok, qPrintable(made.error));
  QCOMPARE(openRaster(path("named.tif").toStdString())->bandNames(),
           (std::vector<std::string>{"Cu; As=ppm", "Sn, ppm"}));
}

// Two assays of copper are two layers, in explanations and where layers are counted, and two classes are one.
void TestInputsAsGiven::quantitiesNamedLikeClassesAreLayers() {
  QgsVectorLayer samples("Point?crs=EPSG:32635", "assays", "memory");
  const QStringList names{"Cu=AAS", "Cu=ICP", "rock=1", "rock=2"};
  samples.dataProvider()->addAttributes({makeField("label", QMetaType::Int)});
  for (const QString& name : names)
    samples.dataProvider()->addAttributes({makeField(name, QMetaType::Double)});
  samples.updateFields();
  Random random(6);
  for (int i = 0; i < 60; ++i) {
    const int rock = static_cast<int>(random.below(2));
    QgsFeature feature(samples.fields());
    feature.setAttributes(QgsAttributes(QVector<QVariant>{i % 2, 20 + 5 * random.normal() + i % 2,
                                                          30 + 5 * random.normal(), rock, 1 - rock}));
    feature.setGeometry(
        QgsGeometry::fromPointXY({500000 + 2000 * random.uniform(), 5998000 + 2000 * random.uniform()}));
    samples.dataProvider()->addFeature(feature);
  }
  const AlgorithmRun trained =
      run("trainreference",
          {{"SAMPLES", QVariant::fromValue(&samples)}, {"FOLDS", 2}, {"MODEL", path("assays.pt")}});
  QVERIFY2(trained.ok, qPrintable(trained.error));
  const AlgorithmRun explained = run("shapvalues", {{"SAMPLES", QVariant::fromValue(&samples)},
                                                    {"MODEL", path("assays.pt")},
                                                    {"OUTPUT", path("shares.gpkg")}});
  QVERIFY2(explained.ok, qPrintable(explained.error));
  const QgsVectorLayer shares(path("shares.gpkg"), "shares", "ogr");
  QVERIFY(shares.isValid());
  for (const char* name : {"shap_Cu=AAS", "shap_Cu=ICP", "shap_rock"})
    QVERIFY2(shares.fields().indexOf(name) >= 0, name);
  QVERIFY(shares.fields().indexOf("shap_Cu") < 0);
  const Grid grid{{500000, 100, 0, 6000000, 0, -100},
                  columns,
                  rows,
                  QgsCoordinateReferenceSystem("EPSG:32635")
                      .toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal)
                      .toStdString()};
  std::vector<float> values(std::size_t{4} * columns * rows, 1);
  const auto sink =
      createRaster(path("assays.tif").toStdString(), grid, {"Cu=AAS", "Cu=ICP", "rock=1", "rock=2"});
  sink->write({0, 0, columns, rows}, values.data());
  sink->finish();
  const AlgorithmRun mapped = run("predict", {{"MODEL", path("assays.pt")},
                                              {"STACK", path("assays.tif")},
                                              {"OUTPUT", path("score.tif")},
                                              {"COVERAGE", path("coverage.tif")}});
  QVERIFY2(mapped.ok, qPrintable(mapped.error));
  float count = 0;
  openRaster(path("coverage.tif").toStdString())->read({0}, {0, 0, 1, 1}, &count);
  QCOMPARE(count, 3.0F);
}

void TestInputsAsGiven::distortedMapsAreTold_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<QString>("part");
  QTest::newRow("evaluate") << "evaluate" << QVariantMap{{"PROSPECTIVITY", ""}, {"BOOTSTRAP", 0}}
                            << "cells count alike: shares of the area are those of the map";
  QTest::newRow("non-deposits") << "createsamples" << QVariantMap{{"STACK", ""}, {"OUTPUT", "memory:"}}
                                << "cells count alike: shares of the area are those of the map";
  QTest::newRow("distance") << "createsamples"
                            << QVariantMap{{"STACK", ""}, {"MIN_DISTANCE", 10}, {"OUTPUT", "memory:"}}
                            << "lengths on the map are";
}

void TestInputsAsGiven::distortedMapsAreTold() {
  QFETCH(QString, algorithm);
  QFETCH(QVariantMap, more);
  QFETCH(QString, part);
  for (const bool distorted : {true, false}) {
    QVariantMap parameters = more;
    parameters["DEPOSITS"] = distorted ? "far points" : "deposits";
    for (const QString& name : {QStringLiteral("STACK"), QStringLiteral("PROSPECTIVITY")})
      if (parameters.contains(name))
        parameters[name] = path(distorted ? "mercator.tif" : "stack.tif");
    const AlgorithmRun done = run(algorithm, parameters);
    QVERIFY2(done.ok, qPrintable(done.error));
    QCOMPARE(done.warnings.filter(part).size(), distorted ? 1 : 0);
  }
}

// Spatial blocks have lengths of the map, target levels its areas.
void TestInputsAsGiven::distortedMapsAreToldToModels() {
  const QString lengths = "lengths on the map are";
  const QString cells = "cells count alike: shares of the area are those of the map";
  const QString areas = "it is the map that is measured";
  for (const bool distorted : {true, false}) {
    QgsVectorLayer samples(distorted ? "Point?crs=EPSG:3857" : "Point?crs=EPSG:32635", "samples", "memory");
    samples.dataProvider()->addAttributes({makeField("label", QMetaType::Int),
                                           makeField("Cu, ppm", QMetaType::Double),
                                           makeField("Sn", QMetaType::Double)});
    samples.updateFields();
    const QgsPointXY corner = distorted ? QgsPointXY(1113194, 7000000) : QgsPointXY(500000, 5998000);
    const double extent = distorted ? 2000000 : 2000;
    Random random(4);
    for (int i = 0; i < 60; ++i) {
      QgsFeature feature(samples.fields());
      feature.setAttributes(QgsAttributes(QVector<QVariant>{i % 2, random.normal(), random.normal()}));
      feature.setGeometry(QgsGeometry::fromPointXY(
          {corner.x() + extent * random.uniform(), corner.y() + extent * random.uniform()}));
      samples.dataProvider()->addFeature(feature);
    }
    const QString model = path(distorted ? "mercator.pt" : "utm.pt");
    const AlgorithmRun trained = run("traincnn", {{"SAMPLES", QVariant::fromValue(&samples)},
                                                  {"EPOCHS", 2},
                                                  {"MEMBERS", 1},
                                                  {"VALIDATION", "spatial-blocks"},
                                                  {"FOLDS", 2},
                                                  {"MODEL", model}});
    QVERIFY2(trained.ok, qPrintable(trained.error));
    QCOMPARE(trained.warnings.filter(lengths).size(), distorted ? 1 : 0);
    QVariantMap parameters{{"MODEL", model},
                           {"STACK", path(distorted ? "mercator.tif" : "stack.tif")},
                           {"OUTPUT", path("score.tif")},
                           {"TARGETS", path("targets.tif")}};
    const AlgorithmRun levels = run("predict", parameters);
    QVERIFY2(levels.ok, qPrintable(levels.error));
    QCOMPARE(levels.warnings.filter(cells).size(), distorted ? 1 : 0);
    parameters["TARGET_POLYGONS"] = path("targets.gpkg");
    const AlgorithmRun polygons = run("predict", parameters);
    QVERIFY2(polygons.ok, qPrintable(polygons.error));
    QCOMPARE(polygons.warnings.filter(cells).size(), distorted ? 1 : 0);
    QCOMPARE(polygons.warnings.filter(areas).size(), 0); // those of targets are of the ground
  }
}

void TestInputsAsGiven::degreesAreToldWhereTheyMeasure_data() {
  QTest::addColumn<double>("top");
  QTest::addColumn<int>("told");
  QTest::newRow("60 degrees north") << 60.0 << 1;
  QTest::newRow("at the equator") << 1.0 << 0;
}

// A degree at 59 degrees north is 57 km from west to east; cells there are 6 % larger in the south.
void TestInputsAsGiven::degreesAreToldWhereTheyMeasure() {
  QFETCH(double, top);
  QFETCH(int, told);
  writeStack("degrees of ground.tif", "EPSG:4326", 26.9, top, 0.1);
  QVector<QgsPointXY> points;
  for (int i = 0; i < 8; ++i)
    points << QgsPointXY(26.95 + 0.2 * i, top - 0.05 - 0.1 * i);
  const QString layer = addPoints("points in degrees", "EPSG:4326", points)->id();
  const QString stack = path("degrees of ground.tif");
  const QString distances = "distances are measured in degrees, of which one is";
  const QString draws = "and cells are drawn alike: more non-deposits to the area lie where cells are small";
  const AlgorithmRun near = run("createsamples", {{"STACK", stack},
                                                  {"DEPOSITS", layer},
                                                  {"MIN_DISTANCE", 0.2},
                                                  {"NEGATIVE_METHOD", "distance-constrained"},
                                                  {"OUTPUT", path("in_degrees.gpkg")}});
  QVERIFY2(near.ok, qPrintable(near.error));
  QCOMPARE(near.warnings.filter(distances).size(), told);
  QCOMPARE(near.warnings.filter(draws).size(), told);
  QVector<QgsPointXY> barren;
  for (const QgsPointXY& point : points)
    barren << QgsPointXY(point.x() + 0.1, point.y());
  const AlgorithmRun plain =
      run("createsamples", {{"STACK", stack},
                            {"DEPOSITS", layer},
                            {"NON_DEPOSITS", addPoints("barren in degrees", "EPSG:4326", barren)->id()},
                            {"OUTPUT", "memory:"}});
  QVERIFY2(plain.ok, qPrintable(plain.error));
  QCOMPARE(plain.warnings.filter(distances).size() + plain.warnings.filter(draws).size(), 0);
  // Cells of a map that is judged count by their area.
  const AlgorithmRun judged =
      run("evaluate", {{"PROSPECTIVITY", stack}, {"DEPOSITS", layer}, {"BOOTSTRAP", 0}});
  QVERIFY2(judged.ok, qPrintable(judged.error));
  QCOMPARE(judged.warnings.filter("those of the map").size() + judged.warnings.filter(draws).size(), 0);
  // Blocks are squares of the map.
  QgsVectorLayer samples("Point?crs=EPSG:4326", "samples", "memory");
  samples.dataProvider()->addAttributes({makeField("label", QMetaType::Int),
                                         makeField("Cu, ppm", QMetaType::Double),
                                         makeField("Sn", QMetaType::Double)});
  samples.updateFields();
  Random random(4);
  for (int i = 0; i < 60; ++i) {
    QgsFeature feature(samples.fields());
    feature.setAttributes(QgsAttributes(QVector<QVariant>{i % 2, random.normal(), random.normal()}));
    feature.setGeometry(QgsGeometry::fromPointXY({27 + 2 * random.uniform(), top - 2 * random.uniform()}));
    samples.dataProvider()->addFeature(feature);
  }
  const AlgorithmRun trained = run("trainreference", {{"SAMPLES", QVariant::fromValue(&samples)},
                                                      {"VALIDATION", "spatial-blocks"},
                                                      {"FOLDS", 2},
                                                      {"MODEL", path("in_degrees.pt")}});
  QVERIFY2(trained.ok, qPrintable(trained.error));
  QCOMPARE(trained.warnings.filter(distances).size(), told);
}

void TestInputsAsGiven::aGridNeedsNoReference() {
  const AlgorithmRun made = run("vectorevidence", {{"INPUT", "deposits"},
                                                   {"EXTENT", "500000,503000,5998000,6000000"},
                                                   {"CELL_SIZE", 100},
                                                   {"OUTPUT", path("free.tif")}});
  QVERIFY2(made.ok, qPrintable(made.error));
  const AlgorithmRun matched =
      run("vectorevidence",
          {{"INPUT", "deposits"}, {"REFERENCE", path("stack.tif")}, {"OUTPUT", path("matched.tif")}});
  QVERIFY2(matched.ok, qPrintable(matched.error));
  const auto free = openRaster(path("free.tif").toStdString());
  const auto other = openRaster(path("matched.tif").toStdString());
  QVERIFY(free->grid().matches(other->grid()));
  std::vector<float> a(free->grid().cells());
  std::vector<float> b(a.size());
  free->read({0}, {0, 0, columns, rows}, a.data());
  other->read({0}, {0, 0, columns, rows}, b.data());
  QVERIFY(a == b);
  const AlgorithmRun degrees =
      run("vectorevidence", {{"INPUT", "deposits"},
                             {"EXTENT", "500000,503000,5998000,6000000 [EPSG:32635]"},
                             {"CELL_SIZE", 0.001},
                             {"CRS", "EPSG:4326"},
                             {"OUTPUT", path("degrees.tif")}});
  QVERIFY2(degrees.ok, qPrintable(degrees.error));
  QCOMPARE(openRaster(path("degrees.tif").toStdString())->grid().cellWidth(), 0.001);
}

void TestInputsAsGiven::gridMistakesAreNamed_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<QString>("sentence");
  const QString missing =
      QStringLiteral("REFERENCE is not set, and without a raster to match %1 is needed: give EXTENT "
                     "and CELL_SIZE, and CRS if it is not that of the layer 'deposits'.");
  QTest::newRow("nothing") << QVariantMap{} << missing.arg("EXTENT");
  QTest::newRow("no cell size") << QVariantMap{{"EXTENT", "0,1,0,1"}} << missing.arg("CELL_SIZE");
  QTest::newRow("both")
      << QVariantMap{{"REFERENCE", path("stack.tif")}, {"CELL_SIZE", 100}}
      << "CELL_SIZE and REFERENCE are both given, and the grid is that of one or the other: "
         "leave one out.";
  QTest::newRow("cell size of 0") << QVariantMap{{"EXTENT", "0,1,0,1"}, {"CELL_SIZE", 0}}
                                  << "CELL_SIZE is 0, but must be above 0: give a size in units of the CRS.";
  QTest::newRow("layer without CRS")
      << QVariantMap{{"INPUT", "bare"}, {"CRS", "EPSG:32635"}, {"EXTENT", "0,1,0,1"}, {"CELL_SIZE", 1}}
      << "INPUT: the layer 'bare' has no CRS: set it in the layer's properties.";
}

void TestInputsAsGiven::gridMistakesAreNamed() {
  QFETCH(QVariantMap, more);
  QFETCH(QString, sentence);
  QVariantMap parameters{{"INPUT", "deposits"}, {"OUTPUT", path("wrong.tif")}};
  for (auto entry = more.begin(); entry != more.end(); ++entry)
    parameters.insert(entry.key(), entry.value());
  QCOMPARE(run("vectorevidence", parameters).error, sentence);
}

PROCESSING_TEST_MAIN(TestInputsAsGiven)
#include "test_inputs_as_given.moc"
