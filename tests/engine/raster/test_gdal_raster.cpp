#include "engine/core/error.h"
#include "engine/raster/band_names.h"
#include "engine/raster/find_bands.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "engine/raster/no_data_doubts.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <gdal_priv.h>
#include <gdal_rat.h>
#include <ogr_spatialref.h>

#include <cmath>
#include <cstdint>
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
  void signedBytesHaveTheirSign();
  void limitsOfIntegersAreNoValues_data();
  void limitsOfIntegersAreNoValues();
  void alphaIsAMaskUnlessItHasAName();
  void genericNamesBecomeThoseOfTheFiles();
  void bandsOfOneNameAreRefusedWhenAskedFor();
  void whatTheUserSaidCounts();
  void codesAreReadToTheLastDigit();
  void classesHaveNames();
  void thematicBandsSaySo();
  void allThatIsReadIsWatched();
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

/// A value beyond the type is the largest that it holds.
template <typename Integer> std::vector<Integer> wideIntegers(const std::vector<double>& values) {
  std::vector<Integer> integers;
  for (const double value : values)
    integers.push_back(value >= std::ldexp(1.0, std::numeric_limits<Integer>::digits)
                           ? std::numeric_limits<Integer>::max()
                           : static_cast<Integer>(value));
  return integers;
}

GDALDataset* create(const std::string& path, const Source& source) {
  GDALDataset* dataset =
      GetGDALDriverManager()->GetDriverByName("GTiff")->Create(path.c_str(), 2, 2, 1, source.type, nullptr);
  double transform[6] = {source.left, 10, 0, 20, 0, -10};
  dataset->SetGeoTransform(transform);
  if (source.hasNoData)
    dataset->GetRasterBand(1)->SetNoDataValue(source.noData);
  GDALRasterBand& band = *dataset->GetRasterBand(1);
  const auto writeAs = [&band](auto cells, GDALDataType type) {
    if (band.RasterIO(GF_Write, 0, 0, 2, 2, cells.data(), 2, 2, type, 0, 0, nullptr) != CE_None)
      qFatal("the test raster could not be written");
  };
  // GDAL turns a double beyond the largest integer of 64 bits into the least one.
  if (source.type == GDT_Int64)
    writeAs(wideIntegers<std::int64_t>(source.values), GDT_Int64);
  else if (source.type == GDT_UInt64)
    writeAs(wideIntegers<std::uint64_t>(source.values), GDT_UInt64);
  else
    writeAs(source.values, GDT_Float64);
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

void TestGdalRaster::signedBytesHaveTheirSign() {
  char** options = CSLSetNameValue(nullptr, "PIXELTYPE", "SIGNEDBYTE");
  GDALDataset* dataset = GetGDALDriverManager()->GetDriverByName("GTiff")->Create(path("signed.tif").c_str(),
                                                                                  2, 2, 1, GDT_Byte, options);
  CSLDestroy(options);
  QVERIFY(dataset != nullptr);
  GDALRasterBand& band = *dataset->GetRasterBand(1);
  if (band.GetRasterDataType() == GDT_Byte) { // GDAL before 3.7
    unsigned char bytes[4] = {0x80, 0xFF, 127, 0};
    QCOMPARE(band.RasterIO(GF_Write, 0, 0, 2, 2, bytes, 2, 2, GDT_Byte, 0, 0, nullptr), CE_None);
  } else {
    double values[4] = {-128, -1, 127, 0};
    QCOMPARE(band.RasterIO(GF_Write, 0, 0, 2, 2, values, 2, 2, GDT_Float64, 0, 0, nullptr), CE_None);
  }
  band.SetNoDataValue(-128);
  GDALClose(dataset);
  QVERIFY(same(readAll(*openRaster(path("signed.tif"))), {missing, -1, 127, 0}));
}

void TestGdalRaster::limitsOfIntegersAreNoValues_data() {
  QTest::addColumn<QString>("type");
  QTest::addColumn<double>("limit");
  QTest::newRow("least int64") << "Int64" << -0x1p63;
  QTest::newRow("largest int64") << "Int64" << 0x1p63; // less one, which no double holds
  QTest::newRow("largest uint64") << "UInt64" << 0x1p64;
  QTest::newRow("least int8") << "Int8" << -128.0;
  QTest::newRow("least int32") << "Int32" << -0x1p31;
}

// Declared they are NoData; where nobody declared them they are told.
void TestGdalRaster::limitsOfIntegersAreNoValues() {
  QFETCH(QString, type);
  QFETCH(double, limit);
  const GDALDataType ofCells = GDALGetDataTypeByName(qPrintable(type));
  if (ofCells == GDT_Unknown)
    QSKIP("this release of GDAL has no such rasters");
  for (const bool isDeclared : {true, false}) {
    const std::string file = path("limits.tif");
    GDALDataset* dataset = create(file, {ofCells, {limit, 1, limit, 4}, false, 0, 0});
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    if (isDeclared && type == "Int64")
      band.SetNoDataValueAsInt64(limit < 0 ? std::numeric_limits<std::int64_t>::min()
                                           : std::numeric_limits<std::int64_t>::max());
    else if (isDeclared && type == "UInt64")
      band.SetNoDataValueAsUInt64(std::numeric_limits<std::uint64_t>::max());
    else if (isDeclared)
      band.SetNoDataValue(limit);
    GDALClose(dataset);
    RasterFile read(file);
    read.watch = std::make_shared<ValueWatch>();
    const std::vector<float> values = readAll(*openRaster(read));
    if (isDeclared) {
      QVERIFY(same(values, {missing, 1, missing, 4}));
      QVERIFY(read.watch->suspects().empty());
      QVERIFY(noDataDoubts(RasterFile(file), "LAYERS").empty()); // its cells can hold it
    } else {
      QVERIFY(same(values, {static_cast<float>(limit), 1, static_cast<float>(limit), 4}));
      QCOMPARE(read.watch->suspects(), (std::vector<int>{0}));
      QCOMPARE(read.watch->found(0)[0].value, limit);
      QCOMPARE(read.watch->found(0)[0].count, std::size_t{2});
    }
  }
}

namespace {

/// Four bands of bytes, which GDAL takes for red, green, blue and alpha: 1, 2, 3, and 255 but in one cell.
void writeColours(const std::string& path, const char* nameOfTheFourth) {
  GDALDataset* dataset =
      GetGDALDriverManager()->GetDriverByName("GTiff")->Create(path.c_str(), 2, 2, 4, GDT_Byte, nullptr);
  for (int band = 1; band <= 4; ++band) {
    std::vector<unsigned char> values(4, static_cast<unsigned char>(band < 4 ? band : 255));
    if (band == 4)
      values[3] = 0;
    if (dataset->GetRasterBand(band)->RasterIO(GF_Write, 0, 0, 2, 2, values.data(), 2, 2, GDT_Byte, 0, 0,
                                               nullptr) != CE_None)
      qFatal("the test raster could not be written");
  }
  dataset->GetRasterBand(4)->SetColorInterpretation(GCI_AlphaBand);
  if (nameOfTheFourth != nullptr)
    dataset->GetRasterBand(4)->SetDescription(nameOfTheFourth);
  GDALClose(dataset);
}

} // namespace

void TestGdalRaster::alphaIsAMaskUnlessItHasAName() {
  writeColours(path("rgba.tif"), nullptr);
  const auto colours = openRaster(path("rgba.tif"));
  QCOMPARE(colours->bandNames(), (std::vector<std::string>{"rgba_1", "rgba_2", "rgba_3"}));
  QVERIFY(same(readAll(*colours), {1, 1, 1, missing, 2, 2, 2, missing, 3, 3, 3, missing}));
  writeColours(path("four.tif"), "Fe");
  const auto evidence = openRaster(path("four.tif"));
  QCOMPARE(evidence->bandNames(), (std::vector<std::string>{"four_1", "four_2", "four_3", "Fe"}));
  QVERIFY(same(readAll(*evidence), {1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 255, 255, 255, 0}));
}

void TestGdalRaster::genericNamesBecomeThoseOfTheFiles() {
  const auto describe = [&](const char* name, const std::vector<const char*>& descriptions) {
    GDALDataset* dataset = GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
        path(name).c_str(), 2, 2, static_cast<int>(descriptions.size()), GDT_Float32, nullptr);
    double transform[6] = {0, 10, 0, 20, 0, -10};
    dataset->SetGeoTransform(transform);
    for (std::size_t i = 0; i < descriptions.size(); ++i)
      dataset->GetRasterBand(static_cast<int>(i) + 1)->SetDescription(descriptions[i]);
    GDALClose(dataset);
    return path(name);
  };
  const std::string tungsten = describe("W.tif", {"Layer_1"});
  const std::string tin = describe("Sn.tif", {"Band 1"});
  QCOMPARE(openLayers({tungsten, tin})->bandNames(), (std::vector<std::string>{"W", "Sn"}));
  // Of several bands in one file the names tell them apart, until another file has the same.
  const std::string may = describe("may.tif", {"Band 1", "Band 2", "slope"});
  const std::string june = describe("june.tif", {"Band 1", "Band 3"});
  QCOMPARE(openRaster(may)->bandNames(), (std::vector<std::string>{"Band 1", "Band 2", "slope"}));
  QCOMPARE(openLayers({may, june})->bandNames(),
           (std::vector<std::string>{"may_1", "Band 2", "slope", "june_1", "Band 3"}));
  // One that we wrote has the name that was chosen for it.
  const auto sink = createRaster(path("one.tif"), openRaster(tin)->grid(), {"z"});
  const std::vector<float> cells(4, 1);
  sink->write({0, 0, 2, 2}, cells.data());
  sink->describeFeature(0, {FeatureKind::Quantity, "", ""});
  sink->finish();
  QCOMPARE(openRaster(path("one.tif"))->bandNames(), std::vector<std::string>{"z"});
  // Of grids of other programs, whose only variable is called so.
  for (const char* name : {"z", "Z", "z value", "data", "Values", "variable_1"})
    QCOMPARE(openLayers({describe("Mag.tif", {name}), describe("Grav.tif", {name})})->bandNames(),
             (std::vector<std::string>{"Mag", "Grav"}));
  QVERIFY(!isGenericBandName("bands of iron"));
  QVERIFY(!isGenericBandName("Zn"));
  QVERIFY(!isGenericBandName("z-score"));
  QVERIFY(!isGenericBandName("Height"));
}

void TestGdalRaster::bandsOfOneNameAreRefusedWhenAskedFor() {
  QVERIFY(QDir(mFolder.path()).mkpath("log"));
  write(path("W.tif"), {});
  write(path("log/W.tif"), {});
  write(path("Sn.tif"), {});
  const auto layers = openLayers({path("W.tif"), path("Sn.tif"), path("log/W.tif")});
  QCOMPARE(findBands(*layers, {"Sn"}, "."), (std::vector<int>{1}));
  QCOMPARE(
      sentenceOf([&] {
        findBands(*layers, {"Sn", "W"}, ".");
      }),
      QString("Stack: two bands of the layers are called 'W', and which of them is meant cannot be told: "
              "leave one out, or give it another name."));
}

void TestGdalRaster::whatTheUserSaidCounts() {
  write(path("said.tif"), {GDT_Float32, {1, 2, 3, 4}, true, 4, 0});
  RasterFile file(path("said.tif"));
  file.noData = {{false, {{2, 2.5}}}};
  QVERIFY(same(readAll(*openRaster(file)), {1, missing, 3, missing}));
  QVERIFY(same(readAll(*openRaster(file)->clone()), {1, missing, 3, missing}));
  file.noData = {{true, {}}};
  QVERIFY(same(readAll(*openRaster(file)), {1, 2, 3, 4}));
  file.crs = "LOCAL_CS[\"here\"]";
  QCOMPARE(readGrid(file).crs, file.crs);
  QCOMPARE(openRaster(file)->grid().crs, file.crs);
}

void TestGdalRaster::codesAreReadToTheLastDigit() {
  write(path("codes.tif"), {GDT_Int32, {16777217, 16777216, 3, 4}, true, 3, 0});
  const auto raster = openRaster(path("codes.tif"));
  std::vector<double> codes(4);
  raster->readCodes(0, {0, 0, 2, 2}, codes.data());
  QCOMPARE(codes[0], 16777217.0);
  QCOMPARE(codes[1], 16777216.0);
  QVERIFY(std::isnan(codes[2]));
  QVERIFY(raster->holdsWideCodes(0));
  QCOMPARE(raster->className(0, 16777217), std::string("16777217"));
  write(path("W.tif"), {});
  QVERIFY(!openRaster(path("W.tif"))->holdsWideCodes(0));
}

// By the user's word, then the tags of a stack, the file's category names and its attribute table.
void TestGdalRaster::classesHaveNames() {
  GDALDataset* dataset = create(path("rock.tif"), {GDT_Byte, {1, 2, 3, 4}, false, 0, 0});
  GDALDefaultRasterAttributeTable table;
  table.CreateColumn("Value", GFT_Integer, GFU_MinMax);
  table.CreateColumn("Unit", GFT_String, GFU_Name);
  const char* units[] = {"", "granite", "slate", "gneiss", "Schiefert\xfcmpel"}; // in Latin-1
  for (int code = 1; code <= 4; ++code) {
    table.SetValue(code - 1, 0, code);
    table.SetValue(code - 1, 1, units[code]);
  }
  dataset->GetRasterBand(1)->SetDefaultRAT(&table);
  GDALClose(dataset);
  RasterFile file(path("rock.tif"));
  const auto nameOf = [&](double code) { return openRaster(file)->className(0, code); };
  QCOMPARE(nameOf(1), std::string("granite"));
  QCOMPARE(nameOf(5), std::string("5"));
  QVERIFY(QString::fromStdString(nameOf(4)).startsWith("Schiefert") &&
          !QString::fromStdString(nameOf(4)).contains(QChar::ReplacementCharacter));
  dataset = static_cast<GDALDataset*>(GDALOpen(path("rock.tif").c_str(), GA_Update));
  const char* categories[] = {"", "granodiorite", "", nullptr};
  dataset->GetRasterBand(1)->SetCategoryNames(const_cast<char**>(categories));
  GDALClose(dataset);
  QCOMPARE(nameOf(1), std::string("granodiorite"));
  QCOMPARE(nameOf(2), std::string("slate"));
  dataset = static_cast<GDALDataset*>(GDALOpen(path("rock.tif").c_str(), GA_Update));
  dataset->GetRasterBand(1)->SetMetadataItem("kind", "codes");
  dataset->GetRasterBand(1)->SetMetadataItem("classes", "1=granite; \"2=slate; dark\"");
  GDALClose(dataset);
  QCOMPARE(nameOf(1), std::string("granite"));
  QCOMPARE(nameOf(3), std::string("gneiss"));
  QVERIFY(openRaster(file)->description(0).classes.size() == 2);
  file.classNames[1] = {{1, "pluton"}};
  QCOMPARE(nameOf(1), std::string("pluton"));
  QCOMPARE(openRaster(file)->clone()->className(0, 1), std::string("pluton"));
  QCOMPARE(nameOf(3), std::string("gneiss"));
}

void TestGdalRaster::thematicBandsSaySo() {
  write(path("plain.tif"), {GDT_Byte, {1, 2, 3, 4}, false, 0, 0});
  QVERIFY(!openRaster(path("plain.tif"))->isThematic(0));
  GDALDataset* dataset = create(path("word.tif"), {GDT_Byte, {1, 2, 3, 4}, false, 0, 0});
  dataset->GetRasterBand(1)->SetMetadataItem("REPRESENTATION_TYPE", "THEMATIC");
  GDALClose(dataset);
  QVERIFY(openRaster(path("word.tif"))->isThematic(0));
  dataset = create(path("palette.tif"), {GDT_Byte, {1, 2, 3, 4}, false, 0, 0});
  GDALColorTable table;
  const GDALColorEntry red = {255, 0, 0, 255};
  table.SetColorEntry(1, &red);
  dataset->GetRasterBand(1)->SetColorTable(&table);
  GDALClose(dataset);
  QVERIFY(openRaster(path("palette.tif"))->isThematic(0));
}

void TestGdalRaster::allThatIsReadIsWatched() {
  write(path("hole.tif"), {GDT_Float32, {1, -9999, 3, 4}, true, std::nan(""), 0});
  RasterFile file(path("hole.tif"));
  file.watch = std::make_shared<ValueWatch>();
  const auto raster = openRaster(file);
  std::vector<float> values(2);
  raster->read({0}, {0, 1, 2, 1}, values.data());
  QVERIFY(file.watch->suspects().empty());
  raster->clone()->read({0}, {0, 0, 2, 1}, values.data());
  QCOMPARE(file.watch->suspects(), (std::vector<int>{0}));
  QCOMPARE(file.watch->found(0)[0].value, -9999.0);
}

QTEST_GUILESS_MAIN(TestGdalRaster)
#include "test_gdal_raster.moc"
