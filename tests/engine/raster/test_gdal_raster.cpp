#include "engine/core/error.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <cmath>
#include <functional>
#include <limits>

using namespace prospectivity;

/// Files as they come: any type, any way to say NoData; and files as they are written.
class TestGdalRaster : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { GDALAllRegister(); }
  void noDataIsNaN_data();
  void noDataIsNaN();
  void aLargeIntegerNextToNoDataIsData();
  void scaleAndOffsetApply();
  void maskBandIsNoData();
  void bandsAreNamedByDescriptionOrFile();
  void layersOfOneGridAreJoined();
  void aLayerOnAnotherGridIsNamed();
  void whatIsNoRasterIsNamed();
  void complexNumbersAreRefused();
  void whatIsWrittenReadsBack();
  void whatStoodBesideAnEarlierFileGoes();
  void nothingIsLeftWithoutFinish();
  void aFolderThatDoesNotExistIsNamed();

 private:
  std::string path(const char* name) const { return (mFolder.path() + "/" + name).toStdString(); }
  QTemporaryDir mFolder;
};

namespace {

const float missing = std::numeric_limits<float>::quiet_NaN();

struct Source {
  GDALDataType type = GDT_Float32;
  std::vector<double> values{1, 2, 3, 4};
  bool hasNoData = false;
  double noData = 0;
  double left = 0;
};

GDALDataset* create(const std::string& path, const Source& source) {
  GDALDataset* dataset =
      GetGDALDriverManager()->GetDriverByName("GTiff")->Create(path.c_str(), 2, 2, 1, source.type, nullptr);
  double transform[6] = {source.left, 10, 0, 20, 0, -10};
  dataset->SetGeoTransform(transform);
  if (source.hasNoData)
    dataset->GetRasterBand(1)->SetNoDataValue(source.noData);
  std::vector<double> values = source.values;
  if (dataset->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, 2, 2, values.data(), 2, 2, GDT_Float64, 0, 0,
                                          nullptr) != CE_None)
    qFatal("the test raster could not be written");
  return dataset;
}

void write(const std::string& path, const Source& source) {
  GDALClose(create(path, source));
}

std::vector<float> readAll(RasterSource& raster) {
  std::vector<int> bands;
  for (std::size_t i = 0; i < raster.bandNames().size(); ++i)
    bands.push_back(static_cast<int>(i));
  std::vector<float> values(raster.grid().cells() * bands.size());
  raster.read(bands, {0, 0, raster.grid().columns, raster.grid().rows}, values.data());
  return values;
}

bool same(const std::vector<float>& a, const std::vector<float>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](float x, float y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

QString sentenceOf(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return QString::fromUtf8(error.what());
  }
  return QStringLiteral("no error");
}

} // namespace

void TestGdalRaster::noDataIsNaN_data() {
  QTest::addColumn<int>("type");
  QTest::addColumn<QVector<double>>("values");
  QTest::addColumn<bool>("declared");
  QTest::addColumn<double>("noData");
  QTest::addColumn<QVector<float>>("expected");
  QTest::newRow("float32 with -1") << int(GDT_Float32) << QVector<double>{-1, 2, 3, 4} << true << -1.0
                                   << QVector<float>{missing, 2, 3, 4};
  QTest::newRow("float32 with a NoData that float32 rounds")
      << int(GDT_Float32) << QVector<double>{-3.4e38F, 2, 3, 4} << true << -3.4e38
      << QVector<float>{missing, 2, 3, 4};
  QTest::newRow("float64 with -1e300") << int(GDT_Float64) << QVector<double>{-1e300, 2.5, 3, 4} << true
                                       << -1e300 << QVector<float>{missing, 2.5F, 3, 4};
  QTest::newRow("NaN beside another declared NoData")
      << int(GDT_Float32) << QVector<double>{std::nan(""), -9999, 3, 4} << true << -9999.0
      << QVector<float>{missing, missing, 3, 4};
  QTest::newRow("byte with 0") << int(GDT_Byte) << QVector<double>{0, 1, 255, 4} << true << 0.0
                               << QVector<float>{missing, 1, 255, 4};
  QTest::newRow("byte with none: 0 is a value")
      << int(GDT_Byte) << QVector<double>{0, 1, 255, 4} << false << 0.0 << QVector<float>{0, 1, 255, 4};
  QTest::newRow("int16 with -32768") << int(GDT_Int16) << QVector<double>{-32768, -1, 0, 4} << true
                                     << -32768.0 << QVector<float>{missing, -1, 0, 4};
  QTest::newRow("values that float32 cannot hold")
      << int(GDT_Float64) << QVector<double>{-1.7976931348623157e308, 1e39, 3, 4} << false << 0.0
      << QVector<float>{missing, missing, 3, 4};
  QTest::newRow("infinite values") << int(GDT_Float32) << QVector<double>{INFINITY, -INFINITY, 3, 4} << false
                                   << 0.0 << QVector<float>{missing, missing, 3, 4};
}

void TestGdalRaster::noDataIsNaN() {
  QFETCH(int, type);
  QFETCH(QVector<double>, values);
  QFETCH(bool, declared);
  QFETCH(double, noData);
  QFETCH(QVector<float>, expected);
  write(path("source.tif"),
        {static_cast<GDALDataType>(type), {values.begin(), values.end()}, declared, noData, 0});
  QVERIFY(same(readAll(*openRaster(path("source.tif"))), {expected.begin(), expected.end()}));
}

// 16777217 is no float32 number; its neighbour must not be taken for it.
void TestGdalRaster::aLargeIntegerNextToNoDataIsData() {
  write(path("large.tif"), {GDT_Int32, {16777217, 16777216, 3, 4}, true, 16777217, 0});
  QVERIFY(same(readAll(*openRaster(path("large.tif"))), {missing, 16777216, 3, 4}));
}

void TestGdalRaster::scaleAndOffsetApply() {
  GDALDataset* dataset = create(path("scaled.tif"), {GDT_Int16, {10, 20, -1, 0}, true, -1, 0});
  dataset->GetRasterBand(1)->SetScale(0.5);
  dataset->GetRasterBand(1)->SetOffset(100);
  GDALClose(dataset);
  QVERIFY(same(readAll(*openRaster(path("scaled.tif"))), {105, 110, missing, 100}));
}

void TestGdalRaster::maskBandIsNoData() {
  GDALDataset* dataset = create(path("masked.tif"), {});
  CPLSetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES");
  QCOMPARE(dataset->CreateMaskBand(GMF_PER_DATASET), CE_None);
  unsigned char mask[4] = {255, 0, 255, 255};
  QCOMPARE(dataset->GetRasterBand(1)->GetMaskBand()->RasterIO(GF_Write, 0, 0, 2, 2, mask, 2, 2, GDT_Byte, 0,
                                                              0, nullptr),
           CE_None);
  GDALClose(dataset);
  QVERIFY(same(readAll(*openRaster(path("masked.tif"))), {1, missing, 3, 4}));
}

void TestGdalRaster::bandsAreNamedByDescriptionOrFile() {
  write(path("Sn.tif"), {});
  QCOMPARE(openRaster(path("Sn.tif"))->bandNames(), (std::vector<std::string>{"Sn"}));
  GDALDataset* dataset = create(path("named.tif"), {});
  dataset->GetRasterBand(1)->SetDescription("tin (ppm)");
  GDALClose(dataset);
  QCOMPARE(openRaster(path("named.tif"))->bandNames(), (std::vector<std::string>{"tin (ppm)"}));
}

void TestGdalRaster::layersOfOneGridAreJoined() {
  write(path("a.tif"), {GDT_Float32, {1, 2, 3, 4}, false, 0, 0});
  write(path("b.tif"), {GDT_Byte, {5, 6, 7, 8}, true, 8, 0});
  const auto joined = openLayers({path("a.tif"), path("b.tif")});
  QCOMPARE(joined->bandNames(), (std::vector<std::string>{"a", "b"}));
  QVERIFY(same(readAll(*joined), {1, 2, 3, 4, 5, 6, 7, missing}));
  std::vector<float> swapped(2);
  joined->clone()->read({1, 0}, {1, 0, 1, 1}, swapped.data());
  QVERIFY(same(swapped, {6, 2}));
}

void TestGdalRaster::aLayerOnAnotherGridIsNamed() {
  write(path("first.tif"), {});
  write(path("moved.tif"), {GDT_Float32, {1, 2, 3, 4}, false, 0, 5});
  QCOMPARE(sentenceOf([&] {
             openLayers({path("first.tif"), path("moved.tif")});
           }),
           QStringLiteral(
               "The raster 'moved.tif' lies on another grid than 'first.tif': bring the layers together with "
               "Build evidence stack first."));
}

void TestGdalRaster::whatIsNoRasterIsNamed() {
  QCOMPARE(sentenceOf([&] { openRaster(path("nothing.tif")); }),
           "The raster '" + QString::fromStdString(path("nothing.tif")) +
               "' cannot be opened: check that the file exists and is a raster.");
}

void TestGdalRaster::complexNumbersAreRefused() {
  Source source;
  source.type = GDT_CFloat32;
  write(path("spectrum.tif"), source);
  QCOMPARE(sentenceOf([&] { openRaster(path("spectrum.tif")); }),
           "The raster '" + QString::fromStdString(path("spectrum.tif")) +
               "' holds complex numbers: make real ones of it, the amplitude say.");
}

void TestGdalRaster::whatIsWrittenReadsBack() {
  Grid grid{{100, 10, 0, 500, 0, -10}, 600, 300, ""};
  OGRSpatialReference reference;
  QCOMPARE(reference.importFromEPSG(32650), OGRERR_NONE);
  char* text = nullptr;
  reference.exportToWkt(&text);
  grid.crs = text;
  CPLFree(text);
  std::vector<float> values(grid.cells() * 2);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = i % 7 == 0 ? missing : static_cast<float>(i) * 0.25F;
  const auto sink = createRaster(path("written.tif"), grid, {"W", "distance (m)"});
  sink->write({0, 0, 600, 300}, values.data());
  sink->finish();
  const auto raster = openRaster(path("written.tif"));
  QVERIFY(same(readAll(*raster), values));
  QVERIFY(raster->grid().matches(grid));
  QVERIFY(QString::fromStdString(raster->grid().crs).contains("UTM zone 50N"));
  QCOMPARE(raster->bandNames(), (std::vector<std::string>{"W", "distance (m)"}));
  auto* dataset = static_cast<GDALDataset*>(GDALOpen(path("written.tif").c_str(), GA_ReadOnly));
  QCOMPARE(dataset->GetRasterBand(2)->GetOverviewCount(), 1);
  QVERIFY(dataset->GetRasterBand(1)->GetMetadataItem("STATISTICS_MEAN") != nullptr);
  QVERIFY(std::isnan(dataset->GetRasterBand(1)->GetNoDataValue()));
  int blockColumns = 0;
  int blockRows = 0;
  dataset->GetRasterBand(1)->GetBlockSize(&blockColumns, &blockRows);
  QCOMPARE(blockColumns, 256);
  QCOMPARE(blockRows, 256);
  QCOMPARE(QString(dataset->GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE")), QStringLiteral("DEFLATE"));
  GDALClose(dataset);
}

/// Statistics and overviews of the file before would be taken for those of the new one.
void TestGdalRaster::whatStoodBesideAnEarlierFileGoes() {
  Source before;
  before.values = {100, 200, 300, 400};
  const std::string file = path("again.tif");
  write(file, before);
  auto* dataset =
      static_cast<GDALDataset*>(GDALOpen(file.c_str(), GA_ReadOnly)); // what is added goes beside it
  double statistics[4];
  QCOMPARE(dataset->GetRasterBand(1)->ComputeStatistics(0, &statistics[0], &statistics[1], &statistics[2],
                                                        &statistics[3], nullptr, nullptr),
           CE_None);
  int factor = 2;
  QCOMPARE(dataset->BuildOverviews("NEAREST", 1, &factor, 0, nullptr, nullptr, nullptr), CE_None);
  GDALClose(dataset);
  QVERIFY(QFile::exists(QString::fromStdString(file + ".aux.xml")));
  QVERIFY(QFile::exists(QString::fromStdString(file + ".ovr")));

  const auto sink = createRaster(file, {{0, 10, 0, 20, 0, -10}, 2, 2, ""}, {"W"});
  const std::vector<float> values{1, 2, 3, 4};
  sink->write({0, 0, 2, 2}, values.data());
  sink->finish();
  dataset = static_cast<GDALDataset*>(GDALOpen(file.c_str(), GA_ReadOnly));
  QCOMPARE(QString(dataset->GetRasterBand(1)->GetMetadataItem("STATISTICS_MAXIMUM")).toDouble(), 4.0);
  QCOMPARE(dataset->GetRasterBand(1)->GetOverviewCount(), 0);
  GDALClose(dataset);
}

void TestGdalRaster::nothingIsLeftWithoutFinish() {
  QTemporaryDir folder;
  {
    const auto sink =
        createRaster((folder.path() + "/out.tif").toStdString(), {{0, 1, 0, 0, 0, -1}, 2, 2, ""}, {"a"});
    const std::vector<float> values{1, 2, 3, 4};
    sink->write({0, 0, 2, 2}, values.data());
    QVERIFY(!QFile::exists(folder.path() + "/out.tif"));
  }
  QVERIFY(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
}

void TestGdalRaster::aFolderThatDoesNotExistIsNamed() {
  QCOMPARE(
      sentenceOf([] {
        createRaster("/nowhere/out.tif", {{0, 1, 0, 0, 0, -1}, 2, 2, ""}, {"a"});
      }),
      QStringLiteral(
          "The raster '/nowhere/out.tif' cannot be created: choose a folder that exists and is writable."));
}

QTEST_GUILESS_MAIN(TestGdalRaster)
#include "test_gdal_raster.moc"
