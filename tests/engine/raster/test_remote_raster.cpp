#include "engine/core/error.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "engine/raster/remote_raster.h"
#include "engine/raster/whole_reads.h"
#include "tests/engine/raster/range_server.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <thread>

using namespace prospectivity;

namespace {

using Answer = RangeServer::Answer;

constexpr int side = 1024;

/// NaN equals NaN.
bool sameCells(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](float x, float y) {
           return x == y || (std::isnan(x) && std::isnan(y));
         });
}

std::vector<float> cellsOf(RasterSource& source, const Tile& tile) {
  std::vector<float> values(tile.cells());
  source.read({0}, tile, values.data());
  return values;
}

std::string bytesOf(const QString& path) {
  QFile file(path);
  file.open(QIODevice::ReadOnly);
  return file.readAll().toStdString();
}

/// Rows for every file and every one of these answers.
void addBehaviours(const std::vector<std::pair<const char*, Answer>>& answers) {
  QTest::addColumn<QString>("path");
  QTest::addColumn<int>("answer");
  for (const char* path : {"/W.tif", "/cog.tif", "/masked.tif", "/beside.tif", "/declared.tif"})
    for (const auto& [name, answer] : answers)
      QTest::addRow("%s %s", path, name) << path << static_cast<int>(answer);
}

} // namespace

/// Rasters over HTTP: the right numbers or one sentence, whatever the server does; and no more is asked for
/// than what is needed.
class TestRemoteRaster : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void knowsWhatIsRemote();
  void readsWhatIsThere_data();
  void readsWhatIsThere();
  void readsLittleMoreThanBlocks_data();
  void readsLittleMoreThanBlocks();
  void aSlowServerIsWaitedFor();
  void rightOrRefusedAfterAnyRequest_data();
  void rightOrRefusedAfterAnyRequest();
  void overAMomentOfFailure_data();
  void overAMomentOfFailure();
  void refusesAServerWithoutRanges();
  void readsAgainWhenTheServerIsBack();
  void failuresAreThoseOfTheirRaster();
  void masksBesideCount();
  void objectStorageIsThatOfGdal();
  void mosaicsOfRemoteFilesAreRefused_data();
  void mosaicsOfRemoteFilesAreRefused();
  void tellsNoSecrets();
  void settingsAreThoseOfTheUser();

 private:
  QString file(const char* name) const { return mFolder.path() + "/" + name; }
  std::string remote(const std::string& path) const { return mServer->address(path); }
  const std::vector<float>& cellsIn(const QString& path) const {
    return path == "/declared.tif"                          ? mDeclaredCells
           : path == "/masked.tif" || path == "/beside.tif" ? mMaskedCells
                                                            : mCells;
  }

  QTemporaryDir mFolder;
  std::unique_ptr<RangeServer> mServer;
  std::vector<float> mCells;         ///< of /W.tif and /cog.tif
  std::vector<float> mDeclaredCells; ///< of /declared.tif
  std::vector<float> mMaskedCells;   ///< of /masked.tif and, beside a mask, /beside.tif
};

void TestRemoteRaster::initTestCase() {
  const Grid grid{{500000, 30, 0, 4000000, 0, -30}, side, side, ""};
  std::mt19937 random(1);
  mCells.resize(grid.cells());
  for (float& cell : mCells)
    cell = static_cast<float>(random()) / 7;
  mCells[5] = std::numeric_limits<float>::quiet_NaN();
  const auto sink = createRaster(file("W.tif").toStdString(), grid, {"W"});
  sink->write({0, 0, side, side}, mCells.data());
  sink->finish();

  // What a mask leaves out is a number in the cells. Inside of the file, its directory is at the end.
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  mMaskedCells = mCells;
  std::vector<unsigned char> mask(grid.cells(), 255);
  for (std::size_t i = 0; i < mask.size(); i += 3) {
    mask[i] = 0;
    mMaskedCells[i] = std::numeric_limits<float>::quiet_NaN();
  }
  for (const char* isInside : {"YES", "NO"}) {
    CPLSetConfigOption("GDAL_TIFF_INTERNAL_MASK", isInside);
    const QString path = file(isInside[0] == 'Y' ? "masked.tif" : "beside.tif");
    char* tiled[] = {const_cast<char*>("TILED=YES"), nullptr};
    GDALDataset* dataset = driver->Create(path.toUtf8(), side, side, 1, GDT_Float32, tiled);
    dataset->SetGeoTransform(const_cast<double*>(grid.transform.data()));
    QCOMPARE(dataset->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, side, side, mCells.data(), side, side,
                                                 GDT_Float32, 0, 0, nullptr),
             CE_None);
    dataset->FlushCache(false);
    QCOMPARE(dataset->CreateMaskBand(GMF_PER_DATASET), CE_None);
    QCOMPARE(dataset->GetRasterBand(1)->GetMaskBand()->RasterIO(GF_Write, 0, 0, side, side, mask.data(), side,
                                                                side, GDT_Byte, 0, 0, nullptr),
             CE_None);
    GDALClose(dataset);
  }
  CPLSetConfigOption("GDAL_TIFF_INTERNAL_MASK", nullptr);
  RasterOptions cog;
  cog.format = RasterFormat::CloudOptimized;
  const auto optimized = createRaster(file("cog.tif").toStdString(), grid, {"W"}, cog);
  optimized->write({0, 0, side, side}, mCells.data());
  optimized->finish();
  // NoData that is declared beside the file alone.
  mDeclaredCells = mCells;
  mDeclaredCells[9] = std::numeric_limits<float>::quiet_NaN();
  char* tiled[] = {const_cast<char*>("TILED=YES"), nullptr};
  GDALDataset* plain = driver->Create(file("plain.tif").toUtf8(), side, side, 1, GDT_Float32, tiled);
  plain->SetGeoTransform(const_cast<double*>(grid.transform.data()));
  QCOMPARE(plain->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, side, side, mCells.data(), side, side,
                                             GDT_Float32, 0, 0, nullptr),
           CE_None);
  GDALClose(plain);
  const std::string declaration =
      QStringLiteral("<PAMDataset><PAMRasterBand band=\"1\"><NoDataValue>%1</NoDataValue></PAMRasterBand>"
                     "</PAMDataset>")
          .arg(static_cast<double>(mCells[9]), 0, 'g', 17)
          .toStdString();
  mServer = std::make_unique<RangeServer>(
      std::map<std::string, std::string>{{"/W.tif", bytesOf(file("W.tif"))},
                                         {"/cog.tif", bytesOf(file("cog.tif"))},
                                         {"/masked.tif", bytesOf(file("masked.tif"))},
                                         {"/beside.tif", bytesOf(file("beside.tif"))},
                                         {"/beside.tif.msk", bytesOf(file("beside.tif.msk"))},
                                         {"/late.tif", bytesOf(file("beside.tif"))},
                                         {"/late.tif.msk", bytesOf(file("beside.tif.msk"))},
                                         {"/b/W.tif", bytesOf(file("W.tif"))},
                                         {"/b/beside.tif", bytesOf(file("beside.tif"))},
                                         {"/b/beside.tif.msk", bytesOf(file("beside.tif.msk"))},
                                         {"/declared.tif", bytesOf(file("plain.tif"))},
                                         {"/declared.tif.aux.xml", declaration}});
}

void TestRemoteRaster::init() {
  VSICurlClearCache();
  mServer->behave({});
  mServer->delay(std::chrono::milliseconds(0));
  CPLSetConfigOption("GDAL_HTTP_RETRY_DELAY", "0.01");
}

void TestRemoteRaster::knowsWhatIsRemote() {
  for (const char* path :
       {"http://host/W.tif", "HTTPS://host/W.tif", "/vsicurl/https://host/W.tif",
        "/vsicurl?url=https%3A%2F%2Fhost%2FW.tif", "/vsis3/bucket/W.tif", "/vsigs/b/W.tif", "/vsiaz/b/W.tif",
        "/vsizip//vsicurl/https://host/W.zip/W.tif", "NETCDF:/vsicurl/https://host/W.nc:z"})
    QVERIFY2(isRemote(path), path);
  for (const char* path : {"W.tif", "/data/vsicurl/W.tif", "/vsizip/W.zip/W.tif", "/vsimem/W.tif", ""})
    QVERIFY2(!isRemote(path), path);
  QCOMPARE(gdalPath("https://host/W.tif"), std::string("/vsicurl/https://host/W.tif"));
  QCOMPARE(gdalPath("/vsis3/b/W.tif"), std::string("/vsis3/b/W.tif"));
  QCOMPARE(fileNameOf("https://host/a/W.tif?sig=a/b.c"), std::string("W.tif"));
  QCOMPARE(fileNameOf("/vsicurl?pc_url_signing=yes&url=https%3A%2F%2Fhost%2FW.tif%3Fsig%3Da"),
           std::string("W.tif"));
  QCOMPARE(fileNameOf("/data/a?b.tif"), std::string("a?b.tif"));
}

void TestRemoteRaster::readsWhatIsThere_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<bool>("isNamedByFile");
  QTest::newRow("an address") << "/W.tif" << false;
  QTest::newRow("with a query") << "/W.tif?sig=a.b/c" << false;
  QTest::newRow("cloud optimized") << "/cog.tif" << false;
  QTest::newRow("a mask in the file") << "/masked.tif" << true;
  QTest::newRow("a mask beside it") << "/beside.tif" << true;
  QTest::newRow("NoData beside it") << "/declared.tif" << true;
}

void TestRemoteRaster::readsWhatIsThere() {
  QFETCH(QString, path);
  QFETCH(bool, isNamedByFile);
  for (const std::string& begin : {std::string(), std::string("/vsicurl/")}) {
    const auto source = openRaster(begin + remote(path.toStdString()));
    QVERIFY(sameCells(cellsOf(*source, {0, 0, side, side}), cellsIn(path)));
    const QString name = path.section('?', 0, 0).mid(1);
    QCOMPARE(QString::fromStdString(source->name()), "'" + name + "'");
    if (isNamedByFile)
      QCOMPARE(QString::fromStdString(source->bandNames()[0]), name.section('.', 0, 0));
  }
}

void TestRemoteRaster::readsLittleMoreThanBlocks_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<int>("column");
  QTest::addColumn<int>("row");
  QTest::addColumn<int>("columns");
  QTest::addColumn<int>("rows");
  for (const char* path : {"/W.tif", "/cog.tif"}) {
    QTest::addRow("%s whole", path) << path << 0 << 0 << side << side;
    QTest::addRow("%s window", path) << path << 200 << 300 << 300 << 300;
  }
}

/// The blocks are 256 x 256 cells in both files.
void TestRemoteRaster::readsLittleMoreThanBlocks() {
  QFETCH(QString, path);
  QFETCH(int, column);
  QFETCH(int, row);
  QFETCH(int, columns);
  QFETCH(int, rows);
  const auto local = openDataset(file("").toStdString() + path.mid(1).toStdString());
  int width = 0;
  int height = 0;
  local->GetRasterBand(1)->GetBlockSize(&width, &height);
  std::size_t needed = 0;
  std::size_t blocks = 0;
  for (int y = row / height; y <= (row + rows - 1) / height; ++y)
    for (int x = column / width; x <= (column + columns - 1) / width; ++x) {
      const std::string item = "BLOCK_SIZE_" + std::to_string(x) + "_" + std::to_string(y);
      needed += std::stoul(local->GetRasterBand(1)->GetMetadataItem(item.c_str(), "TIFF"));
      ++blocks;
    }
  const auto source = openRaster(remote(path.toStdString()));
  const Tile tile{column, row, columns, rows};
  const std::vector<float> read = cellsOf(*source, tile);
  std::vector<float> expected;
  for (int y = row; y < row + rows; ++y)
    expected.insert(expected.end(), mCells.begin() + y * side + column,
                    mCells.begin() + y * side + column + columns);
  QVERIFY(sameCells(read, expected));
  qInfo("%s: %zu requests, %zu bytes for %zu blocks of %zu bytes (%.3f x)", QTest::currentDataTag(),
        mServer->requests(), mServer->bytes(), blocks, needed,
        static_cast<double>(mServer->bytes()) / static_cast<double>(needed));
  QVERIFY(static_cast<double>(mServer->bytes()) <= 1.2 * static_cast<double>(needed));
  QVERIFY(mServer->requests() <= blocks + 10); // two for what may lie beside it, and the directories
}

void TestRemoteRaster::aSlowServerIsWaitedFor() {
  mServer->delay(std::chrono::milliseconds(200));
  const auto source = openRaster(remote("/cog.tif"));
  QVERIFY(sameCells(cellsOf(*source, {0, 0, side, side}), mCells));
}

void TestRemoteRaster::rightOrRefusedAfterAnyRequest_data() {
  addBehaviours({{"503", Answer::Unavailable}, {"cut", Answer::Cut}, {"whole", Answer::Whole}});
}

/// Whichever request is the first that is not answered as it should be, and none after it is.
void TestRemoteRaster::rightOrRefusedAfterAnyRequest() {
  QFETCH(QString, path);
  QFETCH(int, answer);
  CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", "0");
  int refused = 0;
  bool isThrough = false;
  for (std::size_t well = 0; well < 200 && !isThrough; ++well) {
    VSICurlClearCache();
    std::atomic<bool> hasFailed{false};
    mServer->behave([&](std::size_t request, const std::string&) {
      hasFailed = hasFailed || request >= well;
      return request < well ? Answer::Right : static_cast<Answer>(answer);
    });
    try {
      const auto source = openRaster(remote(path.toStdString()));
      VSICurlClearCache(); // where the tiles are has to be read again
      QVERIFY2(sameCells(cellsOf(*source, {0, 0, side, side}), cellsIn(path)),
               qPrintable(QStringLiteral("after %1 requests").arg(well)));
      isThrough = !hasFailed;
    } catch (const Error& failure) {
      ++refused;
      const QString told = failure.what();
      QVERIFY2(told.contains(path.mid(1)) && told.endsWith('.') && told.contains(": "), failure.what());
    }
  }
  CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", nullptr);
  QVERIFY(isThrough);
  QVERIFY(refused > 0);
}

void TestRemoteRaster::overAMomentOfFailure_data() {
  addBehaviours({{"503", Answer::Unavailable}, {"cut", Answer::Cut}});
}

/// One request that fails, whichever it is, costs nothing but another one.
void TestRemoteRaster::overAMomentOfFailure() {
  QFETCH(QString, path);
  QFETCH(int, answer);
  bool isThrough = false;
  int notOpened = 0;
  for (std::size_t at = 0; at < 200 && !isThrough; ++at) {
    VSICurlClearCache();
    std::atomic<bool> hasFailed{false};
    mServer->behave([&](std::size_t request, const std::string&) {
      hasFailed = hasFailed || request == at;
      return request == at ? static_cast<Answer>(answer) : Answer::Right;
    });
    std::unique_ptr<RasterSource> source;
    try {
      source = openRaster(remote(path.toStdString()));
    } catch (const Error&) {
      ++notOpened;
      continue;
    }
    VSICurlClearCache(); // where the tiles are has to be read again
    QVERIFY2(sameCells(cellsOf(*source, {0, 0, side, side}), cellsIn(path)),
             qPrintable(QStringLiteral("request %1").arg(at)));
    isThrough = !hasFailed;
  }
  QVERIFY(isThrough);
  QCOMPARE(notOpened, 0);
}

void TestRemoteRaster::refusesAServerWithoutRanges() {
  mServer->behave([](std::size_t, const std::string&) { return Answer::Whole; });
  QString told;
  try {
    cellsOf(*openRaster(remote("/cog.tif")), {0, 0, side, side});
  } catch (const Error& failure) {
    told = failure.what();
  }
  QVERIFY2(told.contains("cog.tif") && told.contains("download it, and choose the file"), qPrintable(told));
}

/// What came in part is not taken for the file: neither by the raster, which was opened when all was well and
/// has to read again where its tiles are, nor by the next run.
void TestRemoteRaster::readsAgainWhenTheServerIsBack() {
  const auto source = openRaster(remote("/W.tif"));
  for (const Answer answer : {Answer::Cut, Answer::Unavailable}) {
    VSICurlClearCache(); // of what came whole
    mServer->behave([=](std::size_t, const std::string&) { return answer; });
    QString refused;
    try {
      cellsOf(*source, {0, 0, side, side});
    } catch (const Error& failure) {
      refused = failure.what();
    }
    QVERIFY2(refused.contains("cannot be read"), qPrintable(refused));
    mServer->behave({});
    QVERIFY(sameCells(cellsOf(*openRaster(remote("/W.tif")), {0, 0, side, side}), mCells));
  }
}

/// A raster that fails spoils neither one of its server nor one of this machine that is read meanwhile.
void TestRemoteRaster::failuresAreThoseOfTheirRaster() {
  CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", "0");
  const auto failing = openRaster(remote("/W.tif"));
  VSICurlClearCache();
  mServer->behave([](std::size_t, const std::string&) { return Answer::Unavailable; });
  std::atomic<bool> isOver{false};
  std::thread beside([&] {
    try {
      cellsOf(*failing, {0, 0, side, side});
    } catch (const Error&) {
    }
    isOver = true;
  });
  QString told;
  try {
    do
      cellsOf(*openRaster(file("W.tif").toStdString()), {0, 0, side, side});
    while (!isOver);
  } catch (const Error& failure) {
    told = failure.what();
  }
  beside.join();
  CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", nullptr);
  QCOMPARE(told, QString());
  QVERIFY(failedReads(gdalPath(remote("/W.tif"))) > 0);
  QCOMPARE(failedReads(gdalPath(remote("/never.tif"))), std::uint64_t{0});
}

/// A mask that is there, and cannot be told to be there, is no mask that is missing.
void TestRemoteRaster::masksBesideCount() {
  CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", "0");
  for (const Answer answer : {Answer::Unavailable, Answer::TooMany}) {
    VSICurlClearCache();
    mServer->behave([answer](std::size_t, const std::string& path) {
      return path == "/beside.tif.msk" ? answer : Answer::Right;
    });
    QVERIFY_EXCEPTION_THROWN(openRaster(remote("/beside.tif")), Error);
  }
  // Asked for by somebody else, whom GDAL told that it is absent.
  mServer->behave([](std::size_t, const std::string&) { return Answer::Unavailable; });
  VSIStatBufL status;
  QVERIFY(VSIStatL(gdalPath(remote("/late.tif.msk")).c_str(), &status) != 0);
  CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", nullptr);
  mServer->behave({});
  for (const char* path : {"/beside.tif", "/late.tif"})
    QVERIFY(sameCells(cellsOf(*openRaster(remote(path)), {0, 0, side, side}), mMaskedCells));
}

/// Where it lies and who may read it are GDAL's own settings. What is not there is told in words of its own.
void TestRemoteRaster::objectStorageIsThatOfGdal() {
  const std::string endpoint = mServer->address("").substr(7);
  const std::vector<std::pair<const char*, std::string>> settings{{"AWS_S3_ENDPOINT", endpoint},
                                                                  {"AWS_HTTPS", "NO"},
                                                                  {"AWS_VIRTUAL_HOSTING", "FALSE"},
                                                                  {"AWS_NO_SIGN_REQUEST", "YES"},
                                                                  {"GDAL_HTTP_MAX_RETRY", "0"}};
  for (const auto& [name, value] : settings)
    CPLSetConfigOption(name, value.c_str());
  const auto cells = [](const char* path) { return cellsOf(*openRaster(path), {0, 0, side, side}); };
  const bool isRead = sameCells(cells("/vsis3/b/W.tif"), mCells);
  const bool isMasked = sameCells(cells("/vsis3/b/beside.tif"), mMaskedCells);
  QStringList told;
  for (const char* busy : {"/b/beside.tif.msk", "/b/beside.tif"}) {
    VSICurlClearCache();
    mServer->behave([busy](std::size_t, const std::string& path) {
      return path == busy ? Answer::Unavailable : Answer::Right;
    });
    try {
      cells("/vsis3/b/beside.tif");
    } catch (const Error& failure) {
      told << failure.what();
    }
  }
  for (const auto& [name, value] : settings)
    CPLSetConfigOption(name, nullptr);
  QVERIFY(isRead);
  QVERIFY(isMasked);
  QCOMPARE(told.size(), 2);
  for (const QString& text : told)
    QVERIFY2(text.startsWith("The raster '/vsis3/b/beside.tif' cannot be opened ("), qPrintable(text));
}

void TestRemoteRaster::mosaicsOfRemoteFilesAreRefused_data() {
  QTest::addColumn<QString>("source");
  QTest::addColumn<QString>("metadata");
  QTest::addColumn<bool>("isRefused");
  const QString address = QString::fromStdString(remote("/W.tif"));
  QTest::newRow("an address") << "/vsicurl/" + address << "" << true;
  QTest::newRow("QGIS's way of an address") << address << "" << true;
  QTest::newRow("object storage") << "/vsis3/b/W.tif"
                                  << "" << true;
  QTest::newRow("a band of an address") << "vrt:///vsicurl/" + address + "?bands=1"
                                        << "" << true;
  QTest::newRow("a mosaic of an address") << "inner.vrt"
                                          << "" << true;
  QTest::newRow("of this machine") << file("W.tif") << "" << false;
  QTest::newRow("of this machine, which tells where it is from") << file("W.tif") << address << false;
}

void TestRemoteRaster::mosaicsOfRemoteFilesAreRefused() {
  QFETCH(QString, source);
  QFETCH(QString, metadata);
  QFETCH(bool, isRefused);
  const auto write = [&](const char* name, const QString& leadsTo) {
    QFile mosaic(file(name));
    QVERIFY(mosaic.open(QIODevice::WriteOnly));
    mosaic.write(
        QStringLiteral("<VRTDataset rasterXSize=\"1024\" rasterYSize=\"1024\"><Metadata><MDI "
                       "key=\"source\">%1</MDI><MDI key=\"also\">'/vsicurl/%1'</MDI></Metadata>"
                       "<VRTRasterBand dataType=\"Float32\" band=\"1\"><SimpleSource><SourceFilename "
                       "relativeToVRT=\"%2\">%3</SourceFilename><SourceBand>1</SourceBand></SimpleSource>"
                       "</VRTRasterBand></VRTDataset>")
            .arg(metadata)
            .arg(leadsTo == "inner.vrt" ? 1 : 0)
            .arg(leadsTo)
            .toUtf8());
  };
  write("inner.vrt", "/vsicurl/" + QString::fromStdString(remote("/W.tif")));
  write("mosaic.vrt", source);
  QString told;
  try {
    openRaster(file("mosaic.vrt").toStdString());
  } catch (const Error& failure) {
    told = failure.what();
  }
  QCOMPARE(told.contains("is a mosaic of files behind a network"), isRefused);
  QCOMPARE(told.isEmpty(), !isRefused);
}

void TestRemoteRaster::tellsNoSecrets() {
  CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", "0");
  const std::string address = mServer->address("/W.tif?sig=secret2&X-Amz-Credential=secret3", "me:secret1@");
  const auto source = openRaster(address);
  QStringList told{QString::fromStdString(source->name()), QString::fromStdString(source->bandNames()[0])};
  mServer->behave([](std::size_t, const std::string&) { return Answer::Unavailable; });
  try {
    cellsOf(*source, {0, 0, side, side});
  } catch (const Error& failure) {
    told << failure.what();
  }
  for (const char* path : {"/none.tif", "/W.tif"})
    try {
      openRaster(mServer->address(std::string(path) + "?sig=secret2", "me:secret1@"));
    } catch (const Error& failure) {
      told << failure.what();
    }
  CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", nullptr);
  QCOMPARE(told.size(), 5);
  for (const QString& text : told) {
    QVERIFY2(!text.contains("secret"), qPrintable(text));
    QVERIFY2(!text.contains("vsiprospectivity"), qPrintable(text));
  }
  QVERIFY2(told[2].contains("W.tif?***"), qPrintable(told[2]));
}

void TestRemoteRaster::settingsAreThoseOfTheUser() {
  const auto now = [](const char* name) { return QString(CPLGetConfigOption(name, "unset")); };
  CPLSetConfigOption("GDAL_HTTP_RETRY_DELAY", nullptr);
  CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", "7");
  {
    const RemoteSettings remote("/vsicurl/https://host/W.tif");
    QCOMPARE(now("GDAL_HTTP_MAX_RETRY"), QString("7"));
    QCOMPARE(now("GDAL_HTTP_RETRY_DELAY"), QString("1"));
    QCOMPARE(now("GDAL_DISABLE_READDIR_ON_OPEN"), QString("EMPTY_DIR"));
    { const RemoteSettings again("/vsicurl/https://host/W.tif"); }
    QCOMPARE(now("GDAL_HTTP_RETRY_DELAY"), QString("1"));
  }
  {
    const RemoteSettings local("/data/W.tif");
    QCOMPARE(now("GDAL_DISABLE_READDIR_ON_OPEN"), QString("unset")); // files beside it count
  }
  QCOMPARE(now("GDAL_HTTP_MAX_RETRY"), QString("7"));
  QCOMPARE(now("GDAL_HTTP_RETRY_DELAY"), QString("unset"));
  QCOMPARE(now("GDAL_DISABLE_READDIR_ON_OPEN"), QString("unset"));
  CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", nullptr);
}

QTEST_GUILESS_MAIN(TestRemoteRaster)

#include "test_remote_raster.moc"
