#pragma once

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace prospectivity {

/// Threads to use when the user did not say: what the machine offers to this process, at least 1.
int availableThreads();

/// Threads that all run the same work, and are joined when this goes: as many of `count` as the system has to
/// give. The work must not throw.
class WorkerThreads {
 public:
  WorkerThreads(std::size_t count, const std::function<void()>& work);
  ~WorkerThreads();
  WorkerThreads(const WorkerThreads&) = delete;
  WorkerThreads& operator=(const WorkerThreads&) = delete;

  std::size_t count() const { return mThreads.size(); }

 private:
  std::vector<std::thread> mThreads;
};

/// Runs body(0) .. body(count - 1), each once, on up to `threads` threads (0: availableThreads()).
///
/// Parts must not share writable data. The first exception stops the handing out of further parts and is
/// rethrown here after all workers have stopped. Results are independent of the number of threads as long as
/// each part depends on its number alone (use Random::fork for chance).
void parallelFor(std::size_t count, int threads, const std::function<void(std::size_t)>& body);

/// Holds OpenBLAS to one thread while it lives, and then restores what the process had: parallelism belongs
/// outside of the matrix products, and the process belongs to QGIS. Nested and concurrent guards are fine.
class SingleThreadedBlas {
 public:
  SingleThreadedBlas();
  ~SingleThreadedBlas();
  SingleThreadedBlas(const SingleThreadedBlas&) = delete;
  SingleThreadedBlas& operator=(const SingleThreadedBlas&) = delete;
};

} // namespace prospectivity
