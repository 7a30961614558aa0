#include "engine/core/error.h"
#include "engine/predict/tile_pipeline.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <numeric>
#include <thread>

using namespace prospectivity;

class TestTilePipeline : public QObject {
  Q_OBJECT

 private slots:
  void readsAndWritesInOrderAndComputesEachOnce_data();
  void readsAndWritesInOrderAndComputesEachOnce();
  void computesSeveralAtOnceWhileItReads();
  void theFirstFailureStopsAll_data();
  void theFirstFailureStopsAll();
};

void TestTilePipeline::readsAndWritesInOrderAndComputesEachOnce_data() {
  QTest::addColumn<int>("parts");
  QTest::addColumn<int>("threads");
  QTest::addColumn<int>("room");
  for (const int parts : {0, 1, 200})
    for (const int threads : {1, 3})
      for (const int room : {1, 2, 5})
        QTest::addRow("%d parts, %d threads, room for %d", parts, threads, room) << parts << threads << room;
}

void TestTilePipeline::readsAndWritesInOrderAndComputesEachOnce() {
  QFETCH(int, parts);
  QFETCH(int, threads);
  QFETCH(int, room);
  const auto caller = std::this_thread::get_id();
  const auto count = static_cast<std::size_t>(parts);
  const auto kept = static_cast<std::size_t>(room);
  std::vector<std::size_t> values(kept, 0); // as a user keeps them: slot i % room
  std::vector<std::size_t> read;
  std::vector<std::size_t> written;
  std::vector<std::size_t> results;
  std::size_t mostUnderWay = 0;
  bool elsewhere = false;
  PipelineSteps steps;
  steps.read = [&](std::size_t i) {
    elsewhere = elsewhere || std::this_thread::get_id() != caller;
    read.push_back(i);
    mostUnderWay = std::max(mostUnderWay, read.size() - written.size());
    values[i % kept] = i;
  };
  steps.compute = [&](std::size_t i) { values[i % kept] += 1000 + i; };
  steps.write = [&](std::size_t i) {
    elsewhere = elsewhere || std::this_thread::get_id() != caller;
    written.push_back(i);
    results.push_back(values[i % kept]);
  };
  runPipeline(count, threads, kept, steps);
  std::vector<std::size_t> all(count);
  std::iota(all.begin(), all.end(), std::size_t{0});
  QCOMPARE(read, all);
  QCOMPARE(written, all);
  for (std::size_t i = 0; i < count; ++i)
    QCOMPARE(results[i], 2 * i + 1000);
  QVERIFY(mostUnderWay <= kept);
  QVERIFY(!elsewhere);
}

/// The first part is not ready until the second is under way and the third has been read.
void TestTilePipeline::computesSeveralAtOnceWhileItReads() {
  std::promise<void> second;
  std::promise<void> third;
  const auto comes = [](std::promise<void>& promise) {
    return promise.get_future().wait_for(std::chrono::seconds(20)) == std::future_status::ready;
  };
  std::atomic<bool> overlaps{false};
  PipelineSteps steps;
  steps.read = [&](std::size_t i) {
    if (i == 2)
      third.set_value();
  };
  steps.compute = [&](std::size_t i) {
    if (i == 0)
      overlaps = comes(second) && comes(third);
    if (i == 1)
      second.set_value();
  };
  steps.write = [](std::size_t) {};
  runPipeline(4, 2, 3, steps);
  QVERIFY(overlaps);
}

void TestTilePipeline::theFirstFailureStopsAll_data() {
  QTest::addColumn<QString>("step");
  for (const char* step : {"read", "compute", "write"})
    QTest::newRow(step) << step;
}

void TestTilePipeline::theFirstFailureStopsAll() {
  QFETCH(QString, step);
  std::atomic<int> reads{0};
  const auto failing = [&](const char* name) {
    return [&, name](std::size_t i) {
      if (step == name && i == 5)
        throw Error("broken");
    };
  };
  PipelineSteps steps{failing("read"), failing("compute"), failing("write")};
  steps.read = [&, read = steps.read](std::size_t i) {
    ++reads;
    read(i);
  };
  QVERIFY_EXCEPTION_THROWN(runPipeline(1000, 3, 4, steps), Error);
  QVERIFY(reads <= 10); // room for 4, and the fifth is never written
}

QTEST_APPLESS_MAIN(TestTilePipeline)
#include "test_tile_pipeline.moc"
