#include "engine/core/error.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <gdal_priv.h>

#include <cmath>
#include <csignal>
#include <limits>
#include <random>
#include <sys/resource.h>

using namespace prospectivity;

/// What a written raster promises to whoever opens it: overviews down to a size that is drawn at once, and
/// what stands for NoData.
class TestWrittenRaster : public QObject {
  Q_OBJECT

 private slots:
  void overviewsEndAt256Cells_data();
  void overviewsEndAt256Cells();
  void classesAreBytesWithNoDataZero();
  void whatABandIsComesBack();
  void cloudOptimizedHoldsTheSame_data();
  void cloudOptimizedHoldsTheSame();
  void writtenWholeOrRefused_data();
  void writtenWholeOrRefused();

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

namespace {

/// No file of this process grows beyond `bytes` while this object lives: the write that would fails, as on a
/// full disk.
class LargestFile {
 public:
  explicit LargestFile(rlim_t bytes) {
    mSignal = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &mBefore);
    const rlimit limit{bytes, mBefore.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~LargestFile() {
    setrlimit(RLIMIT_FSIZE, &mBefore);
    std::signal(SIGXFSZ, mSignal);
  }
  LargestFile(const LargestFile&) = delete;
  LargestFile& operator=(const LargestFile&) = delete;

 private:
  rlimit mBefore{};
  void (*mSignal)(int) = nullptr;
};

} // namespace

void TestWrittenRaster::whatABandIsComesBack() {
  const Grid grid{{0, 1, 0, 0, 0, -1}, 3, 2, ""};
  const std::vector<FeatureDescription> written{{FeatureKind::Quantity, "g/t", "log 0"},
                                                {FeatureKind::Indicator, {}, "none"},
                                                {FeatureKind::Unknown, {}, {}}};
  const auto sink = createRaster(path("described.tif"), grid, {"W", "rock=granite", "x"});
  const std::vector<float> values(3 * grid.cells(), 1);
  sink->write({0, 0, 3, 2}, values.data());
  for (int band = 0; band < 3; ++band)
    sink->describeFeature(band, written[static_cast<std::size_t>(band)]);
  sink->finish();
  const auto raster = openRaster({path("described.tif")});
  for (int band = 0; band < 3; ++band) {
    const FeatureDescription& expected = written[static_cast<std::size_t>(band)];
    const FeatureDescription found = raster->description(band);
    QVERIFY(found.kind == expected.kind);
    QCOMPARE(found.unit, expected.unit);
    QCOMPARE(found.transform, expected.transform);
  }
}

void TestWrittenRaster::cloudOptimizedHoldsTheSame_data() {
  QTest::addColumn<bool>("areClasses");
  QTest::addColumn<int>("side");
  QTest::newRow("numbers") << false << 1100;
  QTest::newRow("classes") << true << 1100;
  QTest::newRow("without overviews") << false << 300;
}

/// Cells, overviews, tags and what bands say are those of the plain file.
void TestWrittenRaster::cloudOptimizedHoldsTheSame() {
  QFETCH(bool, areClasses);
  QFETCH(int, side);
  const Grid grid{{500000, 30, 0, 4000000, 0, -30}, side, side, ""};
  std::mt19937 random(1);
  std::vector<float> values(2 * grid.cells());
  for (float& value : values)
    value = areClasses ? static_cast<float>(random() % 9 + 1) : static_cast<float>(random()) / 7;
  values[7] = std::numeric_limits<float>::quiet_NaN();
  const auto write = [&](const char* name, RasterFormat format) {
    const auto sink = createRaster(path(name), grid, {"W", "Sn"},
                                   {areClasses ? CellType::Byte : CellType::Float32,
                                    true,
                                    {{"PROSPECTIVITY_ALGORITHM", "prospectivity:test"}},
                                    format});
    sink->write({0, 0, side, side}, values.data());
    sink->describeFeature(0, {FeatureKind::Quantity, "ppm", {}});
    sink->describe(1, {{"source", "Sn.tif"}});
    sink->finish();
    return GDALDatasetUniquePtr(static_cast<GDALDataset*>(GDALOpen(path(name).c_str(), GA_ReadOnly)));
  };
  const QStringList before = QDir(mFolder.path()).entryList(QDir::Files | QDir::Hidden);
  const GDALDatasetUniquePtr plain = write("plain.tif", RasterFormat::GeoTiff);
  const GDALDatasetUniquePtr cloud = write("cloud.tif", RasterFormat::CloudOptimized);
  QStringList after = QDir(mFolder.path()).entryList(QDir::Files | QDir::Hidden);
  for (const QString& name : before)
    after.removeAll(name);
  after.removeAll("plain.tif");
  after.removeAll("cloud.tif");
  QCOMPARE(after, QStringList()); // neither parts nor files beside them

  QCOMPARE(QString(cloud->GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE")), QString("COG"));
  QCOMPARE(QString(cloud->GetMetadataItem("PROSPECTIVITY_ALGORITHM")), QString("prospectivity:test"));
  const auto cellsOf = [](GDALRasterBand* band) {
    std::vector<float> cells(static_cast<std::size_t>(band->GetXSize()) *
                             static_cast<std::size_t>(band->GetYSize()));
    if (band->RasterIO(GF_Read, 0, 0, band->GetXSize(), band->GetYSize(), cells.data(), band->GetXSize(),
                       band->GetYSize(), GDT_Float32, 0, 0, nullptr) != CE_None)
      cells.clear();
    for (float& cell : cells)
      if (std::isnan(cell))
        cell = -1; // equals itself
    return cells;
  };
  for (int number = 1; number <= 2; ++number) {
    GDALRasterBand* one = plain->GetRasterBand(number);
    GDALRasterBand* other = cloud->GetRasterBand(number);
    QVERIFY(!cellsOf(one).empty() && cellsOf(one) == cellsOf(other));
    QCOMPARE(other->GetOverviewCount(), one->GetOverviewCount());
    for (int level = 0; level < one->GetOverviewCount(); ++level)
      QVERIFY(cellsOf(one->GetOverview(level)) == cellsOf(other->GetOverview(level)));
    QCOMPARE(QString(other->GetDescription()), QString(one->GetDescription()));
    QCOMPARE(QString(other->GetUnitType()), QString(one->GetUnitType()));
    QCOMPARE(other->GetRasterDataType(), one->GetRasterDataType());
    const double noData = other->GetNoDataValue(nullptr);
    QVERIFY(areClasses ? noData == 0 : std::isnan(noData));
    for (const char* item : {"STATISTICS_MINIMUM", "STATISTICS_MEAN", "source", "kind"})
      QCOMPARE(QString(other->GetMetadataItem(item)), QString(one->GetMetadataItem(item)));
  }
}

void TestWrittenRaster::writtenWholeOrRefused_data() {
  QTest::addColumn<int>("columns");
  QTest::addColumn<bool>("classes");
  QTest::addColumn<bool>("described");
  QTest::addColumn<bool>("cloud");
  for (const bool classes : {false, true})
    for (const bool described : {false, true}) {
      const std::string kind =
          std::string(classes ? "classes, " : "values, ") + (described ? "described" : "measured");
      for (const bool cloud : {false, true}) {
        const std::string format = cloud ? ", cloud optimized" : "";
        QTest::newRow((kind + ", no overviews" + format).c_str()) << 300 << classes << described << cloud;
        QTest::newRow((kind + ", overviews" + format).c_str()) << 700 << classes << described << cloud;
      }
    }
}

/// The disk may fill up at any byte: of the cells, of the directory, of the statistics, of the overviews.
void TestWrittenRaster::writtenWholeOrRefused() {
  QFETCH(int, columns);
  QFETCH(bool, classes);
  QFETCH(bool, described);
  QFETCH(bool, cloud);
  const Grid grid{{0, 1, 0, 0, 0, -1}, columns, 300, ""};
  std::vector<float> values(grid.cells());
  std::mt19937 random(1);
  for (float& value : values)
    value = static_cast<float>(random() % 4 + 1);
  const std::string file = path("whole.tif");
  const auto writeAs = [&](RasterFormat format) {
    const auto sink =
        createRaster(file, grid, {"a"}, {classes ? CellType::Byte : CellType::Float32, true, {}, format});
    sink->write({0, 0, grid.columns, grid.rows}, values.data());
    if (described)
      sink->describe(0, {{"STATISTICS_MINIMUM", "1"}, {"STATISTICS_MAXIMUM", "4"}});
    sink->finish();
  };
  const auto write = [&] { writeAs(cloud ? RasterFormat::CloudOptimized : RasterFormat::GeoTiff); };
  const auto written = [&] { return static_cast<rlim_t>(QFileInfo(QString::fromStdString(file)).size()); };
  writeAs(RasterFormat::GeoTiff);
  const rlim_t plain = written();
  write();
  const rlim_t size = std::max(plain, written()); // a cloud optimized one is made of a plain one
  std::vector<rlim_t> limits{size};
  for (rlim_t step = 1; step <= 12; ++step) {
    limits.push_back(size * step / 13);
    limits.push_back(size - 100 * step + 99); // statistics and directories stand at the end
  }
  for (const rlim_t limit : limits) {
    QFile::remove(QString::fromStdString(file));
    try {
      const LargestFile largest(limit);
      write();
    } catch (const Error& error) {
      QVERIFY(limit < size);
      QVERIFY(QString(error.what()).startsWith("The raster '" + QString::fromStdString(file) + "' c"));
      QCOMPARE(QDir(mFolder.path()).entryList(QDir::Files | QDir::Hidden).filter("whole"), QStringList());
      continue;
    }
    QVERIFY2(limit >= size, "called whole in fewer bytes than it has");
    std::vector<float> read(grid.cells());
    openRaster(file)->read({0}, {0, 0, grid.columns, grid.rows}, read.data());
    QVERIFY(read == values);
  }
}

QTEST_GUILESS_MAIN(TestWrittenRaster)
#include "test_written_raster.moc"
