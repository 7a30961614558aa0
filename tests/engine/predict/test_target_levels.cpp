#include "engine/core/error.h"
#include "engine/predict/target_levels.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <cmath>
#include <functional>

using namespace prospectivity;

class TestTargetLevels : public QObject {
  Q_OBJECT

 private slots:
  void levelsHoldTheirShareOfTheArea();
  void tiedCellsStayTogether();
  void namesSayShareAndThreshold();
  void sharesAreParsed();
  void mistakesAreNamed();
};

namespace {

Grid rowOf(int cells) {
  return {{0, 1, 0, 0, 0, -1}, cells, 1, ""};
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

void TestTargetLevels::levelsHoldTheirShareOfTheArea() {
  std::vector<float> values(102);
  for (int i = 0; i < 100; ++i)
    values[static_cast<std::size_t>(i)] = static_cast<float>(i) / 100;
  values[100] = values[101] = std::nanf("");
  MemoryRaster map(rowOf(102), {"map"}, values);
  const std::vector<TargetLevel> levels = targetLevels(map, {0.01, 0.05, 0.2}, Progress());
  MemorySink sink(map.grid(), 1);
  writeTargetLevels(map, levels, sink, Progress());
  QCOMPARE(sink.values[99], 1.0F);
  QCOMPARE(sink.values[98], 2.0F);
  QCOMPARE(sink.values[95], 2.0F);
  QCOMPARE(sink.values[94], 3.0F);
  QCOMPARE(sink.values[80], 3.0F);
  QCOMPARE(sink.values[79], 4.0F);
  QVERIFY(std::isnan(sink.values[100]));
}

void TestTargetLevels::tiedCellsStayTogether() {
  MemoryRaster map(rowOf(4), {"map"}, {0.5F, 0.5F, 0.5F, 0.1F});
  const std::vector<TargetLevel> levels = targetLevels(map, {0.25}, Progress());
  MemorySink sink(map.grid(), 1);
  writeTargetLevels(map, levels, sink, Progress());
  QCOMPARE(sink.values, (std::vector<float>{1, 1, 1, 2}));
}

void TestTargetLevels::namesSayShareAndThreshold() {
  QCOMPARE(targetLevelNames({{0.01, 0.9}, {0.05, 0.75}}),
           (std::vector<std::string>{"Top 1 % of the area (at least 0.900)",
                                     "Top 1 % to 5 % of the area (at least 0.750)", "The rest"}));
}

void TestTargetLevels::sharesAreParsed() {
  QCOMPARE(parseAreaShares("1, 2.5,10", "SHARES"), (std::vector<double>{0.01, 0.025, 0.1}));
}

void TestTargetLevels::mistakesAreNamed() {
  for (const char* text : {"5, 1", "0", "100", "1, x", "1;2"})
    QVERIFY2(
        sentenceOf([&] { parseAreaShares(text, "SHARES"); }).contains("is no list of rising percentages"),
        text);
  QCOMPARE(sentenceOf([] { parseAreaShares("", "SHARES"); }),
           QStringLiteral("SHARES is empty: give percentages of the area such as '1, 5, 10, 20'."));
  MemoryRaster empty(rowOf(2), {"map"}, {std::nanf(""), std::nanf("")});
  QVERIFY(sentenceOf([&] { targetLevels(empty, {0.1}, Progress()); }).contains("has no cell with data"));
  MemoryRaster beyond(rowOf(2), {"map"}, {0.5F, 3});
  QVERIFY(sentenceOf([&] { targetLevels(beyond, {0.1}, Progress()); }).contains("beyond 0 to 1"));
}

QTEST_APPLESS_MAIN(TestTargetLevels)
#include "test_target_levels.moc"
