#include "engine/core/parallel.h"

#include <algorithm>
#include <atomic>
#include <cblas.h>
#include <exception>
#include <mutex>
#include <sched.h>
#include <system_error>

namespace prospectivity {

int availableThreads() {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof(allowed), &allowed) == 0)
    return std::max(1, CPU_COUNT(&allowed));
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

WorkerThreads::WorkerThreads(std::size_t count, const std::function<void()>& work) {
  mThreads.reserve(count);
  try {
    while (mThreads.size() < count)
      mThreads.emplace_back(work);
  } catch (const std::system_error&) {
    // The system has no more to give: those that run do the work.
  }
}

WorkerThreads::~WorkerThreads() {
  for (std::thread& thread : mThreads)
    thread.join();
}

void parallelFor(std::size_t count, int threads, const std::function<void(std::size_t)>& body) {
  if (threads <= 0)
    threads = availableThreads();
  const std::size_t workers = std::min(count, static_cast<std::size_t>(threads));
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failureGuard;
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        body(i);
      } catch (...) {
        next = count;
        const std::lock_guard<std::mutex> lock(failureGuard);
        if (!failure)
          failure = std::current_exception();
      }
    }
  };
  {
    const WorkerThreads others(workers - std::min<std::size_t>(workers, 1), work);
    work();
  }
  if (failure)
    std::rethrow_exception(failure);
}

namespace {
std::mutex blasGuard;
int blasUsers = 0;
int blasThreadsBefore = 1;
} // namespace

SingleThreadedBlas::SingleThreadedBlas() {
  const std::lock_guard<std::mutex> lock(blasGuard);
  if (blasUsers++ == 0) {
    blasThreadsBefore = openblas_get_num_threads();
    openblas_set_num_threads(1);
  }
}

SingleThreadedBlas::~SingleThreadedBlas() {
  const std::lock_guard<std::mutex> lock(blasGuard);
  if (--blasUsers == 0)
    openblas_set_num_threads(blasThreadsBefore);
}

} // namespace prospectivity
