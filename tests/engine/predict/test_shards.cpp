#include "engine/core/error.h"
#include "engine/predict/map_account.h"
#include "engine/predict/model_tiles.h"
#include "engine/predict/shard_summary.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

using namespace prospectivity;

Q_DECLARE_METATYPE(std::function<void(std::vector<ShardSummary>&)>)

/// A map that is made in shards, against the same at once; and what shards leave for whoever joins them.
class TestShards : public QObject {
  Q_OBJECT

 private slots:
  void shardsHaveTheBitsOfOneRun_data();
  void shardsHaveTheBitsOfOneRun();
  void blocksOfTheRealSizeDoToo();
  void aShardReadsNoMoreThanItsCellsAndTheirHalo();
  void countsOfAnotherModelAreRefused();
  void summariesComeBack();
  void damagedSummariesAreRefused_data();
  void damagedSummariesAreRefused();
  void shardsOfOneMapAreSorted();
  void mixedInstructionsAreTold();
  void whatDoesNotBelongTogetherIsNamed_data();
  void whatDoesNotBelongTogetherIsNamed();
};

namespace {

constexpr int block = 8;
constexpr int bands = 2;

Grid gridOf(int columns, int rows) {
  return {{0, 1, 0, 0, 0, -1}, columns, rows, ""};
}

/// Says which cells are read of a raster.
class WatchedRaster : public MemoryRaster {
 public:
  using MemoryRaster::MemoryRaster;
  void read(const std::vector<int>& ofBands, const Tile& tile, float* values) override {
    top = std::min(top, tile.row);
    left = std::min(left, tile.column);
    bottom = std::max(bottom, tile.row + tile.rows);
    right = std::max(right, tile.column + tile.columns);
    MemoryRaster::read(ofBands, tile, values);
  }
  int top = 1 << 30;
  int left = 1 << 30;
  int bottom = 0;
  int right = 0;
};

NetworkModel modelOf(int window, bool takesMissing) {
  NetworkShape shape;
  shape.features = 4;
  shape.filters = {5};
  if (window != 3)
    shape.filters.push_back(4);
  shape.window = window;
  shape.thresholds = takesMissing ? 3 : 0;
  shape.hasPresence = takesMissing;
  NetworkModel model = randomModel(shape, 3, 31);
  model.training = {randomRows(20, 4, 43), {}};
  return model;
}

WatchedRaster stackOf(const NetworkModel& model, const Grid& grid, bool hasHoles) {
  FloatMatrix values = randomRows(4, static_cast<int>(grid.cells()), 5);
  for (Eigen::Index i = 0; hasHoles && i < values.size(); i += 61) // few enough to leave windows whole
    values.data()[i] = std::nanf("");
  return WatchedRaster(grid, model.features, {values.data(), values.data() + values.size()});
}

MemoryRaster maskOn(const Grid& grid) {
  std::vector<float> inside(grid.cells());
  for (std::size_t i = 0; i < inside.size(); ++i)
    inside[i] = i % 7 == 3 ? 0.0F : 1.0F;
  return MemoryRaster(grid, {"mask"}, inside);
}

/// Score and spread, and what was counted on the way. `part` without cells: all of it.
struct Map {
  std::vector<float> values;
  NamedCounts counts;
  std::size_t mapped = 0;
};

Map mapOf(const NetworkModel& model, RasterSource& stack, RasterSource* mask, const Tile& part, int threads) {
  const bool isWhole = part.cells() == 0;
  MapAccount account(model, 0.5);
  MemorySink sink(isWhole ? stack.grid() : partOf(stack.grid(), part), bands);
  TilingOptions options;
  options.threads = threads;
  options.memory = std::size_t{1} << 16; // several tiles
  options.halo = model.layout().halo();
  options.outputBands = bands;
  options.part = part;
  const std::size_t mapped = computeTiles(stack, modelBands(stack, model.features), mask, sink, options,
                                          account.counted(ensembleTiles(model), bands), Progress());
  return {sink.values, account.counts(), mapped};
}

/// The shards side by side, and their counts together.
Map joinedMap(const NetworkModel& model, RasterSource& stack, RasterSource* mask, std::size_t count,
              int blockSize) {
  const Grid& grid = stack.grid();
  MemorySink joined(grid, bands);
  Map all;
  for (std::size_t number = count; number >= 1; --number) { // in any order
    const Tile part = cellsOfShard(grid, {number, count}, "SHARD", blockSize);
    const Map shard = mapOf(model, stack, mask, part, 1 + static_cast<int>(number % 2));
    joined.write(part, shard.values.data());
    addCounts(all.counts, shard.counts);
    all.mapped += shard.mapped;
  }
  all.values = joined.values;
  return all;
}

QStringList toldOf(const NetworkModel& model, const NamedCounts& counts) {
  QStringList lines;
  Progress progress;
  progress.onMessage =
      progress.onWarning = [&](const Sentence& line) { lines << QString::fromStdString(line.text()); };
  MapAccount account(model, 0.5);
  account.add(counts);
  account.tell("predicted", progress);
  return lines;
}

QString errorOf(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return QString::fromUtf8(error.what());
  }
  return {};
}

ShardSummary summaryOf(std::size_t number, std::size_t count) {
  ShardSummary summary;
  summary.algorithm = "prospectivity:predict";
  summary.version = "0.1.0";
  summary.parameters = R"({"MIN_PRESENT":0.5,"SEED":1})";
  summary.model = "a1";
  summary.inputs = {{"STACK", "b2"}, {"MASK", "c3"}};
  summary.grid = {{100.1, 1.0 / 3, 0, -7e5, 0, -1.0 / 3}, 1700, 1450, "a CRS with \"quotes\""};
  summary.shard = {number, count};
  summary.rasters = {{"OUTPUT", {"map_" + std::to_string(number) + ".tif", "d" + std::to_string(number)}}};
  summary.counts = {{"coverage", {1, 2, number}}, {"mapped", {std::uint64_t{1} << 40}}};
  summary.file = "map_" + std::to_string(number) + ".shard.json";
  return summary;
}

} // namespace

void TestShards::shardsHaveTheBitsOfOneRun_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<bool>("hasHoles");
  QTest::addColumn<bool>("takesMissing");
  QTest::newRow("cells") << 1 << false << false;
  QTest::newRow("cells with holes") << 1 << true << false;
  QTest::newRow("windows") << 5 << false << false;
  QTest::newRow("windows with holes") << 3 << true << false;
  QTest::newRow("a model that takes holes") << 1 << true << true;
  QTest::newRow("windows of one") << 3 << true << true;
}

void TestShards::shardsHaveTheBitsOfOneRun() {
  QFETCH(int, window);
  QFETCH(bool, hasHoles);
  QFETCH(bool, takesMissing);
  const NetworkModel model = modelOf(window, takesMissing);
  for (const auto& [columns, rows] : {std::pair{61, 47}, {64, 40}}) {
    const Grid grid = gridOf(columns, rows);
    WatchedRaster stack = stackOf(model, grid, hasHoles);
    MemoryRaster mask = maskOn(grid);
    for (RasterSource* inside : {static_cast<RasterSource*>(nullptr), static_cast<RasterSource*>(&mask)}) {
      const Map whole = mapOf(model, stack, inside, {}, 2);
      QVERIFY(whole.mapped > 0);
      for (const std::size_t count : {1U, 2U, 3U, 7U, 40U}) {
        const Map joined = joinedMap(model, stack, inside, count, block);
        QCOMPARE(joined.values.size(), whole.values.size());
        QVERIFY(std::memcmp(joined.values.data(), whole.values.data(), whole.values.size() * sizeof(float)) ==
                0);
        QCOMPARE(joined.mapped, whole.mapped);
        QVERIFY(joined.counts == whole.counts);
        QCOMPARE(toldOf(model, joined.counts), toldOf(model, whole.counts));
      }
      QVERIFY(!toldOf(model, whole.counts).isEmpty()); // of random layers much lies beyond 20 samples
    }
  }
}

void TestShards::blocksOfTheRealSizeDoToo() {
  const NetworkModel model = modelOf(3, false);
  WatchedRaster stack = stackOf(model, gridOf(531, 300), false);
  const Map whole = mapOf(model, stack, nullptr, {}, 2);
  const Map joined = joinedMap(model, stack, nullptr, 5, shardBlock);
  QVERIFY(std::memcmp(joined.values.data(), whole.values.data(), whole.values.size() * sizeof(float)) == 0);
}

void TestShards::aShardReadsNoMoreThanItsCellsAndTheirHalo() {
  const NetworkModel model = modelOf(5, false);
  const Grid grid = gridOf(64, 48);
  for (std::size_t number = 1; number <= 12; ++number) {
    WatchedRaster stack = stackOf(model, grid, false);
    const Tile part = cellsOfShard(grid, {number, 12}, "SHARD", block);
    mapOf(model, stack, nullptr, part, 1);
    QCOMPARE(stack.left, std::max(part.column - 2, 0));
    QCOMPARE(stack.top, std::max(part.row - 2, 0));
    QCOMPARE(stack.right, std::min(part.column + part.columns + 2, grid.columns));
    QCOMPARE(stack.bottom, std::min(part.row + part.rows + 2, grid.rows));
  }
}

void TestShards::countsOfAnotherModelAreRefused() {
  const NetworkModel model = modelOf(1, true);
  NamedCounts counts = MapAccount(model, 0.5).counts();
  counts["ranges"].pop_back();
  MapAccount account(model, 0.5);
  QCOMPARE(errorOf([&] { account.add(counts); }),
           QStringLiteral("The counts that the parts of the map left are not of this model: make the parts "
                          "again."));
  QVERIFY(!errorOf([&] { account.add({}); }).isEmpty());
}

void TestShards::summariesComeBack() {
  const ShardSummary summary = summaryOf(3, 40);
  const std::string text = summaryText(summary);
  const ShardSummary read = readSummary(text, "here.shard.json");
  QCOMPARE(QString::fromStdString(summaryText(read)), QString::fromStdString(text));
  QVERIFY(read.grid.transform == summary.grid.transform);
  QVERIFY(read.counts == summary.counts);
  QVERIFY(read.inputs == summary.inputs);
  QCOMPARE(QString::fromStdString(read.rasters.at("OUTPUT").file), QStringLiteral("map_3.tif"));
  QCOMPARE(QString::fromStdString(read.rasters.at("OUTPUT").fingerprint), QStringLiteral("d3"));
  QCOMPARE(read.shard.number, std::size_t{3});
  QCOMPARE(QString::fromStdString(read.file), QStringLiteral("here.shard.json"));
}

void TestShards::damagedSummariesAreRefused_data() {
  QTest::addColumn<QString>("before");
  QTest::addColumn<QString>("after");
  QTest::newRow("cut short") << "\"counts\""
                             << "";
  QTest::newRow("no whole number") << "\"number\": 3"
                                   << "\"number\": 3.5";
  QTest::newRow("below 0") << "\"number\": 3"
                           << "\"number\": -3";
  QTest::newRow("beyond its count") << "\"number\": 3"
                                    << "\"number\": 41";
  QTest::newRow("more than blocks") << "\"count\": 40"
                                    << "\"count\": 4000000";
  QTest::newRow("no grid") << "\"columns\": 1700"
                           << "\"columns\": 0";
  QTest::newRow("a grid beyond numbers") << "\"columns\": 1700"
                                         << "\"columns\": 99999999999";
  QTest::newRow("a file elsewhere") << "map_3.tif"
                                    << "../map_3.tif";
  QTest::newRow("a fingerprint that is a number") << "\"d3\""
                                                  << "3";
  QTest::newRow("a raster without one") << "\"OUTPUT\": \"d3\""
                                        << "\"TARGETS\": \"d3\"";
  QTest::newRow("parameters that are none") << "{\\\"MIN_PRESENT\\\":0.5,"
                                            << "[";
  QTest::newRow("nested beyond all measure") << "\\\"SEED\\\":1"
                                             << "\\\"SEED\\\":" + QString(100000, '[') + QString(100000, ']');
  QTest::newRow("a count that is text") << "1099511627776"
                                        << "\"many\"";
  QTest::newRow("counts that are none") << "\"coverage\": ["
                                        << "\"coverage\": [[],";
}

void TestShards::damagedSummariesAreRefused() {
  QFETCH(QString, before);
  QFETCH(QString, after);
  QString text = QString::fromStdString(summaryText(summaryOf(3, 40)));
  QVERIFY(text.contains(before));
  text.replace(before, after);
  const QString sentence =
      QStringLiteral("'x.shard.json' is no summary of a shard, or is damaged: make that shard again.");
  QCOMPARE(errorOf([&] { readSummary(text.toStdString(), "x.shard.json"); }), sentence);
  for (const char* other : {"", "{}", "[1, 2]", "not JSON", "{\"format\": 1}"})
    QCOMPARE(errorOf([&] { readSummary(other, "x.shard.json"); }), sentence);
  for (const std::string& other : {std::string(100000, '['), std::string(summaryAtMost + 1, ' ')})
    QCOMPARE(errorOf([&] { readSummary(other, "x.shard.json"); }), sentence);
  QCOMPARE(errorOf([] { readSummary("{\"format\": 2}", "x.shard.json"); }),
           QStringLiteral("The summary 'x.shard.json' was left by a newer version of the plugin: join the "
                          "shards with that one."));
}

void TestShards::mixedInstructionsAreTold() {
  std::vector<ShardSummary> shards{summaryOf(1, 3), summaryOf(2, 3), summaryOf(3, 3)};
  QVERIFY(!mixedInstructions(shards));
  shards[1].instructions = "avx2";
  QVERIFY(!mixedInstructions(shards)); // of the others nothing is known
  shards[0].instructions = shards[2].instructions = "avx512";
  QCOMPARE(readSummary(summaryText(shards[0]), "x").instructions, std::string("avx512"));
  shards = shardsOfOneMap(std::move(shards), "SHARDS"); // they are joined
  QCOMPARE(QString::fromStdString(mixedInstructions(shards)->text()),
           QStringLiteral(
               "The shards were computed with different instruction sets of processors (avx2, avx512), "
               "on which last digits depend: where the map must have the bits of a single run, make the "
               "shards again with PROSPECTIVITY_INSTRUCTIONS at the lowest of these."));
}

void TestShards::shardsOfOneMapAreSorted() {
  const std::vector<ShardSummary> shards =
      shardsOfOneMap({summaryOf(2, 3), summaryOf(3, 3), summaryOf(1, 3)}, "SHARDS");
  for (std::size_t i = 0; i < 3; ++i)
    QCOMPARE(shards[i].shard.number, i + 1);
  const NamedCounts counts = countsOf(shards);
  QCOMPARE(counts.at("coverage"), (std::vector<std::uint64_t>{3, 6, 6}));
  QCOMPARE(counts.at("mapped").front(), std::uint64_t{3} << 40);
  std::vector<ShardSummary> uneven = shards;
  uneven[1].counts["coverage"].pop_back();
  QCOMPARE(
      errorOf([&] { countsOf(uneven); }),
      QStringLiteral("The counts in 'map_2.shard.json' are not those of the other shards: make that shard "
                     "again."));
}

void TestShards::whatDoesNotBelongTogetherIsNamed_data() {
  using Change = std::function<void(std::vector<ShardSummary>&)>;
  QTest::addColumn<Change>("change");
  QTest::addColumn<QString>("sentence");
  const auto other = [](const char* what) {
    return QStringLiteral(
               "SHARDS: 'map_2.shard.json' is of another run than 'map_1.shard.json', with another "
               "%1: keep the shards of each run in a folder of their own.")
        .arg(QLatin1String(what));
  };
  QTest::newRow("none") << Change([](auto& all) { all.clear(); })
                        << "SHARDS: there are no shards: choose the folder in which runs with a shard left "
                           "their files.";
  QTest::newRow("missing") << Change([](auto& all) { all.erase(all.begin() + 1); })
                           << "SHARDS: 1 of the 15 shards are missing (2): make them, then join again.";
  QTest::newRow("three missing") << Change([](auto& all) {
    all.erase(all.begin() + 3, all.begin() + 6);
  }) << "SHARDS: 3 of the 15 shards are missing (4, 5 and 6): make them, then join again.";
  QTest::newRow("most missing")
      << Change([](auto& all) { all.erase(all.begin() + 1, all.end()); })
      << "SHARDS: 14 of the 15 shards are missing (2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 4 more): make them, "
         "then join again.";
  QTest::newRow("doubled")
      << Change([](auto& all) {
           all.push_back(all[4]);
           all.back().file = "copy.shard.json";
         })
      << "SHARDS: the shard 5/15 is there twice, as 'map_5.shard.json' and as 'copy.shard.json': take one of "
         "them away.";
  QTest::newRow("model") << Change([](auto& all) { all[1].model = "ff"; }) << other("model");
  QTest::newRow("stack") << Change([](auto& all) { all[1].inputs["STACK"] = "ff"; }) << other("STACK");
  QTest::newRow("no mask") << Change([](auto& all) { all[1].inputs.erase("MASK"); }) << other("MASK");
  QTest::newRow("one more input") << Change([](auto& all) { all[1].inputs["BACKGROUND"] = "d"; })
                                  << other("BACKGROUND");
  QTest::newRow("parameter") << Change([](auto& all) {
    all[1].parameters = R"({"MIN_PRESENT":0.5,"SEED":2})";
  }) << other("SEED (2, not 1)");
  QTest::newRow("parameter left out") << Change([](auto& all) { all[1].parameters = R"({"SEED":1})"; })
                                      << other("MIN_PRESENT (nothing, not 0.5)");
  QTest::newRow("version") << Change([](auto& all) { all[1].version = "0.2.0"; })
                           << other("version of the plugin (0.2.0, not 0.1.0)");
  QTest::newRow("algorithm") << Change([](auto& all) { all[1].algorithm = "prospectivity:shapmap"; })
                             << other("algorithm (prospectivity:shapmap, not prospectivity:predict)");
  QTest::newRow("grid") << Change([](auto& all) { all[1].grid.transform[0] += 1; }) << other("grid");
  QTest::newRow("count") << Change([](auto& all) { all[1].shard.count = 16; })
                         << other("number of shards (16, not 15)");
  QTest::newRow("maps") << Change([](auto& all) {
    all[1].rasters["COVERAGE"] = {"c.tif", "e5"};
  }) << other("choice of maps");
}

void TestShards::whatDoesNotBelongTogetherIsNamed() {
  QFETCH(std::function<void(std::vector<ShardSummary>&)>, change);
  QFETCH(QString, sentence);
  std::vector<ShardSummary> summaries;
  for (std::size_t number = 1; number <= 15; ++number)
    summaries.push_back(summaryOf(number, 15));
  change(summaries);
  QCOMPARE(errorOf([&] { shardsOfOneMap(summaries, "SHARDS"); }), sentence);
}

QTEST_APPLESS_MAIN(TestShards)
#include "test_shards.moc"
