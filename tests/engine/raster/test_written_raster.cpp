#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"

#include <QTemporaryDir>
#include <QtTest>
#include <gdal_priv.h>

#include <cmath>
#include <limits>

using namespace prospectivity;

/// What a written raster promises to whoever opens it: overviews down to a size that is drawn at once, and
/// what stands for NoData.
class TestWrittenRaster : public QObject {
  Q_OBJECT

 private slots:
  void overviewsEndAt256Cells_data();
  void overviewsEndAt256Cells();
  void classesAreBytesWithNoDataZero();

 private:
  std::string path(const char* name) const { return (mFolder.path() + "/" + name).toStdString(); }
  QTemporaryDir mFolder;
};

void TestWrittenRaster::overviewsEndAt256Cells_data() {
  QTest::addColumn<int>("columns");
  QTest::addColumn<int>("rows");
  QTest::addColumn<bool>("wanted");
  QTest::addColumn<QVector<int>>("widths");
  QTest::newRow("too small for any") << 511 << 300 << true << QVector<int>{};
  QTest::newRow("just large enough for one") << 512 << 300 << true << QVector<int>{256};
  QTest::newRow("three") << 2100 << 20 << true << QVector<int>{1050, 525, 263};
  QTest::newRow("the longer side counts") << 20 << 1024 << true << QVector<int>{10, 5};
  QTest::newRow("none wanted") << 2100 << 20 << false << QVector<int>{};
}

void TestWrittenRaster::overviewsEndAt256Cells() {
  QFETCH(int, columns);
  QFETCH(int, rows);
  QFETCH(bool, wanted);
  QFETCH(QVector<int>, widths);
  const Grid grid{{0, 1, 0, 0, 0, -1}, columns, rows, ""};
  const std::vector<float> values(grid.cells(), 1);
  const auto sink = createRaster(path("large.tif"), grid, {"W"}, {CellType::Float32, wanted});
  sink->write({0, 0, columns, rows}, values.data());
  sink->finish();
  auto* dataset = static_cast<GDALDataset*>(GDALOpen(path("large.tif").c_str(), GA_ReadOnly));
  QVector<int> found;
  for (int i = 0; i < dataset->GetRasterBand(1)->GetOverviewCount(); ++i)
    found << dataset->GetRasterBand(1)->GetOverview(i)->GetXSize();
  GDALClose(dataset);
  QCOMPARE(found, widths);
}

void TestWrittenRaster::classesAreBytesWithNoDataZero() {
  const std::vector<float> values{1, 255, std::numeric_limits<float>::quiet_NaN(), 2};
  const auto sink =
      createRaster(path("classes.tif"), {{0, 1, 0, 0, 0, -1}, 2, 2, ""}, {"class"}, {CellType::Byte, true});
  sink->write({0, 0, 2, 2}, values.data());
  sink->finish();
  auto* dataset = static_cast<GDALDataset*>(GDALOpen(path("classes.tif").c_str(), GA_ReadOnly));
  int declared = 0;
  const double noData = dataset->GetRasterBand(1)->GetNoDataValue(&declared);
  const GDALDataType type = dataset->GetRasterBand(1)->GetRasterDataType();
  GDALClose(dataset);
  QCOMPARE(type, GDT_Byte);
  QVERIFY(declared != 0);
  QCOMPARE(noData, 0.0);
  std::vector<float> read(4);
  openRaster(path("classes.tif"))->read({0}, {0, 0, 2, 2}, read.data());
  QVERIFY(read[0] == 1 && read[1] == 255 && std::isnan(read[2]) && read[3] == 2);
}

QTEST_GUILESS_MAIN(TestWrittenRaster)
#include "test_written_raster.moc"
