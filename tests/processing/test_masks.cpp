#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/releases/enumerations.h"
#include "tests/engine/network/random_model.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/two_layer_model.h"

#include <qgscoordinatetransform.h>
#include <qgsprocessingmodelalgorithm.h>
#include <qgsproject.h>
#include <qgsvectorlayer.h>

#include <cmath>
#include <map>

using namespace prospectivity;

/// MASK means the same in every algorithm that has one, whatever it is made of.
class TestMasks : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void everyAlgorithmWithAMaskIsHere();
  void everyKindOfMaskIsTheSame_data();
  void everyKindOfMaskIsTheSame();
  void aMaskThatLeavesNothingIsTold_data();
  void aMaskThatLeavesNothingIsTold();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QString path(const QString& name) const { return mFolder.filePath(name); }
  QVariantMap parametersOf(const QString& algorithm) const;
  AlgorithmRun run(const QString& algorithm, const QVariant& mask);

  QTemporaryDir mFolder;
  QgsVectorLayer* mPolygons = nullptr; ///< the western half, in degrees
};

namespace {

constexpr int columns = 40;
constexpr int rows = 30;
constexpr int inside = 20; ///< columns of the western half

Grid gridOf(double cell) {
  const int count = static_cast<int>(std::lround(500 * columns / cell));
  return {{500000, cell, 0, 2900000, 0, -cell},
          count,
          count * rows / columns,
          QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32650"))
              .toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal)
              .toStdString()};
}

void writeMask(const QString& path, const Grid& grid, bool isEmpty = false) {
  std::vector<float> values;
  for (std::size_t cell = 0; cell < grid.cells(); ++cell)
    values.push_back(
        !isEmpty && 2 * static_cast<int>(cell % static_cast<std::size_t>(grid.columns)) < grid.columns ? 1
                                                                                                       : 0);
  const auto sink = createRaster(path.toStdString(), grid, {"mask"});
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
}

/// The western half again, as a raster of small cells in degrees that reaches beyond the layers.
void writeMaskInDegrees(const QString& path) {
  const QgsCoordinateReferenceSystem degrees(QStringLiteral("EPSG:4326"));
  const Grid grid{{116.99, 0.0005, 0, 26.24, 0, -0.0005},
                  460,
                  360,
                  degrees.toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal).toStdString()};
  const QgsCoordinateTransform toMetres(degrees, QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32650")),
                                        QgsProject::instance());
  std::vector<float> values;
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      const Point center = grid.center(column, row);
      const double east = toMetres.transform(QgsPointXY(center.x, center.y)).x();
      values.push_back(east < 500000 + 500 * inside ? 1 : 0);
    }
  const auto sink = createRaster(path.toStdString(), grid, {"mask"});
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
}

/// The ids, without the provider's, of all algorithms with a parameter MASK. Models hand theirs to these.
QStringList algorithmsWithMask() {
  QStringList ids;
  for (const QgsProcessingAlgorithm* algorithm :
       QgsApplication::processingRegistry()->providerById(QStringLiteral("prospectivity"))->algorithms())
    if (algorithm->parameterDefinition(QStringLiteral("MASK")) != nullptr &&
        dynamic_cast<const QgsProcessingModelAlgorithm*>(algorithm) == nullptr)
      ids << algorithm->name();
  return ids;
}

std::vector<float> bandOf(const QString& path) {
  std::vector<float> values(static_cast<std::size_t>(columns) * rows);
  openRaster(path.toStdString())->read({0}, {0, 0, columns, rows}, values.data());
  return values;
}

} // namespace

void TestMasks::initTestCase() {
  saveTwoLayerModel(path("model.pt").toStdString());
  const Grid grid = gridOf(500);
  const FloatMatrix values = randomRows(2, static_cast<int>(grid.cells()), 5);
  for (int band = 0; band < 2; ++band) {
    const auto sink =
        createRaster(path(band == 0 ? "W.tif" : "Sn.tif").toStdString(), grid, {band == 0 ? "W" : "Sn"});
    sink->write({0, 0, columns, rows}, values.row(band).data());
    sink->finish();
  }
  const auto sink = createRaster(path("stack.tif").toStdString(), grid, {"W", "Sn"});
  sink->write({0, 0, columns, rows}, values.data());
  sink->finish();
  writeMask(path("on grid.tif"), grid);
  writeMask(path("coarse.tif"), gridOf(1000));
  writeMask(path("nothing.tif"), grid, true);
  writeMaskInDegrees(path("degrees.tif"));
  Grid elsewhere = grid; // six degrees to the east, by the same numbers
  elsewhere.crs = QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32651"))
                      .toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal)
                      .toStdString();
  writeMask(path("elsewhere.tif"), elsewhere);

  const double left = 500000;
  const double top = 2900000;
  QgsGeometry half = QgsGeometry::fromRect(QgsRectangle(left, top - 500 * rows, left + 500 * inside, top));
  half.transform(QgsCoordinateTransform(QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32650")),
                                        QgsCoordinateReferenceSystem(QStringLiteral("EPSG:4326")),
                                        QgsProject::instance()));
  mPolygons = new QgsVectorLayer("Polygon?crs=EPSG:4326", "half", "memory");
  QgsFeature feature;
  feature.setGeometry(half);
  mPolygons->dataProvider()->addFeature(feature);
  QgsProject::instance()->addMapLayer(mPolygons);
  QgsProject::instance()->addMapLayer(new QgsVectorLayer("Polygon?crs=EPSG:32650", "empty", "memory"));

  QVector<QgsPointXY> points;
  for (int i = 0; i < 16; ++i)
    points << QgsPointXY(left + 250 + 1000 * i, top - 250 - 500 * i);
  addPoints("deposits", "EPSG:32650", points);
}

QVariantMap TestMasks::parametersOf(const QString& algorithm) const {
  const QString deposits = QgsProject::instance()->mapLayersByName("deposits").first()->id();
  const QString output = path("output.tif");
  if (algorithm == "buildevidencestack")
    return {{"LAYERS", QStringList{path("W.tif"), path("Sn.tif")}}, {"OUTPUT", output}};
  if (algorithm == "createsamples")
    return {{"STACK", path("stack.tif")}, {"DEPOSITS", deposits}, {"OUTPUT", "memory:"}};
  if (algorithm == "evaluate")
    return {{"PROSPECTIVITY", path("W.tif")}, {"DEPOSITS", deposits}, {"BOOTSTRAP", 0}};
  if (algorithm == "predict" || algorithm == "shapmap")
    return {{"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", output}};
  return {}; // everyAlgorithmWithAMaskIsHere() fails
}

AlgorithmRun TestMasks::run(const QString& algorithm, const QVariant& mask) {
  QgsProcessingContext context;
  context.setProject(QgsProject::instance());
  QVariantMap parameters = parametersOf(algorithm);
  parameters.insert("MASK", mask);
  return runAlgorithm("prospectivity:" + algorithm, parameters, context);
}

// A new algorithm with a mask is run by this test as soon as parametersOf() knows its other parameters.
void TestMasks::everyAlgorithmWithAMaskIsHere() {
  const QStringList algorithms = algorithmsWithMask();
  QVERIFY(algorithms.size() >= 5);
  for (const QString& algorithm : algorithms)
    QVERIFY2(
        !parametersOf(algorithm).isEmpty(),
        qPrintable("give parametersOf() and aMaskThatLeavesNothingIsTold() what " + algorithm + " takes"));
}

void TestMasks::everyKindOfMaskIsTheSame_data() {
  QTest::addColumn<QString>("algorithm");
  for (const QString& algorithm : algorithmsWithMask())
    QTest::newRow(qPrintable(algorithm)) << algorithm;
}

void TestMasks::everyKindOfMaskIsTheSame() {
  QFETCH(QString, algorithm);
  for (const QVariant& mask : {QVariant(path("on grid.tif")), QVariant(path("coarse.tif")),
                               QVariant(path("degrees.tif")), QVariant(mPolygons->id())}) {
    const AlgorithmRun done = run(algorithm, mask);
    QVERIFY2(done.ok, qPrintable(done.error));
    if (algorithm == "createsamples") {
      QCOMPARE(done.results.value("POSITIVES").toInt(), 10);
      QCOMPARE(done.results.value("NEGATIVES").toInt(), 10);
      QVERIFY2(done.warnings.contains("Deposits left out: 6 on NoData or outside the mask."),
               qPrintable(done.warnings.join('\n')));
    } else if (algorithm == "evaluate") {
      QCOMPARE(done.results.value("POINTS_USED").toInt(), 10);
      QCOMPARE(done.results.value("POINTS_DROPPED").toInt(), 6);
    } else {
      const std::vector<float> values = bandOf(path("output.tif"));
      for (std::size_t cell = 0; cell < values.size(); ++cell)
        QCOMPARE(std::isnan(values[cell]), cell % columns >= inside);
    }
  }
}

void TestMasks::aMaskThatLeavesNothingIsTold_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QString>("sentence");
  const QString noCell =
      "STACK: no cell has data in every layer of the model; check the layers and the mask.";
  const std::map<QString, QString> sentences{
      {"buildevidencestack", "MASK removes every cell of the stack: choose a mask that overlaps the layers."},
      {"createsamples",
       "DEPOSITS: 0 of 16 deposits remain (16 on NoData or outside the mask), and at least 2 are needed: "
       "check the CRS of the points, the mask and the NoData of the layers."},
      {"predict", noCell},
      {"shapmap", noCell},
      {"evaluate", "DEPOSITS: none of the 16 deposits can be used (16 outside the mask): check the CRS of "
                   "the points, the mask and the NoData of the raster."}};
  for (const QString& algorithm : algorithmsWithMask()) {
    const auto sentence = sentences.find(algorithm);
    QTest::newRow(qPrintable(algorithm))
        << algorithm << (sentence == sentences.end() ? QString() : sentence->second);
  }
}

void TestMasks::aMaskThatLeavesNothingIsTold() {
  QFETCH(QString, algorithm);
  QFETCH(QString, sentence);
  QVERIFY2(!sentence.isEmpty(), qPrintable(algorithm + " has no sentence here"));
  for (const char* mask : {"nothing.tif", "elsewhere.tif"}) {
    QFile::remove(path("output.tif"));
    const AlgorithmRun done = run(algorithm, path(mask));
    QCOMPARE(done.error, sentence);
    QVERIFY(!QFile::exists(path("output.tif")));
  }
}

void TestMasks::mistakesAreNamed_data() {
  everyKindOfMaskIsTheSame_data();
}

void TestMasks::mistakesAreNamed() {
  QFETCH(QString, algorithm);
  const auto idOf = [](const char* name) {
    return QgsProject::instance()->mapLayersByName(name).first()->id();
  };
  QCOMPARE(run(algorithm, idOf("deposits")).error,
           QStringLiteral("MASK is neither a raster nor a layer of polygons: choose one of these."));
  QCOMPARE(run(algorithm, idOf("empty")).error,
           QStringLiteral("MASK: the layer 'empty' has no polygons: choose another mask."));
  // A stack or a picture: its first band is no more a mask than the others are.
  QCOMPARE(run(algorithm, path("stack.tif")).error,
           QStringLiteral("MASK: 'stack.tif' has 2 bands, and which of them tells what is inside cannot be "
                          "known: choose a raster of one band (Rearrange bands makes one)."));
}

PROCESSING_TEST_MAIN(TestMasks)
#include "test_masks.moc"
