#include "benchmarks/made_tables.h"

#include <QtTest>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

using namespace prospectivity;

/// Tables that the benchmark of recipes makes from a given one.
class TestMadeTables : public QObject {
  Q_OBJECT

 private slots:
  void holesTakeWholeLayers_data();
  void holesTakeWholeLayers();
  void chanceDecidesWhichLayers();
  void noiseStandsBehindTheOthers_data();
  void noiseStandsBehindTheOthers();
  void noiseIsOfTheKnownValues();
};

namespace {

constexpr int samples = 400;
const std::vector<std::string> names{"rock=1", "W", "rock=2", "Sn", "Bi"}; // four layers

SampleTable tableOf(int window) {
  SampleTable table;
  Random random(1);
  for (const std::string& name : names)
    for (int cell = 0; cell < window * window; ++cell)
      table.features.push_back(window > 1 ? name + "[" + std::to_string(cell) + "]" : name);
  table.values.resize(samples, static_cast<Eigen::Index>(table.features.size()));
  for (Eigen::Index i = 0; i < samples; ++i)
    for (Eigen::Index j = 0; j < table.values.cols(); ++j)
      table.values(i, j) = random.normal();
  return table;
}

/// Which features lack all cells of a sample's window; fails where some of them are left.
std::set<std::string> missingIn(const SampleTable& table, int window, Eigen::Index row) {
  std::set<std::string> missing;
  const int cells = window * window;
  for (std::size_t feature = 0; feature < names.size(); ++feature) {
    int holes = 0;
    for (int cell = 0; cell < cells; ++cell)
      holes += std::isnan(table.values(row, static_cast<Eigen::Index>(feature) * cells + cell)) ? 1 : 0;
    if (holes != 0 && holes != cells)
      missing.insert("a part of " + names[feature]);
    else if (holes > 0)
      missing.insert(names[feature]);
  }
  return missing;
}

} // namespace

void TestMadeTables::holesTakeWholeLayers_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<double>("ofLayers");
  QTest::addColumn<int>("layers");
  for (const int window : {1, 3}) {
    QTest::addRow("half of the layers, window of %d", window) << window << 0.5 << 2;
    QTest::addRow("all layers, window of %d", window) << window << 1.0 << 4;
    QTest::addRow("at least one, window of %d", window) << window << 0.01 << 1;
  }
}

void TestMadeTables::holesTakeWholeLayers() {
  QFETCH(int, window);
  QFETCH(double, ofLayers);
  QFETCH(int, layers);
  const SampleTable before = tableOf(window);
  const SampleTable after = withLayerHoles(before, 0.3, ofLayers, window, Random(7));
  std::set<std::string> everMissing;
  int holes = 0;
  for (Eigen::Index i = 0; i < samples; ++i) {
    std::set<std::string> missing = missingIn(after, window, i);
    QCOMPARE(missing.count("rock=1"), missing.count("rock=2"));
    missing.erase("rock=2");
    holes += static_cast<int>(missing.size());
    everMissing.insert(missing.begin(), missing.end());
  }
  for (const std::string& feature : everMissing)
    QVERIFY2(feature == "rock=1" || feature == "W" || feature == "Sn" || feature == "Bi", feature.c_str());
  QCOMPARE(static_cast<int>(everMissing.size()), layers);
  // Within five standard errors of the share.
  const double drawn = static_cast<double>(samples) * layers;
  QVERIFY(std::abs(holes / drawn - 0.3) < 5 * std::sqrt(0.3 * 0.7 / drawn));
  for (Eigen::Index i = 0; i < samples; ++i)
    for (Eigen::Index j = 0; j < before.values.cols(); ++j)
      QVERIFY(std::isnan(after.values(i, j)) || after.values(i, j) == before.values(i, j));
}

void TestMadeTables::chanceDecidesWhichLayers() {
  std::set<std::set<std::string>> drawn;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    std::set<std::string> ofSeed[2];
    for (std::set<std::string>& missing : ofSeed) {
      const SampleTable table = withLayerHoles(tableOf(1), 0.5, 0.5, 1, Random(seed));
      for (Eigen::Index i = 0; i < samples; ++i)
        missing.merge(missingIn(table, 1, i));
    }
    QVERIFY(ofSeed[0] == ofSeed[1]);
    drawn.insert(ofSeed[0]);
  }
  QCOMPARE(drawn.size(), std::size_t{6}); // all pairs of four layers
}

void TestMadeTables::noiseStandsBehindTheOthers_data() {
  QTest::addColumn<int>("window");
  QTest::newRow("features") << 1;
  QTest::newRow("windows") << 3;
}

void TestMadeTables::noiseStandsBehindTheOthers() {
  QFETCH(int, window);
  const SampleTable before = tableOf(window);
  const SampleTable after = withNoiseLayers(before, 2, window, Random(3));
  const Eigen::Index cells = Eigen::Index{window} * window;
  QCOMPARE(after.values.cols(), before.values.cols() + 2 * cells);
  QCOMPARE(after.features.size(), static_cast<std::size_t>(after.values.cols()));
  QVERIFY(after.values.leftCols(before.values.cols()) == before.values);
  const Matrix noise = after.values.rightCols(2 * cells);
  QVERIFY(noise.allFinite() && std::abs(noise.array().square().mean() - 1) < 0.3);
  const FeatureLayers layers = featureLayersOf(after, window);
  QCOMPARE(layers.count(), std::size_t{6});
  QCOMPARE(layers.name(4), std::string("noise 1"));
  QCOMPARE(layers.name(5), std::string("noise 2"));
}

void TestMadeTables::noiseIsOfTheKnownValues() {
  SampleTable holed = withHoles(tableOf(1), 0.1, Random(5));
  const SampleTable noisy = withNoise(holed, 0.5, Random(6));
  for (Eigen::Index i = 0; i < samples; ++i)
    for (Eigen::Index j = 0; j < holed.values.cols(); ++j)
      QCOMPARE(std::isnan(noisy.values(i, j)), std::isnan(holed.values(i, j)));
}

QTEST_APPLESS_MAIN(TestMadeTables)
#include "test_made_tables.moc"
