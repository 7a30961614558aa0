#include "engine/core/random.h"
#include "engine/predict/risk_return.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace prospectivity;

/// Cells in four classes by score and spread, and the median that cuts the spread.
class TestRiskReturn : public QObject {
  Q_OBJECT

 private slots:
  void classesAreCutAtScoreAndSpread();
  void theMedianIsExact_data();
  void theMedianIsExact();
  void noDataHasNoMedian();
  void cellsWithoutDataHaveNoClass();
  void namesSayTheCuts();
};

namespace {

Grid rowOf(std::size_t cells) {
  return {{0, 1, 0, 0, 0, -1}, static_cast<int>(cells), 1, ""};
}

} // namespace

void TestRiskReturn::classesAreCutAtScoreAndSpread() {
  const RiskReturnCuts cuts{0.5, 0.125};
  QCOMPARE(riskReturnClass(0.5F, 0.125F, cuts), 1); // at the cuts: high return, low risk
  QCOMPARE(riskReturnClass(0.9F, 0.126F, cuts), 2);
  QCOMPARE(riskReturnClass(0.49F, 0.0F, cuts), 3);
  QCOMPARE(riskReturnClass(0.0F, 0.3F, cuts), 4);
}

void TestRiskReturn::theMedianIsExact_data() {
  QTest::addColumn<int>("cells");
  QTest::addColumn<double>("scale");
  QTest::newRow("one cell") << 1 << 1.0;
  QTest::newRow("two cells") << 2 << 1.0;
  QTest::newRow("odd") << 1001 << 1.0;
  QTest::newRow("even") << 1000 << 1.0;
  QTest::newRow("tiny spreads") << 999 << 1e-7;
  QTest::newRow("none, for models that agree") << 100 << 0.0;
}

void TestRiskReturn::theMedianIsExact() {
  QFETCH(int, cells);
  QFETCH(double, scale);
  Random random(3);
  std::vector<float> values;
  for (int i = 0; i < cells; ++i)
    values.push_back(static_cast<float>(scale * random.uniform() * random.uniform()));
  std::vector<float> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  values.push_back(std::nanf("")); // does not count
  values.push_back(std::nanf(""));
  MemoryRaster raster(rowOf(values.size()), {"spread"}, values);
  QVERIFY(*medianOf(raster, Progress()) == sorted[(sorted.size() + 1) / 2 - 1]);
}

void TestRiskReturn::noDataHasNoMedian() {
  MemoryRaster raster(rowOf(2), {"spread"}, {std::nanf(""), std::nanf("")});
  QVERIFY(!medianOf(raster, Progress()));
}

void TestRiskReturn::cellsWithoutDataHaveNoClass() {
  MemoryRaster scores(rowOf(6), {"score"}, {0.9F, 0.9F, 0.1F, 0.1F, std::nanf(""), 0.6F});
  MemoryRaster spreads(rowOf(6), {"spread"}, {0.01F, 0.2F, 0.01F, 0.2F, 0.01F, 0.02F});
  MemorySink sink(scores.grid(), 1);
  const std::vector<std::size_t> cells = writeRiskReturn(scores, spreads, {0.5, 0.1}, sink, Progress());
  QCOMPARE(cells, (std::vector<std::size_t>{2, 1, 1, 1}));
  QCOMPARE(std::vector<float>(sink.values.begin(), sink.values.begin() + 4),
           (std::vector<float>{1, 2, 3, 4}));
  QVERIFY(std::isnan(sink.values[4]));
  QCOMPARE(sink.values[5], 1.0F);
}

void TestRiskReturn::namesSayTheCuts() {
  QCOMPARE(riskReturnNames({0.5, 0.0625}),
           (std::vector<std::string>{"Low risk, high return (score at least 0.5, spread up to 0.0625)",
                                     "High risk, high return (score at least 0.5, spread above 0.0625)",
                                     "Low risk, low return (score below 0.5, spread up to 0.0625)",
                                     "High risk, low return (score below 0.5, spread above 0.0625)"}));
}

QTEST_APPLESS_MAIN(TestRiskReturn)
#include "test_risk_return.moc"
