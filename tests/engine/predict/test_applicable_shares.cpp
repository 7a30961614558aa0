#include "engine/predict/applicability_tiles.h"
#include "engine/predict/applicable_shares.h"
#include "engine/predict/model_tiles.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <cmath>
#include <memory>

using namespace prospectivity;

/// The share of a target in the area of applicability against the map of the area.
class TestApplicableShares : public QObject {
  Q_OBJECT

 private slots:
  void sharesAreThoseOfTheMap_data();
  void sharesAreThoseOfTheMap();
};

void TestApplicableShares::sharesAreThoseOfTheMap_data() {
  QTest::addColumn<int>("window");
  QTest::newRow("vector network") << 1;
  QTest::newRow("windowed network") << 3;
}

void TestApplicableShares::sharesAreThoseOfTheMap() {
  QFETCH(int, window);
  NetworkShape shape;
  shape.features = 2;
  shape.window = window;
  shape.filters = {4};
  NetworkModel model = randomModel(shape, 1, 3);
  model.features = {"W", "Sn"};
  // On a line, from which the cells of a row lead farther and farther away.
  TrainingSamples samples;
  samples.values.resize(12, 2);
  for (int i = 0; i < 12; ++i) {
    samples.values(i, 0) = 0.2F * static_cast<float>(i) - 1;
    samples.values(i, 1) = samples.values(i, 0) + 0.1F;
    samples.folds.push_back(i % 3);
  }
  const auto area = std::make_shared<const Applicability>(samples, std::vector<double>{1, 1});

  const Grid grid{{0, 1, 0, 12, 0, -1}, 20, 12, ""};
  std::vector<float> values;
  for (std::size_t cell = 0; cell < 2 * grid.cells(); ++cell)
    values.push_back(0.4F * static_cast<float>(cell % 20) - 1 + (cell < grid.cells() ? 0.0F : 0.1F));
  values[65] = std::nanf(""); // in the fourth row
  MemoryRaster stack(grid, model.features, values);

  MemorySink map(grid, 3);
  TilingOptions tiling;
  tiling.halo = model.layout().halo();
  tiling.outputBands = 3;
  computeTiles(stack, {0, 1}, nullptr, map, tiling,
               withApplicability({probabilityTiles(model), 1, window}, area, false), Progress());

  const std::vector<CellRuns> parts{{{3, 1, 12}, {4, 2, 9}}, {{7, 1, 3}}, {{8, 17, 19}}, {{3, 5, 6}}};
  const std::vector<double> shares = applicableShares(model, area, stack, parts, Progress());
  QCOMPARE(shares.size(), parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    double inside = 0;
    double known = 0;
    for (const CellRun& run : parts[i])
      for (int column = run.begin; column < run.end; ++column) {
        const float told = map.values[2 * grid.cells() + static_cast<std::size_t>(20 * run.row + column)];
        known += std::isnan(told) ? 0 : 1;
        inside += told == 1 ? 1 : 0;
      }
    QCOMPARE(std::isnan(shares[i]), known == 0);
    QVERIFY(known == 0 || shares[i] == inside / known);
  }
  QVERIFY(shares[0] > 0 && shares[0] < 1);
  QCOMPARE(shares[1], 1.0);
  QCOMPARE(shares[2], 0.0);
  QVERIFY(std::isnan(shares[3])); // the one cell lacks a value
}

QTEST_APPLESS_MAIN(TestApplicableShares)
#include "test_applicable_shares.moc"
