#include "engine/core/error.h"
#include "engine/predict/shard_summary.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/layers/input_fingerprint.h"
#include "processing/shards/shard_set.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <QFile>

#include <cmath>
#include <functional>
#include <limits>

using namespace prospectivity;

/// The files of a map's shards: which belong to their summaries, and which cells they hold.
class TestShardSet : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void theirCellsAreThoseOfTheWhole();
  void infiniteCellsAreReadAsASingleRunDoes();
  void aRasterOfAnotherRunIsNamed();
  void aRasterThatIsNotThereIsNamed();
  void aRasterThatIsReplacedBeforeItIsReadIsNamed();
  void filesThatAreNoSummaryAreNamed();

 private:
  QString path(const QString& name) const { return mFolder->path() + "/" + name; }
  std::string leaveRaster(int number, float value, float second);
  void leaveShard(int number, float value, float second);

  std::unique_ptr<QTemporaryDir> mFolder;
};

namespace {

/// Two blocks.
const Grid whole{{0, 1, 0, 0, 0, -1}, 300, 2, ""};

QString errorOf(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return QString::fromUtf8(error.what());
  }
  return {};
}

std::vector<float> cellsOf(RasterSource& raster) {
  std::vector<float> cells(raster.grid().cells());
  raster.read({0}, {0, 0, raster.grid().columns, raster.grid().rows}, cells.data());
  return cells;
}

} // namespace

/// All cells are `value`, but the second is `second`. Returns the fingerprint of the file.
std::string TestShardSet::leaveRaster(int number, float value, float second) {
  const Grid part = partOf(whole, cellsOfShard(whole, {static_cast<std::size_t>(number), 2}, "SHARD"));
  const std::string file = path(QStringLiteral("map_%1.tif").arg(number)).toStdString();
  std::vector<float> cells(part.cells(), value);
  cells[1] = second;
  const auto sink = createRaster(file, part, {"logit"});
  sink->write({0, 0, part.columns, part.rows}, cells.data());
  sink->finish();
  return fingerprintOfFile(file);
}

void TestShardSet::leaveShard(int number, float value, float second) {
  ShardSummary summary;
  summary.algorithm = "prospectivity:predict";
  summary.version = PROSPECTIVITY_VERSION;
  summary.parameters = R"({"SEED":1})";
  summary.grid = whole;
  summary.shard = {static_cast<std::size_t>(number), 2};
  summary.rasters = {
      {"logits", {"map_" + std::to_string(number) + ".tif", leaveRaster(number, value, second)}}};
  QFile file(path(QStringLiteral("map_%1.shard.json").arg(number)));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(QByteArray::fromStdString(summaryText(summary)));
}

void TestShardSet::init() {
  mFolder = std::make_unique<QTemporaryDir>();
  leaveShard(1, 1, 3);
  leaveShard(2, 2, std::numeric_limits<float>::infinity());
}

void TestShardSet::theirCellsAreThoseOfTheWhole() {
  const ShardSet shards(mFolder->path());
  shards.check({"logits"}, Progress());
  const std::vector<float> cells = cellsOf(*shards.whole("logits"));
  QCOMPARE(cells[0], 1.0F);
  QCOMPARE(cells[1], 3.0F);
  QCOMPARE(cells[299], 2.0F);
}

// A single run reads its logits from a file, in which infinite cells are NoData; a map that is copied keeps
// them.
void TestShardSet::infiniteCellsAreReadAsASingleRunDoes() {
  const ShardSet shards(mFolder->path());
  QVERIFY(std::isnan(cellsOf(*shards.whole("logits"))[257]));
  shards.join("logits", path("joined.tif"), RasterOptions(), Progress());
  RasterFile joined(path("joined.tif").toStdString());
  joined.keepsInfinite = true;
  QVERIFY(std::isinf(cellsOf(*openRaster(joined))[257]));
}

void TestShardSet::aRasterOfAnotherRunIsNamed() {
  leaveRaster(2, 2, 5);
  const ShardSet shards(mFolder->path());
  QCOMPARE(errorOf([&] { shards.check({"logits"}, Progress()); }),
           QStringLiteral("SHARDS: '%1' is not the raster that 'map_2.shard.json' tells of, but one of "
                          "another run; make that shard again.")
               .arg(path("map_2.tif")));
}

void TestShardSet::aRasterThatIsNotThereIsNamed() {
  QCOMPARE(errorOf([&] { ShardSet(mFolder->path()).check({"drivers"}, Progress()); }),
           QStringLiteral("SHARDS: the summary 'map_1.shard.json' names no raster 'drivers'; make the shards "
                          "again."));
  QVERIFY(QFile::remove(path("map_2.tif")));
  const ShardSet shards(mFolder->path());
  QCOMPARE(errorOf([&] { shards.check({"logits"}, Progress()); }),
           QStringLiteral("SHARDS: '%1', of which 'map_2.shard.json' tells, is not there; put it beside the "
                          "summary, or make that shard again.")
               .arg(path("map_2.tif")));
}

void TestShardSet::aRasterThatIsReplacedBeforeItIsReadIsNamed() {
  const ShardSet shards(mFolder->path());
  shards.check({"logits"}, Progress());
  const std::unique_ptr<RasterSource> cells = shards.whole("logits");
  leaveRaster(2, 2, 5);
  QVERIFY(errorOf([&] { cellsOf(*cells); }).contains(QStringLiteral("but one of another run")));
}

void TestShardSet::filesThatAreNoSummaryAreNamed() {
  QFile file(path("map_2.shard.json"));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(QByteArray((1 << 24) + 1, ' ')); // read no further than a summary goes
  file.close();
  QCOMPARE(errorOf([&] { ShardSet set(mFolder->path()); }),
           QStringLiteral("'map_2.shard.json' is no summary of a shard, or is damaged: make that shard "
                          "again."));
}

PROCESSING_TEST_MAIN(TestShardSet)
#include "test_shard_set.moc"
