#include "engine/core/blas_memory.h"

#include <atomic>
#include <cstddef>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <vector>

/// Where OpenBLAS gets and leaves the buffer of a product: in its library, and in none of its headers. In one
/// that lacks them, nothing can be made sure of.
extern "C" {
void* blas_memory_alloc(int) __attribute__((weak));
void blas_memory_free(void*) __attribute__((weak));
}

namespace prospectivity {

namespace {

/// A buffer on processors of 64 bits, and a little for what other threads take in between.
constexpr std::size_t bufferSize = (std::size_t{128} + 8) << 20U;

std::atomic<int> threads{0}; ///< that may multiply
std::mutex growing;
int buffers = 0; ///< that OpenBLAS has at least

bool isRoomForBuffer() {
  void* const room = mmap(nullptr, bufferSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return room != MAP_FAILED && munmap(room, bufferSize) == 0;
}

/// Has so many buffers at the same time, which OpenBLAS keeps: whether there were as many.
bool growTo(std::size_t count) {
  std::vector<void*> held;
  held.reserve(count);
  while (held.size() < count && isRoomForBuffer()) {
    void* const buffer = blas_memory_alloc(0);
    if (buffer == nullptr)
      break;
    held.push_back(buffer);
  }
  for (void* buffer : held)
    blas_memory_free(buffer);
  return held.size() == count;
}

/// Counted before the lock: the first of threads that start together makes room for all of them, while none
/// of them holds a buffer.
struct Counted {
  Counted() { ++threads; }
  ~Counted() { --threads; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
};

class MultiplyingThread {
 public:
  MultiplyingThread() {
    const std::lock_guard<std::mutex> lock(growing);
    const int count = threads;
    if (count <= buffers || blas_memory_alloc == nullptr || blas_memory_free == nullptr)
      return;
    if (!growTo(static_cast<std::size_t>(count)))
      throw std::bad_alloc();
    buffers = count;
  }

 private:
  Counted mCounted;
};

} // namespace

void requireBlasMemory() {
  thread_local const MultiplyingThread thread;
  static_cast<void>(thread);
}

} // namespace prospectivity
