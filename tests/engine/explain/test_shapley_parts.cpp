#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "engine/explain/shapley_map.h"
#include "engine/raster/memory_raster.h"
#include "engine/raster/shard.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <utility>

using namespace prospectivity;

/// A map of attributions that is made in shards, against the same at once.
class TestShapleyParts : public QObject {
  Q_OBJECT

 private slots:
  void shardsHaveTheBitsOfOneRun_data();
  void shardsHaveTheBitsOfOneRun();
  void countsOfAnotherModelAreRefused();
  void joiningStaysWithinTheShareOfStrips();
};

namespace {

constexpr int features = 5;
constexpr int block = 8;

NetworkModel modelOf(int window, bool takesMissing) {
  NetworkShape shape;
  shape.features = features;
  shape.window = window;
  shape.filters = {4};
  shape.thresholds = takesMissing ? 2 : 0;
  shape.hasPresence = takesMissing;
  return randomModel(shape, 2, 8);
}

MemoryRaster stackOf(const NetworkModel& model, const Grid& grid) {
  FloatMatrix values = randomRows(features, static_cast<int>(grid.cells()), 9);
  for (Eigen::Index i = 0; i < values.size(); i += 97)
    values.data()[i] = std::nanf("");
  return MemoryRaster(grid, model.features, {values.data(), values.data() + values.size()});
}

struct Sinks {
  explicit Sinks(const Grid& grid)
      : attributions(grid, features + 2), drivers(grid, 2), spread(grid, features) {}
  MemorySink attributions;
  MemorySink drivers;
  MemorySink spread;
};

bool sameBits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

Progress listening(QStringList& lines) {
  Progress progress;
  progress.onMessage = progress.onWarning = [&lines](const Sentence& line) {
    const QString text = QString::fromStdString(line.text());
    if (!text.contains(QStringLiteral("% done")))
      lines << text;
  };
  return progress;
}

} // namespace

void TestShapleyParts::shardsHaveTheBitsOfOneRun_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<bool>("takesMissing");
  QTest::addColumn<bool>("isSampled");
  QTest::newRow("cells") << 1 << false << false;
  QTest::newRow("windows") << 3 << false << false;
  QTest::newRow("a model that takes holes") << 1 << true << false;
  QTest::newRow("drawn permutations") << 1 << false << true;
}

void TestShapleyParts::shardsHaveTheBitsOfOneRun() {
  QFETCH(int, window);
  QFETCH(bool, takesMissing);
  QFETCH(bool, isSampled);
  const NetworkModel model = modelOf(window, takesMissing);
  const Grid grid{{0, 1, 0, 0, 0, -1}, 43, 37, ""};
  MemoryRaster stack = stackOf(model, grid);
  const FloatMatrix background = randomRows(4, model.members[0].network.shape.inputs(), 10);
  ShapleyOptions options;
  options.threads = 2;
  if (isSampled) {
    options.method = ShapleyMethod::Permutation;
    options.permutations.maximum = 6;
  }
  QStringList toldOfWhole;
  Sinks whole(grid);
  const MappedReasons expected = mapShapley(model, background, stack, nullptr, whole.attributions,
                                            &whole.drivers, options, listening(toldOfWhole), &whole.spread);
  for (const std::size_t count : {1U, 2U, 3U, 7U, 30U}) {
    Sinks joined(grid);
    NamedCounts counts;
    QStringList toldOfParts;
    for (std::size_t number = count; number >= 1; --number) {
      const Tile part = cellsOfShard(grid, {number, count}, "SHARD", block);
      Sinks shard(partOf(grid, part));
      addCounts(counts, mapShapleyPart(model, background, stack, nullptr, part, shard.attributions,
                                       &shard.drivers, options, listening(toldOfParts), &shard.spread));
      joined.attributions.write(part, shard.attributions.values.data());
      joined.drivers.write(part, shard.drivers.values.data());
      joined.spread.write(part, shard.spread.values.data());
    }
    QVERIFY(toldOfParts.isEmpty());
    QVERIFY(sameBits(joined.attributions.values, whole.attributions.values));
    QVERIFY(sameBits(joined.drivers.values, whole.drivers.values));
    QVERIFY(sameBits(joined.spread.values, whole.spread.values));
    MemoryRaster attributions(grid, std::vector<std::string>(features + 2, "band"),
                              joined.attributions.values);
    MemoryRaster drivers(grid, {"driver", "score"}, joined.drivers.values);
    QStringList told;
    const MappedReasons found =
        joinShapley(model, options.groupClasses, 0.5, counts, attributions, drivers, listening(told));
    QCOMPARE(told, toldOfWhole);
    QCOMPARE(found.driven, expected.driven);
    QCOMPARE(found.high.cells, expected.high.cells);
    QCOMPARE(found.high.allCells, expected.high.allCells);
    QVERIFY(found.high.from == expected.high.from); // to the last bit, as what follows
    QVERIFY(found.high.means == expected.high.means);
    QCOMPARE(found.high.driven, expected.high.driven);
  }
}

void TestShapleyParts::countsOfAnotherModelAreRefused() {
  const NetworkModel model = modelOf(1, false);
  const Grid grid{{0, 1, 0, 0, 0, -1}, 9, 5, ""};
  MemoryRaster stack = stackOf(model, grid);
  Sinks sinks(grid);
  const NamedCounts counts = mapShapleyPart(model, randomRows(4, features, 10), stack, nullptr, {0, 0, 9, 5},
                                            sinks.attributions, &sinks.drivers, ShapleyOptions(), Progress());
  MemoryRaster attributions(grid, std::vector<std::string>(features + 2, "band"), sinks.attributions.values);
  const auto errorWith = [&](const NamedCounts& changed, std::vector<float> values) {
    MemoryRaster drivers(grid, {"driver", "score"}, std::move(values));
    try {
      joinShapley(model, false, 0.5, changed, attributions, drivers, Progress());
    } catch (const Error& error) {
      return QString::fromUtf8(error.what());
    }
    return QString();
  };
  QVERIFY(errorWith(counts, sinks.drivers.values).isEmpty());
  const QString sentence = QStringLiteral(
      "The counts that the parts of the map left are not of this model: make the parts again.");
  for (const char* name : {"driven", "apart", "coverage"}) {
    NamedCounts changed = counts;
    changed[name].push_back(1);
    QCOMPARE(errorWith(changed, sinks.drivers.values), sentence);
    changed.erase(name);
    QCOMPARE(errorWith(changed, sinks.drivers.values), sentence);
  }
  std::vector<float> driven = sinks.drivers.values;
  driven[20] = 77; // there are five layers
  QCOMPARE(errorWith(counts, driven),
           QStringLiteral("The drivers that the parts of the map left are not of this model: make the parts "
                          "again."));
}

void TestShapleyParts::joiningStaysWithinTheShareOfStrips() {
  class Watched : public MemoryRaster {
   public:
    using MemoryRaster::MemoryRaster;
    void read(const std::vector<int>& bands, const Tile& tile, float* values) override {
      largest = std::max(largest, tile.cells());
      MemoryRaster::read(bands, tile, values);
    }
    std::size_t largest = 0;
  };
  const NetworkModel model = modelOf(1, false);
  const Grid grid{{0, 1, 0, 0, 0, -1}, 9, 5, ""};
  MemoryRaster stack = stackOf(model, grid);
  Sinks sinks(grid);
  const NamedCounts counts = mapShapleyPart(model, randomRows(4, features, 10), stack, nullptr, {0, 0, 9, 5},
                                            sinks.attributions, &sinks.drivers, ShapleyOptions(), Progress());
  const Grid large{{0, 1, 0, 0, 0, -1}, 1000, 600, ""};
  MemoryRaster attributions(large, std::vector<std::string>(features + 2, "band"),
                            std::vector<float>((features + 2) * large.cells(), 0.1F));
  std::vector<float> driven(2 * large.cells(), 1); // the first layer, and the highest score
  Watched drivers(large, {"driver", "score"}, std::move(driven));
  qputenv("PROSPECTIVITY_MEMORY", "16");
  joinShapley(model, false, 0.5, counts, attributions, drivers, Progress());
  const std::size_t share = memoryBudget().of(MemoryUse::Strips);
  qunsetenv("PROSPECTIVITY_MEMORY");
  QVERIFY(drivers.largest > 1000);
  QVERIFY(2 * drivers.largest * sizeof(float) <= share); // a tile and its scores
}

QTEST_APPLESS_MAIN(TestShapleyParts)
#include "test_shapley_parts.moc"
