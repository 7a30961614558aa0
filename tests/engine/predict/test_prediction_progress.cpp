#include "engine/predict/tiled_prediction.h"
#include "engine/predict/time_left.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/predict/memory_sink.h"

#include <QRegularExpression>
#include <QtTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

using namespace prospectivity;

/// What a user sees of a long prediction: a bar that only ever rises, tile by tile, and how long it will
/// take.
class TestPredictionProgress : public QObject {
  Q_OBJECT

 private slots:
  void theBarRisesTileByTile_data();
  void theBarRisesTileByTile();
  void aPartStaysInItsPart();
  void theTimeLeftFollowsFromTheTimeSpent();
};

namespace {

std::vector<double> fractionsOf(int threads, int tileRows, int tileColumns, double from, double to) {
  const Grid grid{{0, 1, 0, 0, 0, -1}, 30, 21, ""};
  MemoryRaster source(grid, {"a"}, std::vector<float>(grid.cells(), 1));
  MemorySink sink(grid, 1);
  std::vector<double> fractions;
  Progress progress;
  progress.onFraction = [&](double value) { fractions.push_back(value); };
  // Tiles that take unequal time end in another order than they are handed out.
  const TileFunction uneven = [](const float*, const Tile& tile, float* outputs) {
    std::this_thread::sleep_for(std::chrono::microseconds(tile.row % 2 == 0 ? 300 : 0));
    std::fill_n(outputs, tile.cells(), 0.0F);
  };
  computeTiles(source, {0}, nullptr, sink, {threads, std::size_t{1} << 20, 0, 1, tileRows, tileColumns},
               uneven, progress.part(from, to));
  return fractions;
}

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The number before " seconds left" or " minutes left", -1 if the line is another.
int amountIn(const std::optional<std::string>& line, const QString& percent, const QString& unit) {
  const QRegularExpression pattern("^" + percent + " % done, about (\\d+) " + unit + " left$");
  const auto match = pattern.match(QString::fromStdString(line.value_or("")));
  return match.hasMatch() ? match.captured(1).toInt() : -1;
}

} // namespace

void TestPredictionProgress::theBarRisesTileByTile_data() {
  QTest::addColumn<int>("threads");
  QTest::addColumn<int>("rows");
  QTest::addColumn<int>("columns");
  QTest::addColumn<int>("tiles");
  QTest::newRow("one thread") << 1 << 1 << 30 << 21;
  QTest::newRow("four threads") << 4 << 1 << 30 << 21;
  QTest::newRow("tiles that do not divide the raster") << 4 << 4 << 7 << 30;
  QTest::newRow("one tile") << 2 << 21 << 30 << 1;
}

void TestPredictionProgress::theBarRisesTileByTile() {
  QFETCH(int, threads);
  QFETCH(int, rows);
  QFETCH(int, columns);
  QFETCH(int, tiles);
  const std::vector<double> fractions = fractionsOf(threads, rows, columns, 0, 1);
  QCOMPARE(fractions.size(), static_cast<std::size_t>(tiles));
  for (int i = 0; i < tiles; ++i)
    QCOMPARE(fractions[static_cast<std::size_t>(i)], (i + 1.0) / tiles);
  QVERIFY(fractions.back() == 1.0);
}

void TestPredictionProgress::aPartStaysInItsPart() {
  const std::vector<double> fractions = fractionsOf(4, 1, 30, 0.2, 0.8);
  QCOMPARE(fractions.size(), std::size_t{21});
  QVERIFY(std::is_sorted(fractions.begin(), fractions.end()));
  QCOMPARE(fractions.front(), 0.2 + 0.6 / 21);
  QCOMPARE(fractions.back(), 0.8);
}

// The clock cannot be set, so the time spent is measured around the one that is tested: more before, less
// after.
void TestPredictionProgress::theTimeLeftFollowsFromTheTimeSpent() {
  const Clock::time_point before = Clock::now();
  TimeLeft half;
  TimeLeft hundredth;
  TimeLeft ended;
  const Clock::time_point after = Clock::now();
  const std::optional<std::string> early = half.at(0.5);
  QVERIFY2(!early || secondsSince(before) >= 5, "a line in the first five seconds");
  std::this_thread::sleep_until(after + std::chrono::milliseconds(5100));
  QVERIFY(!ended.at(1) && !ended.at(0));
  const double least = secondsSince(after);
  const std::optional<std::string> seconds = half.at(0.5);
  const std::optional<std::string> minutes = hundredth.at(0.01);
  const double most = secondsSince(before);
  if (most > 10)
    QSKIP("the machine stood still");
  const int spent = amountIn(seconds, "50", "seconds");
  QVERIFY2(spent >= std::ceil(least) && spent <= std::ceil(most), seconds.value_or("no line").c_str());
  const int left = amountIn(minutes, "1", "minutes");
  QVERIFY2(left >= std::ceil(99 * least / 60) && left <= std::ceil((99 * most + 1) / 60),
           minutes.value_or("no line").c_str());
  QVERIFY2(!half.at(0.6) || secondsSince(before) >= 15, "a second line within ten seconds");
}

QTEST_APPLESS_MAIN(TestPredictionProgress)
#include "test_prediction_progress.moc"
