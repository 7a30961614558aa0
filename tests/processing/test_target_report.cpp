#include "engine/core/number_format.h"
#include "tests/processing/target_fixture.h"

#include <QFile>
#include <QRegularExpression>
#include <qgscoordinatetransform.h>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsvectorlayer.h>

#include <cmath>

using namespace prospectivity;

/// prospectivity:targetreport as a user runs it.
class TestTargetReport : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void everyTargetHasASheet();
  void polygonsOfOthersInAnotherCrsServeAsWell();
  void logarithmsAreToldAsMeasured();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  AlgorithmRun report(const QVariantMap& more) {
    QVariantMap parameters{
        {"TARGETS", path("targets.gpkg")},  {"MODEL", path("model.pt")}, {"STACK", path("stack.tif")},
        {"PROSPECTIVITY", path("map.tif")}, {"MAX_TARGETS", 2},          {"REPORT", path("report.html")}};
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      parameters.insert(entry.key(), entry.value());
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm(QStringLiteral("prospectivity:targetreport"), parameters, context);
  }
  QString page() const {
    QFile file(path("report.html"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
  }
  QTemporaryDir mFolder;
};

namespace {

QgsVectorLayer* addPolygons(const QString& name, const QString& crs, const QVector<QgsRectangle>& boxes) {
  auto* layer = new QgsVectorLayer("Polygon?crs=" + crs, name, QStringLiteral("memory"));
  for (const QgsRectangle& box : boxes) {
    QgsFeature feature;
    feature.setGeometry(QgsGeometry::fromRect(box));
    layer->dataProvider()->addFeature(feature);
  }
  QgsProject::instance()->addMapLayer(layer);
  return layer;
}

/// What the first sheet tells of a layer: unit, mean, lowest and highest value.
QStringList toldOf(const QString& page, const QString& layer) {
  const QRegularExpression row("<tr><td>" + layer +
                               "</td><td>([^<]*)</td><td class=\"number\">([^<]*)</td><td class=\"number\">"
                               "([^<]*) to ([^<]*)</td>");
  QStringList found = row.match(page).capturedTexts();
  if (!found.isEmpty())
    found.removeFirst(); // all of it
  return found;
}

} // namespace

void TestTargetReport::initTestCase() {
  targetModel(path("model.pt"));
  NetworkModel other = targetModel(path("other.pt"));
  other.background = randomRows(12, 3, 45);
  modelBackend().save(other, path("other.pt").toStdString());
  writeTargetStack(path("stack.tif"));
  QgsProcessingContext context;
  const AlgorithmRun done = runAlgorithm(QStringLiteral("prospectivity:predict"),
                                         {{"MODEL", path("model.pt")},
                                          {"STACK", path("stack.tif")},
                                          {"OUTPUT", path("map.tif")},
                                          {"TARGET_POLYGONS", path("targets.gpkg")},
                                          {"APPLICABILITY_AREA", path("area.tif")},
                                          {"TARGET_SHARES", "10, 30"}},
                                         context);
  QVERIFY2(done.ok, qPrintable(done.error));
  addPoints("known", "EPSG:32650", {QgsPointXY(505100, 2895100), QgsPointXY(512300, 2889900)});
  addPolygons("none", "EPSG:32650", {});
  addPolygons("elsewhere", "EPSG:32650", {QgsRectangle(100000, 100000, 101000, 101000)});
  addPolygons("between centres", "EPSG:32650", {QgsRectangle(500010, 2899950, 500100, 2899990)});
}

void TestTargetReport::everyTargetHasASheet() {
  const AlgorithmRun done = report({{"KNOWN_DEPOSITS", "known"}});
  QVERIFY2(done.ok, qPrintable(done.error));
  const QString text = page();
  QCOMPARE(text.count("<section class=\"sheet\""), 2);
  QCOMPARE(text.count("href=\"data:image/png;base64,iVBOR"), 4); // two scales each
  QVERIFY(!text.contains("<script"));
  QVERIFY(text.contains("no discovery") && text.contains("in the order of their ranks"));
  QVERIFY(text.contains("WGS 84") && text.contains("EPSG:32650"));
  QVERIFY(text.contains("Percentile among deposits") && text.contains("Percentile among training samples"));
  QVERIFY(text.contains("@page"));
  const QgsVectorLayer layer(path("targets.gpkg"), "targets", "ogr");
  QgsFeature first;
  layer.getFeatures().nextFeature(first);
  QCOMPARE(first.attribute("rank").toInt(), 1);
  QVERIFY(text.contains("1. Target " + first.attribute("id").toString() + "</h2>"));
  QVERIFY(text.contains(QString::number(first.attribute("mean_prob").toDouble(), 'f', 3)));
  QVERIFY(text.contains(first.attribute("driver_1").toString()));
  // As the list of targets has them.
  const auto told = [&](const char* fact, const char* field) {
    const double share = first.attribute(QString::fromLatin1(field)).toDouble();
    return text.contains(QStringLiteral("<dt>%1</dt><dd>%2</dd>")
                             .arg(QString::fromLatin1(fact), QString::fromStdString(formatPercent(share))));
  };
  QVERIFY(!first.attribute("applicable").isNull());
  QVERIFY(told("In the area of applicability", "applicable") && told("Layers with data", "coverage"));
  const QString once = text;
  QVERIFY(report({{"KNOWN_DEPOSITS", "known"}}).ok);
  QCOMPARE(page(), once); // the same bytes
}

void TestTargetReport::polygonsOfOthersInAnotherCrsServeAsWell() {
  const QgsCoordinateTransform transform(QgsCoordinateReferenceSystem("EPSG:32650"),
                                         QgsCoordinateReferenceSystem("EPSG:4326"),
                                         QgsCoordinateTransformContext());
  const QgsRectangle a = transform.transformBoundingBox(QgsRectangle(503000, 2890000, 507000, 2894000));
  const QgsRectangle b = transform.transformBoundingBox(QgsRectangle(510000, 2890000, 514000, 2894000));
  addPolygons("mine", "EPSG:4326", {a, b, QgsRectangle(0, 0, 1, 1)});
  const AlgorithmRun done = report({{"TARGETS", "mine"}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QVERIFY(done.warnings.join(' ').contains("1 of 3 polygons hold no centre of a cell"));
  const QString text = page();
  QCOMPARE(text.count("<section class=\"sheet\""), 2);
  QVERIFY(text.contains("in the order of their mean scores"));
  QVERIFY(text.contains("not given")); // of deposits
}

/// The same values once more, as logarithms of what was measured by their record.
void TestTargetReport::logarithmsAreToldAsMeasured() {
  NetworkModel model = targetModel(path("logged.pt"));
  model.descriptions = {{FeatureKind::Quantity, "ppm", "log 0"},
                        {FeatureKind::Quantity, "ppb", "log 0 then winsorize -3 3"},
                        {FeatureKind::Quantity, "mGal", "none"}};
  modelBackend().save(model, path("logged.pt").toStdString());
  writeTargetStack(path("logged.tif"), model.descriptions);
  const AlgorithmRun plain = report({});
  QVERIFY2(plain.ok, qPrintable(plain.error));
  const QString before = page();
  QgsProcessingContext context;
  const AlgorithmRun mapped = runAlgorithm(
      QStringLiteral("prospectivity:predict"),
      {{"MODEL", path("logged.pt")}, {"STACK", path("logged.tif")}, {"OUTPUT", path("logged map.tif")}},
      context);
  QVERIFY2(mapped.ok, qPrintable(mapped.error));
  const AlgorithmRun done = report({{"MODEL", path("logged.pt")},
                                    {"STACK", path("logged.tif")},
                                    {"PROSPECTIVITY", path("logged map.tif")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  const QString after = page();
  const QStringList logarithms = toldOf(before, "W");
  const QStringList measured = toldOf(after, "W");
  QCOMPARE(logarithms.size(), 4);
  QCOMPARE(measured.size(), 4);
  QCOMPARE(measured[0], QString("ppm"));
  QVERIFY2(measured[1].endsWith(" (of logarithms)"), qPrintable(measured[1]));
  for (int i = 1; i < 4; ++i) { // both have four digits
    const double logarithm = logarithms[i].toDouble();
    const double told = measured[i].section(' ', 0, 0).toDouble();
    QVERIFY(std::abs(std::log(told) - logarithm) <= 1e-3 * (1 + std::abs(logarithm)));
  }
  // No inverse leads back, or none is needed.
  QStringList same = toldOf(before, "Sn");
  same[0] = "ppb, logarithm, winsorized to -3 .. 3";
  QCOMPARE(toldOf(after, "Sn"), same);
  same = toldOf(before, "Bi");
  same[0] = "mGal";
  QCOMPARE(toldOf(after, "Bi"), same);
  QVERIFY(after.contains("led back from the mean of the logarithms"));
  QVERIFY(!before.contains("led back from the mean of the logarithms"));
}

void TestTargetReport::mistakesAreNamed_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("no polygons") << QVariantMap{{"TARGETS", "none"}}
                               << "TARGETS: the layer 'none' has no polygons;";
  QTest::newRow("no overlap") << QVariantMap{{"TARGETS", "elsewhere"}}
                              << "TARGETS: no polygon of the layer 'elsewhere' lies on the map";
  QTest::newRow("no cell") << QVariantMap{{"TARGETS", "between centres"}}
                           << "TARGETS: no polygon of the layer 'between centres' holds the centre of a cell";
  QTest::newRow("another model") << QVariantMap{{"MODEL", path("other.pt")}}
                                 << "PROSPECTIVITY: the map was made with another model than MODEL,";
  QTest::newRow("no scores") << QVariantMap{{"PROSPECTIVITY", path("stack.tif")}}
                             << "PROSPECTIVITY: the map holds values beyond 0 to 1;";
}

void TestTargetReport::mistakesAreNamed() {
  QFETCH(QVariantMap, more);
  QFETCH(QString, sentence);
  const AlgorithmRun done = report(more);
  QVERIFY(!done.ok);
  QVERIFY2(done.error.startsWith(sentence), qPrintable(done.error));
}

PROCESSING_TEST_MAIN(TestTargetReport)
#include "test_target_report.moc"
