#include "engine/core/blas_memory.h"
#include "engine/core/parallel.h"

#include <QtTest>

#include <cblas.h>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <functional>
#include <new>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace prospectivity;

/// Matrix products where the system gives no more memory: an exception, where OpenBLAS would try without end.
class TestBlasMemory : public QObject {
  Q_OBJECT

 private slots:
  void aProductWithoutRoomIsAnException();
  void oneWithRoomIsMade();
  void threadsHaveRoomEach();
  void threadsOfWhichSomeHaveRoomEnd();
};

namespace {

enum class Outcome { Done = 0, NoMemory = 1, Wrong = 2, NoLimit = 3, Ended = 4 };

/// Bytes of address space that this process has.
std::size_t addressSpace() {
  unsigned long pages = 0;
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (file != nullptr && std::fscanf(file, "%lu", &pages) != 1)
    pages = 0;
  if (file != nullptr)
    std::fclose(file);
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

Outcome limitedTo(std::size_t more, const std::function<bool()>& work) {
  alarm(120); // of OpenBLAS's trying, and of this process alone
  const rlim_t all = addressSpace() + more;
  const rlimit limit{all, all};
  rlimit held{};
  if (setrlimit(RLIMIT_AS, &limit) != 0 || getrlimit(RLIMIT_AS, &held) != 0 || held.rlim_cur != all)
    return Outcome::NoLimit; // an emulator sets none
  try {
    return work() ? Outcome::Done : Outcome::Wrong;
  } catch (const std::bad_alloc&) {
    return Outcome::NoMemory;
  }
}

/// Of the work in a copy of this process that may take so many bytes more than it has.
Outcome outcomeWith(std::size_t more, const std::function<bool()>& work) {
  const pid_t child = fork();
  if (child == 0)
    _exit(static_cast<int>(limitedTo(more, work)));
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? static_cast<Outcome>(WEXITSTATUS(status)) : Outcome::Ended;
}

bool isProductRight() {
  constexpr int size = 64;
  const std::vector<float> ones(std::size_t{size} * size, 1.0F);
  std::vector<float> product(ones.size());
  requireBlasMemory();
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1, ones.data(), size, ones.data(),
              size, 0, product.data(), size);
  return product == std::vector<float>(ones.size(), float{size});
}

constexpr std::size_t megabyte = std::size_t{1} << 20U;

} // namespace

#define SKIP_WITHOUT_LIMIT(outcome)                                                                          \
  if (outcome == Outcome::NoLimit)                                                                           \
  QSKIP("This system sets no limit to the address space of a process.")

void TestBlasMemory::aProductWithoutRoomIsAnException() {
  const Outcome outcome = outcomeWith(64 * megabyte, isProductRight);
  SKIP_WITHOUT_LIMIT(outcome);
  QCOMPARE(outcome, Outcome::NoMemory);
}

void TestBlasMemory::oneWithRoomIsMade() {
  const Outcome outcome = outcomeWith(1024 * megabyte, isProductRight);
  SKIP_WITHOUT_LIMIT(outcome);
  QCOMPARE(outcome, Outcome::Done);
}

/// Products of four threads at once.
bool areThreadsRight() {
  std::vector<char> right(200);
  parallelFor(right.size(), 4, [&](std::size_t i) { right[i] = isProductRight() ? 1 : 0; });
  return right == std::vector<char>(right.size(), 1);
}

void TestBlasMemory::threadsHaveRoomEach() {
  const Outcome outcome = outcomeWith(4096 * megabyte, areThreadsRight);
  SKIP_WITHOUT_LIMIT(outcome);
  QCOMPARE(outcome, Outcome::Done);
  QVERIFY(isProductRight());
}

/// Those that have no room stop the others with an exception, unless one that has room was done before them.
/// None tries without end, which the alarm would end.
void TestBlasMemory::threadsOfWhichSomeHaveRoomEnd() {
  const Outcome outcome = outcomeWith(400 * megabyte, areThreadsRight);
  SKIP_WITHOUT_LIMIT(outcome);
  QVERIFY2(outcome == Outcome::NoMemory || outcome == Outcome::Done,
           qPrintable(QString::number(static_cast<int>(outcome))));
}

QTEST_GUILESS_MAIN(TestBlasMemory)
#include "test_blas_memory.moc"
