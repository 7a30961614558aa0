#include "engine/core/error.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/no_data_doubts.h"
#include "engine/raster/preflight.h"
#include "tests/engine/evidence/evidence_files.h"

#include <QtTest>

#include <limits>

using namespace prospectivity;

/// What is wrong with the layers of a run is told before the run, all of it, by the layers' names.
class TestPreflight : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { GDALAllRegister(); }
  void layersThatFitPassInSilence();
  void everyLayerOnAnotherGridIsNamed();
  void layersThatNeedNotShareAGridMayDiffer();
  void whatDiffersIsSaid_data();
  void whatDiffersIsSaid();
  void aLayerWithoutCrsIsNamed();
  void pointsWithoutCrsAreNamed();
  void pointsThatMustLieInTheCrsOfTheRastersAreNamed();
  void aCrsMayLackOnRequestOrWhenAllLackIt();
  void aFileThatCannotBeReadIsNamed();
  void numbersLikeNoDataAreDoubted_data();
  void numbersLikeNoDataAreDoubted();
  void cellsOfAWideRasterAreCountedOnce();
  void cellsOfAHugeRasterAreNotCounted();
  void aDeclaredNoDataThatCellsCannotHoldIsDoubted();

 private:
  ChosenRaster raster(const char* name, const EvidenceFile& file = {}, bool onOneGrid = true) const {
    return {"LAYERS", writeEvidence(mFolder, name, file), onOneGrid};
  }
  QTemporaryDir mFolder;
};

namespace {

std::string sentenceOf(const ChosenLayers& layers) {
  try {
    preflight(layers);
  } catch (const Error& failure) {
    return failure.what();
  }
  return {};
}

EvidenceFile shifted(double east, double south) {
  EvidenceFile file;
  file.transform[0] += east;
  file.transform[3] -= south;
  return file;
}

EvidenceFile withoutCrs() {
  EvidenceFile file;
  file.epsg = 0;
  return file;
}

} // namespace

void TestPreflight::layersThatFitPassInSilence() {
  ChosenLayers layers;
  layers.rasters = {raster("W.tif"), raster("Sn.tif")};
  layers.vectors = {{"DEPOSITS", "deposits", readGrid(layers.rasters[0].file).crs}};
  QVERIFY(preflight(layers).empty());
}

void TestPreflight::everyLayerOnAnotherGridIsNamed() {
  EvidenceFile coarse;
  coarse.transform = {500000, 200, 0, 2900000, 0, -200};
  ChosenLayers layers;
  layers.rasters = {raster("W.tif"), raster("Sn.tif", shifted(50, 0)), raster("Bi.tif"),
                    raster("gravity.tif", coarse)};
  layers.rasters[3].parameter = "MASK";
  QCOMPARE(
      sentenceOf(layers),
      std::string("These layers do not lie on the grid of 'W.tif' (LAYERS): 'Sn.tif' (LAYERS): shifted by "
                  "0.5 cells to the east and 0 cells to the south; 'gravity.tif' (MASK): cells of 200 x "
                  "200 instead of 100 x 100. Bring them together with Build evidence stack, with that "
                  "layer as reference raster."));
}

void TestPreflight::layersThatNeedNotShareAGridMayDiffer() {
  ChosenLayers layers;
  layers.rasters = {raster("W.tif", {}, false), raster("Sn.tif", shifted(50, 0), false)};
  QVERIFY(preflight(layers).empty());
}

void TestPreflight::whatDiffersIsSaid_data() {
  QTest::addColumn<double>("left");
  QTest::addColumn<double>("skew");
  QTest::addColumn<int>("columns");
  QTest::addColumn<QString>("said");
  QTest::newRow("nothing") << 0.0 << 0.0 << 10 << "";
  QTest::newRow("a thousandth of a thousandth of a cell") << 1e-6 << 0.0 << 10 << "";
  QTest::newRow("a shift") << -2.5 << 0.0 << 10
                           << "shifted by -0.25 cells to the east and 0 cells to the south";
  QTest::newRow("the size") << 0.0 << 0.0 << 12 << "12 x 5 cells instead of 10 x 5";
  QTest::newRow("a rotation") << 0.0 << 6.0 << 10 << "another orientation";
}

void TestPreflight::whatDiffersIsSaid() {
  QFETCH(double, left);
  QFETCH(double, skew);
  QFETCH(int, columns);
  QFETCH(QString, said);
  Grid expected;
  expected.transform = {0, 10, 0, 100, 0, -10};
  expected.columns = 10;
  expected.rows = 5;
  Grid grid = expected;
  grid.transform[0] += left;
  if (skew > 0)
    grid.transform = {0, 8, skew, 100, skew, -8};
  grid.columns = columns;
  const std::optional<Sentence> difference = gridDifference(grid, expected);
  QCOMPARE(difference.has_value(), !said.isEmpty());
  QCOMPARE(QString::fromStdString(difference ? difference->text() : std::string()), said);
}

void TestPreflight::aLayerWithoutCrsIsNamed() {
  ChosenLayers layers;
  layers.rasters = {raster("W.tif"), raster("Sn.tif", withoutCrs())};
  QCOMPARE(sentenceOf(layers),
           std::string("The layer 'Sn.tif' (LAYERS) has no CRS, while other layers of this run "
                       "have one: set it in the layer's properties."));
  layers.crsMayLackParameter = "ASSUME_CRS";
  QCOMPARE(sentenceOf(layers),
           std::string("The layer 'Sn.tif' (LAYERS) has no CRS, while other layers of this run "
                       "have one: set it in the layer's properties, or tick ASSUME_CRS to "
                       "take it for that of the others."));
}

void TestPreflight::pointsWithoutCrsAreNamed() {
  ChosenLayers layers;
  layers.rasters = {raster("W.tif"), raster("Sn.tif", withoutCrs())};
  layers.vectors = {{"DEPOSITS", "mines", ""}};
  QCOMPARE(sentenceOf(layers),
           std::string("The layers 'Sn.tif' (LAYERS) and 'mines' (DEPOSITS) have no CRS, while "
                       "other layers of this run have one: set it in the layer's "
                       "properties."));
}

void TestPreflight::pointsThatMustLieInTheCrsOfTheRastersAreNamed() {
  EvidenceFile geographic;
  geographic.epsg = 4326;
  geographic.transform = {116, 0.1, 0, 26, 0, -0.1};
  ChosenLayers layers;
  layers.rasters = {raster("stack.tif")};
  layers.rasters[0].parameter = "STACK";
  layers.vectors = {
      {"SAMPLES", "samples", readGrid(writeEvidence(mFolder, "there.tif", geographic)).crs, true}};
  QCOMPARE(sentenceOf(layers),
           std::string("The layer 'samples' (SAMPLES) is in EPSG:4326, but 'stack.tif' (STACK) "
                       "in EPSG:32650: bring it there with Reproject layer."));
  layers.vectors[0].onOneGrid = false;
  QVERIFY(preflight(layers).empty());
}

void TestPreflight::aCrsMayLackOnRequestOrWhenAllLackIt() {
  ChosenLayers layers;
  layers.rasters = {raster("W.tif", {}, false), raster("Sn.tif", withoutCrs(), false)};
  layers.crsMayLack = true;
  QVERIFY(preflight(layers).empty());
  layers.rasters.erase(layers.rasters.begin());
  layers.crsMayLack = false;
  QVERIFY(preflight(layers).empty());
}

void TestPreflight::aFileThatCannotBeReadIsNamed() {
  ChosenLayers layers;
  layers.rasters = {{"STACK", "/nowhere/stack.tif", true}};
  QCOMPARE(sentenceOf(layers),
           std::string("STACK: The raster '/nowhere/stack.tif' cannot be opened: check that the "
                       "file exists and is a raster."));
}

void TestPreflight::numbersLikeNoDataAreDoubted_data() {
  QTest::addColumn<double>("number");
  QTest::addColumn<double>("declared");
  QTest::addColumn<bool>("doubted");
  QTest::newRow("-9999 undeclared") << -9999.0 << 0.0 << true;
  QTest::newRow("-9999 declared") << -9999.0 << -9999.0 << false;
  QTest::newRow("-9999 beside another declared") << -9999.0 << -1.0 << true;
  QTest::newRow("-9999 beside NaN declared") << -9999.0 << std::nan("") << true;
  QTest::newRow("Geosoft") << -1e32 << 0.0 << true;
  QTest::newRow("least float") << -3.4028234663852886e38 << 0.0 << true;
  QTest::newRow("an ordinary number") << -9000.0 << 0.0 << false;
}

void TestPreflight::numbersLikeNoDataAreDoubted() {
  QFETCH(double, number);
  QFETCH(double, declared);
  QFETCH(bool, doubted);
  EvidenceFile file;
  file.value = [number](double x, double) { return x < 500100 ? number : 1 + x / 1e6; };
  file.hasNoData = declared != 0;
  file.noData = declared;
  const std::vector<Sentence> doubts = noDataDoubts(writeEvidence(mFolder, "W.tif", file), "LAYERS");
  QCOMPARE(doubts.size(), std::size_t{doubted});
  if (doubted) {
    const QString sentence = QString::fromStdString(doubts.front().text());
    QVERIFY2(sentence.startsWith("LAYERS: the band 'W' of 'W.tif' has cells of " +
                                 QString::number(number, 'g', 6) +
                                 ", which looks like NoData but is not declared so"),
             qPrintable(sentence));
    QVERIFY2(sentence.contains("(15 of 300 cells)"), qPrintable(sentence));
    // Translate would give up what is declared.
    QCOMPARE(sentence.contains("declare it with Translate"), declared == 0 || std::isnan(declared));
  }
  // A value among others of its size is a value.
  file.value = [number](double x, double) { return x < 500100 ? number : number * (x - 500500) / 1000; };
  QVERIFY(noDataDoubts(writeEvidence(mFolder, "wide.tif", file), "LAYERS").empty());
}

// A row has more cells than are read at once.
void TestPreflight::cellsOfAWideRasterAreCountedOnce() {
  EvidenceFile file;
  file.columns = (1 << 20) + 1000;
  file.rows = 3;
  const double last = file.transform[0] + file.transform[1] * (file.columns - 7);
  file.value = [last](double x, double) { return x > last ? -9999 : 1 + x / 1e9; };
  const std::vector<Sentence> doubts = noDataDoubts(writeEvidence(mFolder, "wide.tif", file), "LAYERS");
  QCOMPARE(doubts.size(), std::size_t{1});
  QVERIFY2(QString::fromStdString(doubts.front().text()).contains("(21 of 3148728 cells)"),
           doubts.front().text().c_str());
}

// A few bytes may claim 10^12 cells, and counting would take hours.
void TestPreflight::cellsOfAHugeRasterAreNotCounted() {
  EvidenceFile file;
  file.value = [](double x, double) { return x > 500500 ? -9999 : x / 1e6; };
  const std::string cells = writeEvidence(mFolder, "few.tif", file);
  constexpr int side = 1000000;
  const QString path = mFolder.filePath("huge.vrt");
  QFile vrt(path);
  QVERIFY(vrt.open(QIODevice::WriteOnly));
  const QString rectangle = "<%1 xOff=\"0\" yOff=\"0\" xSize=\"%2\" ySize=\"%3\"/>";
  vrt.write(
      QString("<VRTDataset rasterXSize=\"%1\" rasterYSize=\"%1\"><GeoTransform>0,1,0,0,0,-1</GeoTransform>"
              "<VRTRasterBand dataType=\"Float32\" band=\"1\"><SimpleSource><SourceFilename>%2"
              "</SourceFilename><SourceBand>1</SourceBand>%3%4</SimpleSource></VRTRasterBand>"
              "</VRTDataset>")
          .arg(side)
          .arg(QString::fromStdString(cells), rectangle.arg("SrcRect").arg(file.columns).arg(file.rows),
               rectangle.arg("DstRect").arg(side).arg(side))
          .toUtf8());
  vrt.close();
  const std::vector<Sentence> doubts = noDataDoubts({path.toStdString()}, "LAYERS");
  QCOMPARE(doubts.size(), std::size_t{1});
  QVERIFY2(QString::fromStdString(doubts.front().text()).contains("(some of 1000000000000 cells)"),
           doubts.front().text().c_str());
}

void TestPreflight::aDeclaredNoDataThatCellsCannotHoldIsDoubted() {
  EvidenceFile file;
  file.type = GDT_Byte;
  file.value = [](double x, double) { return x > 500900 ? 2 : 1; };
  file.hasNoData = true;
  file.noData = -9999;
  const std::vector<Sentence> doubts = noDataDoubts(writeEvidence(mFolder, "geology.tif", file), "LAYERS");
  QCOMPARE(doubts.size(), std::size_t{1});
  QCOMPARE(
      doubts.front().text(),
      std::string("LAYERS: the band 'geology' of 'geology.tif' declares -9999 as NoData, which its cells of "
                  "type Byte cannot hold, so that no cell is NoData; declare another value with Translate, "
                  "if some are."));
  file.noData = 255;
  QVERIFY(noDataDoubts(writeEvidence(mFolder, "geology.tif", file), "LAYERS").empty());
}

QTEST_APPLESS_MAIN(TestPreflight)
#include "test_preflight.moc"
