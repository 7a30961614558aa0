#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/core/progress.h"

#include <QtTest>

#include <atomic>
#include <cblas.h>
#include <chrono>
#include <thread>
#include <vector>

using namespace prospectivity;

class TestParallel : public QObject {
  Q_OBJECT

 private slots:
  void everyPartRunsOnce_data();
  void everyPartRunsOnce();
  void anErrorStopsTheRestAndComesBack();
  void blasThreadsAreRestored();
  void progressOfAPartIsMapped();
  void cancelThrows();
};

void TestParallel::everyPartRunsOnce_data() {
  QTest::addColumn<int>("threads");
  QTest::newRow("one thread") << 1;
  QTest::newRow("four threads") << 4;
  QTest::newRow("as many as there are") << 0;
}

void TestParallel::everyPartRunsOnce() {
  QFETCH(int, threads);
  std::vector<std::atomic<int>> runs(1000);
  parallelFor(runs.size(), threads, [&](std::size_t i) { ++runs[i]; });
  for (const std::atomic<int>& count : runs)
    QCOMPARE(count.load(), 1);
  parallelFor(0, threads, [](std::size_t) { QFAIL("there is nothing to run"); });
}

void TestParallel::anErrorStopsTheRestAndComesBack() {
  std::atomic<int> runs{0};
  const auto part = [&](std::size_t i) {
    ++runs;
    if (i == 5)
      throw Error("The fifth part is wrong.");
    std::this_thread::sleep_for(std::chrono::milliseconds(1)); // not all can be done before the error is seen
  };
  QVERIFY_EXCEPTION_THROWN(parallelFor(100000, 2, part), Error);
  QVERIFY(runs < 100000);
  runs = 0;
  QVERIFY_EXCEPTION_THROWN(parallelFor(100000, 1, part), Error);
  QCOMPARE(runs.load(), 6);
}

void TestParallel::blasThreadsAreRestored() {
  openblas_set_num_threads(2);
  const int before = openblas_get_num_threads();
  {
    const SingleThreadedBlas outer;
    {
      const SingleThreadedBlas inner;
      QCOMPARE(openblas_get_num_threads(), 1);
    }
    QCOMPARE(openblas_get_num_threads(), 1);
  }
  QCOMPARE(openblas_get_num_threads(), before);
}

void TestParallel::progressOfAPartIsMapped() {
  double seen = -1;
  Progress progress;
  progress.onFraction = [&](double value) { seen = value; };
  progress.part(0.5, 0.9).fraction(0.5);
  QCOMPARE(seen, 0.7);
  progress.part(0.5, 0.9).part(0, 0.5).fraction(1);
  QCOMPARE(seen, 0.7);
}

void TestParallel::cancelThrows() {
  Progress progress;
  progress.check();
  progress.isCancelled = [] { return true; };
  QVERIFY_EXCEPTION_THROWN(progress.check(), Cancelled);
}

QTEST_APPLESS_MAIN(TestParallel)
#include "test_parallel.moc"
