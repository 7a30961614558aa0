#include "engine/raster/crs.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/layers/raster_layer.h"
#include "tests/engine/evidence/evidence_files.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <QFile>
#include <qgscoordinatereferencesystem.h>
#include <qgsrasterdataprovider.h>
#include <qgsrasterlayer.h>
#include <qgsreferencedgeometry.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <cmath>

using namespace prospectivity;

/// buildevidencestack as a user runs it: every parameter does what its text says, every mistake gets its
/// sentence, and the preflight that all algorithms share speaks before any work.
class TestBuildEvidenceStack : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void layersBecomeBandsWithNamesStatisticsAndTheirStory();
  void unitsAreStatedAndDeclared();
  void polygonsAndRastersMask();
  void extentAndCellSizeMakeTheGrid_data();
  void extentAndCellSizeMakeTheGrid();
  void anExtentMayHaveAnotherCrs();
  void aCrsIsAssumedOnRequest();
  void categoriesBecomeNamedBands();
  void mistakesAreNamed_data();
  void mistakesAreNamed();
  void otherAlgorithmsAreHeldToOneGrid();
  void undeclaredNoDataIsDoubted();
  void noDataIsFoundWhereverItLies();
  void propertiesOfTheLayerCount();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  void write(const QString& name, const EvidenceFile& file) const { writeEvidence(mFolder, name, file); }
  AlgorithmRun run(const QString& name, const QVariantMap& parameters) {
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm("prospectivity:" + name, parameters, context);
  }
  AlgorithmRun stack(QVariantMap parameters) {
    if (!parameters.contains("OUTPUT"))
      parameters.insert("OUTPUT", path("stack.tif"));
    return run("buildevidencestack", parameters);
  }
  std::vector<float> cells(const QString& name, int band) const {
    const auto raster = openRaster(path(name).toStdString());
    std::vector<float> values(raster->grid().cells());
    raster->read({band}, {0, 0, raster->grid().columns, raster->grid().rows}, values.data());
    return values;
  }
  QTemporaryDir mFolder;
};

namespace {

void addVector(const QString& definition, const QString& name, const QStringList& shapes) {
  auto* layer = new QgsVectorLayer(definition, name, QStringLiteral("memory"));
  for (const QString& wkt : shapes) {
    QgsFeature feature;
    feature.setGeometry(QgsGeometry::fromWkt(wkt));
    layer->dataProvider()->addFeature(feature);
  }
  QgsProject::instance()->addMapLayer(layer); // owns it
}

} // namespace

void TestBuildEvidenceStack::initTestCase() {
  GDALAllRegister();
  EvidenceFile file; // 20 x 15 cells of 100 m
  write("W.tif", file);
  file.value = [](double x, double y) { return x / 1e5 - y / 1e6; };
  write("Sn.tif", file);
  file.transform = {500050, 100, 0, 2900000, 0, -100};
  write("beside.tif", file);
  EvidenceFile bare;
  bare.epsg = 0;
  write("bare.tif", bare);
  EvidenceFile odd;
  odd.value = [](double x, double) { return x < 500300 ? -9999 : std::sin(x); };
  write("odd.tif", odd);
  EvidenceFile mask;
  mask.value = [](double x, double) { return x > 501000 ? 1 : 0; };
  write("east.tif", mask);
  mask.value = [](double, double) { return 0; };
  write("nothing.tif", mask);
  QFile text(path("notes.tif"));
  QVERIFY(text.open(QIODevice::WriteOnly));
  text.write("these are notes");
  text.close();
  addVector("Polygon?crs=EPSG:32650", "licence",
            {"POLYGON((499000 2899500, 503000 2899500, 503000 2901000, 499000 2901000, 499000 2899500))"});
  addVector("Polygon?crs=EPSG:32650", "no polygons", {});
  addVector("Point?crs=EPSG:32650", "mines", {"POINT(500250 2899650)", "POINT(501250 2899150)"});
}

void TestBuildEvidenceStack::layersBecomeBandsWithNamesStatisticsAndTheirStory() {
  const AlgorithmRun done = stack({{"LAYERS", QStringList{path("W.tif"), path("beside.tif")}},
                                   {"REFERENCE", path("W.tif")},
                                   {"BAND_NAMES", "tungsten, tin"},
                                   {"TRANSFORMS", "tin=standardize"},
                                   {"REPORT", path("stack.html")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  GDALDatasetUniquePtr file(GDALDataset::Open(path("stack.tif").toUtf8().constData()));
  QVERIFY(file);
  QCOMPARE(file->GetRasterCount(), 2);
  QCOMPARE(QString(file->GetRasterBand(1)->GetDescription()), QString("tungsten"));
  QCOMPARE(QString(file->GetRasterBand(2)->GetDescription()), QString("tin"));
  QCOMPARE(QString(file->GetRasterBand(2)->GetMetadataItem("source")), QString("'beside.tif'"));
  const QString treatment = file->GetRasterBand(2)->GetMetadataItem("treatment");
  QVERIFY2(treatment.startsWith("warped (bilinear), (value - "), qPrintable(treatment));
  // What is written with the band is what GDAL would find in it.
  for (int band = 1; band <= 2; ++band) {
    GDALRasterBand* raster = file->GetRasterBand(band);
    double written[4] = {};
    QCOMPARE(raster->GetStatistics(FALSE, FALSE, &written[0], &written[1], &written[2], &written[3]),
             CE_None);
    double found[4] = {};
    QCOMPARE(raster->ComputeStatistics(FALSE, &found[0], &found[1], &found[2], &found[3], nullptr, nullptr),
             CE_None);
    for (int i = 0; i < 4; ++i)
      QVERIFY2(std::abs(written[i] - found[i]) < 1e-9 * std::fmax(1, std::abs(found[i])),
               qPrintable(
                   QString("band %1, figure %2: %3, not %4").arg(band).arg(i).arg(written[i]).arg(found[i])));
  }
  QFile report(path("stack.html"));
  QVERIFY(report.open(QIODevice::ReadOnly));
  QVERIFY(QString(report.readAll()).contains("warped (bilinear)"));
}

void TestBuildEvidenceStack::unitsAreStatedAndDeclared() {
  {
    GDALDatasetUniquePtr declared(
        GDALDataset::Open(path("beside.tif").toUtf8().constData(), GDAL_OF_RASTER | GDAL_OF_UPDATE));
    QVERIFY(declared);
    QCOMPARE(declared->GetRasterBand(1)->SetUnitType("mGal"), CE_None);
  }
  // In Latin-1, as older files have it: models and reports are UTF-8.
  {
    QFile latin(path("latin.vrt"));
    QVERIFY(latin.open(QIODevice::WriteOnly));
    latin.write(
        "<VRTDataset rasterXSize=\"2\" rasterYSize=\"2\"><VRTRasterBand dataType=\"Float32\" band=\"1\">"
        "<UnitType>\xb5g/g</UnitType></VRTRasterBand></VRTDataset>");
  }
  QCOMPARE(openRaster(path("latin.vrt").toStdString())->description(0).unit, std::string("\u00b5g/g"));
  QVariantMap parameters{{"LAYERS", QStringList{path("W.tif"), path("Sn.tif"), path("beside.tif")}},
                         {"BAND_NAMES", "\"W, total\", Sn, gravity"},
                         {"TRANSFORMS", "\"W, total\"=log"},
                         {"UNITS", "\"W, total\"=ppm"}};
  const AlgorithmRun done = stack(parameters);
  QVERIFY2(done.ok, qPrintable(done.error));
  const auto unitsOfStack = [&] {
    const auto raster = openRaster(path("stack.tif").toStdString());
    std::vector<std::string> units;
    for (int band = 0; band < 3; ++band)
      units.push_back(raster->description(band).unit);
    return units;
  };
  QCOMPARE(unitsOfStack(), (std::vector<std::string>{"ppm", "", "mGal"}));
  const std::vector<float> before = cells("stack.tif", 2);
  parameters.insert("UNITS", "gravity=gu");
  const AlgorithmRun other = stack(parameters);
  QVERIFY2(other.ok, qPrintable(other.error));
  QCOMPARE(unitsOfStack(), (std::vector<std::string>{"", "", "gu"}));
  const std::vector<float> after = cells("stack.tif", 2);
  QVERIFY(std::equal(before.begin(), before.end(), after.begin(), [](float a, float b) {
    return a == b || (std::isnan(a) && std::isnan(b));
  })); // a statement, no conversion
  const QString warnings = other.warnings.join('\n');
  QVERIFY2(warnings.contains("UNITS: the layer 'gravity' declares the unit mGal, and gu is recorded instead"),
           qPrintable(warnings));
}

void TestBuildEvidenceStack::polygonsAndRastersMask() {
  const QStringList layers{path("W.tif"), path("Sn.tif")};
  AlgorithmRun done = stack({{"LAYERS", layers}, {"MASK", "licence"}});
  QVERIFY2(done.ok, qPrintable(done.error));
  std::vector<float> values = cells("stack.tif", 0);
  for (std::size_t i = 0; i < values.size(); ++i)
    QCOMPARE(std::isnan(values[i]), i / 20 >= 5); // the polygon ends five rows down
  done = stack({{"LAYERS", layers}, {"MASK", path("east.tif")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  values = cells("stack.tif", 1);
  for (std::size_t i = 0; i < values.size(); ++i)
    QCOMPARE(std::isnan(values[i]), i % 20 < 10);
}

void TestBuildEvidenceStack::extentAndCellSizeMakeTheGrid_data() {
  QTest::addColumn<QVariant>("extent");
  const QgsRectangle rectangle(500200, 2899000, 501200, 2899800);
  QTest::newRow("text") << QVariant("500200,501200,2899000,2899800 [EPSG:32650]");
  QTest::newRow("numbers") << QVariant("500200,501200,2899000,2899800");
  // As scripts and the canvas of QGIS give it.
  QTest::newRow("rectangle") << QVariant::fromValue(rectangle);
  QTest::newRow("rectangle with a CRS")
      << QVariant::fromValue(QgsReferencedRectangle(rectangle, QgsCoordinateReferenceSystem("EPSG:32650")));
}

void TestBuildEvidenceStack::extentAndCellSizeMakeTheGrid() {
  QFETCH(QVariant, extent);
  const AlgorithmRun done =
      stack({{"LAYERS", QStringList{path("W.tif"), path("Sn.tif")}}, {"EXTENT", extent}, {"CELL_SIZE", 200}});
  QVERIFY2(done.ok, qPrintable(done.error));
  const Grid grid = readGrid(path("stack.tif").toStdString());
  QCOMPARE(grid.columns, 5);
  QCOMPARE(grid.rows, 4);
  QCOMPARE(grid.transform[0], 500200.0);
  QCOMPARE(grid.transform[3], 2899800.0);
  QCOMPARE(grid.transform[1], 200.0);
}

void TestBuildEvidenceStack::anExtentMayHaveAnotherCrs() {
  const QgsCoordinateReferenceSystem geographic("EPSG:4326");
  const QgsCoordinateTransform toDegrees(QgsCoordinateReferenceSystem("EPSG:32650"), geographic,
                                         QgsProject::instance());
  const QgsRectangle asked(500200, 2899000, 501200, 2899800);
  const QgsRectangle degrees = toDegrees.transformBoundingBox(asked);
  for (const QVariant& extent : {QVariant(QString("%1,%2,%3,%4 [EPSG:4326]")
                                              .arg(degrees.xMinimum(), 0, 'f', 9)
                                              .arg(degrees.xMaximum(), 0, 'f', 9)
                                              .arg(degrees.yMinimum(), 0, 'f', 9)
                                              .arg(degrees.yMaximum(), 0, 'f', 9)),
                                 QVariant::fromValue(QgsReferencedRectangle(degrees, geographic))}) {
    const AlgorithmRun done = stack(
        {{"LAYERS", QStringList{path("W.tif"), path("Sn.tif")}}, {"EXTENT", extent}, {"CELL_SIZE", 50}});
    QVERIFY2(done.ok, qPrintable(done.error));
    const Grid grid = readGrid(path("stack.tif").toStdString());
    QVERIFY(sameCrs(grid.crs, readGrid(path("W.tif").toStdString()).crs));
    // The upright rectangle around the one in degrees is larger, by less than the meridians converge here.
    QVERIFY(grid.transform[0] <= asked.xMinimum() && grid.transform[0] > asked.xMinimum() - 5);
    QVERIFY(grid.transform[3] >= asked.yMaximum() && grid.transform[3] < asked.yMaximum() + 5);
    QCOMPARE(grid.columns, 20);
    QCOMPARE(grid.rows, 16);
  }
}

void TestBuildEvidenceStack::aCrsIsAssumedOnRequest() {
  const QVariantMap layers{{"LAYERS", QStringList{path("W.tif"), path("bare.tif")}}};
  QVariantMap assuming = layers;
  assuming.insert("ASSUME_CRS", true);
  const AlgorithmRun done = stack(assuming);
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(cells("stack.tif", 1), cells("bare.tif", 0));
}

void TestBuildEvidenceStack::categoriesBecomeNamedBands() {
  EvidenceFile rocks;
  rocks.type = GDT_Byte;
  rocks.value = [](double x, double) { return x < 500700 ? 1 : 2; };
  write("rock.tif", rocks);
  {
    GDALDatasetUniquePtr file(GDALDataset::Open(path("rock.tif").toUtf8().constData(), GDAL_OF_UPDATE));
    const char* names[] = {"", "granite", "slate", nullptr};
    file->GetRasterBand(1)->SetCategoryNames(const_cast<char**>(names));
  }
  const AlgorithmRun done = stack(
      {{"LAYERS", QStringList{path("W.tif"), path("rock.tif")}}, {"CATEGORICAL", "rock"}, {"ONE_HOT", true}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(openRaster(path("stack.tif").toStdString())->bandNames(),
           (std::vector<std::string>{"W", "rock=granite", "rock=slate"}));
  QCOMPARE(cells("stack.tif", 1)[6], 1.0F);
  QCOMPARE(cells("stack.tif", 1)[7], 0.0F);
  QCOMPARE(cells("stack.tif", 2)[7], 1.0F);
}

void TestBuildEvidenceStack::mistakesAreNamed_data() {
  QTest::addColumn<QVariantMap>("change");
  QTest::addColumn<QString>("sentence");
  const auto row = [](const char* name, const QVariantMap& change, const QString& sentence) {
    QTest::newRow(name) << change << sentence;
  };
  const auto both = [&](const QString& other) {
    return QVariantMap{{"LAYERS", QStringList{path("W.tif"), other}}};
  };
  row("a file that is no raster", both(path("notes.tif")),
      "LAYERS: '" + path("notes.tif") + "' cannot be opened; check that the file exists and is a raster.");
  row("a file that is not there", both(path("gone.tif")),
      "LAYERS: '" + path("gone.tif") + "' cannot be opened; check that the file exists and is a raster.");
  row("a vector layer as raster", both("mines"),
      "LAYERS: 'mines' is a vector layer; choose a raster, or make one of it with Vector evidence.");
  row("a vector layer as reference", {{"REFERENCE", "mines"}},
      "REFERENCE: 'mines' is a vector layer; choose a raster, or make one of it with Vector evidence.");
  row("a reference that is not there", {{"REFERENCE", path("gone.tif")}},
      "REFERENCE: '" + path("gone.tif") + "' cannot be opened; check that the file exists and is a raster.");
  row("a raster without CRS", both(path("bare.tif")),
      "The layer 'bare.tif' (LAYERS) has no CRS, while other layers of this run have one: set it in the "
      "layer's "
      "properties, or tick ASSUME_CRS to take it for that of the others.");
  row("a mask of points", {{"MASK", "mines"}},
      "MASK is neither a raster nor a layer of polygons: choose one of these.");
  row("a mask without polygons", {{"MASK", "no polygons"}},
      "MASK: the layer 'no polygons' has no polygons: choose another mask.");
  row("a mask that removes everything", {{"MASK", path("nothing.tif")}},
      "MASK removes every cell of the stack: choose a mask that overlaps the layers.");
  row("cells of size 0", {{"CELL_SIZE", 0}},
      "CELL_SIZE is 0, but must be above 0: give a size in units of the CRS.");
  row("cells of negative size", {{"CELL_SIZE", -25}},
      "CELL_SIZE is -25, but must be above 0: give a size in units of the CRS.");
  row("too many cells", {{"CELL_SIZE", 0.01}},
      "CELL_SIZE of 0.01 gives more than 10^10 cells: choose a larger one or a smaller extent.");
  row("an extent beyond the pole", {{"EXTENT", "0,1,95,96 [EPSG:4326]"}},
      "EXTENT cannot be brought from EPSG:4326 to EPSG:32650: give it in the CRS of the stack.");
  row("two transforms of a layer", {{"TRANSFORMS", "W=log; W=standardize"}},
      "TRANSFORMS names 'W' twice: give each layer one transform.");
  row("a transform of classes", {{"TRANSFORMS", "W=log"}, {"CATEGORICAL", "W"}},
      "TRANSFORMS names 'W', whose numbers are classes: leave it out there, or out of CATEGORICAL.");
  row("a log-ratio of one layer", {{"TRANSFORMS", "clr(W)"}},
      "TRANSFORMS: 'clr(W)' has one layer, but a log-ratio is made of two at least: name the others, or "
      "write a "
      "logarithm of this one.");
  row("a log-ratio of classes", {{"TRANSFORMS", "ilr(W, Sn)"}, {"CATEGORICAL", "Sn"}},
      "TRANSFORMS names 'Sn', whose numbers are classes: leave it out there, or out of CATEGORICAL.");
  row("a unit of no layer", {{"UNITS", "Au=ppb"}},
      "UNITS names 'Au', but no band is called so: write it as in the layers.");
  row("two units of a layer", {{"UNITS", "W=ppm; W=ppb"}},
      "UNITS names 'W' twice: give each layer one unit.");
  row("a unit of classes", {{"UNITS", "W=ppm"}, {"CATEGORICAL", "W"}},
      "UNITS names 'W', whose numbers are classes, which have no unit: leave it out there, or out of "
      "CATEGORICAL.");
  row("a unit without a name", {{"UNITS", "ppm"}},
      "UNITS: 'ppm' cannot be read: write it like 'tungsten=ppm; gravity=mGal'.");
  row("a name without a unit", {{"UNITS", "W= "}},
      "UNITS: 'W=' cannot be read: write it like 'tungsten=ppm; gravity=mGal'.");
  row("two layers of one name", both(path("W.tif")),
      "LAYERS: two bands are called 'W': rename one, or give BAND_NAMES.");
  row("a folder that is not there", {{"OUTPUT", path("nowhere/stack.tif")}},
      "OUTPUT: the folder '" + path("nowhere") + "' does not exist; choose another folder.");
  row("a format that is not written", {{"OUTPUT", path("stack.asc")}},
      "OUTPUT: rasters are written as GeoTIFF; choose a file name that ends in '.tif' instead of "
      "'stack.asc'.");
}

void TestBuildEvidenceStack::mistakesAreNamed() {
  QFETCH(QVariantMap, change);
  QFETCH(QString, sentence);
  QDir(path("out")).removeRecursively();
  QVERIFY(QDir().mkpath(path("out")));
  QVariantMap parameters{{"LAYERS", QStringList{path("W.tif"), path("Sn.tif")}},
                         {"OUTPUT", path("out/stack.tif")}};
  for (auto it = change.begin(); it != change.end(); ++it)
    parameters.insert(it.key(), it.value());
  const AlgorithmRun refused = stack(parameters);
  QVERIFY(!refused.ok);
  QCOMPARE(refused.error, sentence);
  QVERIFY(QDir(path("out")).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden));
}

void TestBuildEvidenceStack::otherAlgorithmsAreHeldToOneGrid() {
  const AlgorithmRun predicted = run("predict", {{"MODEL", path("notes.tif")},
                                                 {"LAYERS", QStringList{path("W.tif"), path("beside.tif")}},
                                                 {"OUTPUT", path("map.tif")}});
  QVERIFY2(predicted.error.startsWith(
               "These layers do not lie on the grid of 'W.tif' (LAYERS): 'beside.tif' (LAYERS):"),
           qPrintable(predicted.error));
  // The same numbers in the next zone are another place.
  EvidenceFile mask;
  mask.epsg = 32651;
  write("mask51.tif", mask);
  QCOMPARE(
      run("createsamples", {{"STACK", path("W.tif")},
                            {"MASK", path("mask51.tif")},
                            {"DEPOSITS", "mines"},
                            {"OUTPUT", path("other.gpkg")}})
          .error,
      QString(
          "DEPOSITS: 0 of 2 deposits remain (2 on NoData or outside the mask), and at least 2 are needed: "
          "check the CRS of the points, the mask and the NoData of the layers."));
  const AlgorithmRun evaluated = run(
      "evaluate", {{"PROSPECTIVITY", path("W.tif")}, {"MASK", path("mask51.tif")}, {"DEPOSITS", "mines"}});
  QVERIFY2(!evaluated.ok, "the mask was taken by its numbers");
  const AlgorithmRun vectors =
      run("createsamples",
          {{"STACK", path("W.tif")}, {"DEPOSITS", path("gone.gpkg")}, {"OUTPUT", path("samples.gpkg")}});
  QCOMPARE(vectors.error, "DEPOSITS: '" + path("gone.gpkg") +
                              "' cannot be opened; check that the file exists and is a vector layer.");
  // What the history of another session names.
  for (const QString& gone :
       {QString("Deposits_0c95eb1e_60b2_4e06_9b05_1d0b0e2b4b1f"),
        QString("memory://Point?crs=EPSG:32650&uid={0c95eb1e-60b2-4e06-9b05-1d0b0e2b4b1f}"),
        QString("/media/scratch/processing_AbCdEf/0123456789abcdef0123456789abcdef/OUTPUT.gpkg")})
    QCOMPARE(
        run("createsamples", {{"STACK", path("W.tif")}, {"DEPOSITS", gone}, {"OUTPUT", path("samples.gpkg")}})
            .error,
        "DEPOSITS: the temporary layer '" + gone +
            "' is gone: QGIS drops temporary layers when it or the project is closed. Choose a layer that "
            "is there, or make this one again and save it to a file.");
}

void TestBuildEvidenceStack::undeclaredNoDataIsDoubted() {
  const AlgorithmRun done = stack({{"LAYERS", QStringList{path("W.tif"), path("odd.tif")}}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.warnings.size(), 1);
  QCOMPARE(
      done.warnings.first(),
      QString("LAYERS: the band 'odd' of 'odd.tif' has cells of -9999, which looks like NoData but is not "
              "declared so and would count as a value (45 of 300 cells); declare it with Translate, or as "
              "additional no data value in the layer's properties, if it is."));
}

// Between the blocks that are looked at before the run.
void TestBuildEvidenceStack::noDataIsFoundWhereverItLies() {
  EvidenceFile large;
  large.columns = 1200;
  large.rows = 1200;
  write("large.tif", large);
  large.value = [](double x, double y) {
    const double column = (x - 500000) / 100;
    const double row = (2900000 - y) / 100;
    return column > 280 && column < 450 && row > 280 && row < 450 ? -9999 : std::sin(column / 20) + row / 500;
  };
  write("hole.tif", large);
  const QStringList layers{path("large.tif"), path("hole.tif")};
  const AlgorithmRun done = stack({{"LAYERS", layers}});
  QVERIFY2(done.ok, qPrintable(done.error));
  const QString told =
      "LAYERS: the band 'hole' of 'hole.tif' has cells of -9999, which looks like NoData but "
      "is not declared so and would count as a value (28900 of 1440000 cells); declare it with "
      "Translate, or as additional no data value in the layer's properties, if it is.";
  QCOMPARE(done.warnings, QStringList{told});
  // The remedy works.
  auto* layer = new QgsRasterLayer(path("hole.tif"), "hole");
  QgsProject::instance()->addMapLayer(layer); // owns it
  layer->dataProvider()->setUserNoDataValue(1, {QgsRasterRange(-9999, -9999)});
  const AlgorithmRun mended = stack({{"LAYERS", QStringList{path("large.tif"), layer->id()}}});
  QVERIFY2(mended.ok, qPrintable(mended.error));
  QCOMPARE(mended.warnings, QStringList());
  const std::vector<float> values = cells("stack.tif", 1);
  QVERIFY(std::isnan(values[300 * 1200 + 300]));
  QVERIFY(!std::isnan(values[200 * 1200 + 200]));
}

void TestBuildEvidenceStack::propertiesOfTheLayerCount() {
  const auto added = [this](const QString& name) {
    auto* layer = new QgsRasterLayer(path(name), name);
    QgsProject::instance()->addMapLayer(layer); // owns it
    return layer;
  };
  EvidenceFile file;
  file.epsg = 0;
  file.hasNoData = true;
  file.noData = 7;
  file.value = [](double x, double) { return x < 500100 ? 0 : x < 500200 ? 7 : x / 1e5; };
  write("own.tif", file);
  QgsRasterLayer* layer = added("own.tif");
  layer->setCrs(QgsCoordinateReferenceSystem("EPSG:32650"));
  layer->dataProvider()->setUseSourceNoDataValue(1, false);
  layer->dataProvider()->setUserNoDataValue(1, {QgsRasterRange(0, 1, QgsRasterRange::IncludeMin)});
  const AlgorithmRun done = stack({{"LAYERS", QStringList{path("W.tif"), layer->id()}}});
  QVERIFY2(done.ok, qPrintable(done.error));
  const std::vector<float> values = cells("stack.tif", 1);
  QVERIFY(std::isnan(values[0]));
  QCOMPARE(values[1], 7.0F);
  QVERIFY(!std::isnan(values[2]));
  // So they do where a file is asked for by its path, as the dock "Why here?" does.
  const RasterFile shown = rasterFileAt(path("own.tif"), *QgsProject::instance());
  QVERIFY(!shown.crs.empty());
  QVERIFY(shown.noData.size() == 1 && shown.noData.front().ignoresDeclared);
  const RasterFile alone = rasterFileAt(path("W.tif"), *QgsProject::instance());
  QVERIFY(alone.path == path("W.tif").toStdString() && alone.crs.empty() && alone.noData.empty());
  // So they do in a mask: the layer without CRS lies in that of the others, and 0 is no mask but NoData is.
  file.value = [](double x, double) { return x < 500300 ? 5 : 1; };
  write("ownmask.tif", file);
  QgsRasterLayer* mask = added("ownmask.tif");
  mask->setCrs(QgsCoordinateReferenceSystem("EPSG:32650"));
  mask->dataProvider()->setUserNoDataValue(1, {QgsRasterRange(5, 5)});
  const AlgorithmRun masked = stack({{"LAYERS", QStringList{path("W.tif")}}, {"MASK", mask->id()}});
  QVERIFY2(masked.ok, qPrintable(masked.error));
  QVERIFY(std::isnan(cells("stack.tif", 0)[2]));
  QVERIFY(!std::isnan(cells("stack.tif", 0)[3]));
}

PROCESSING_TEST_MAIN(TestBuildEvidenceStack)
#include "test_build_evidence_stack.moc"
