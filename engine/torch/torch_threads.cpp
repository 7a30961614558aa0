#include "engine/torch/torch_threads.h"

#include <ATen/Parallel.h>

#include <mutex>

namespace prospectivity {

namespace {
std::mutex threadsGuard;
int users = 0;
int threadsBefore = 1;
} // namespace

// OpenMP keeps the number per thread and LibTorch a default for new threads: each guard sets its own thread,
// the first one remembers what there was, and every one gives that back.
SingleTorchThread::SingleTorchThread() {
  const std::lock_guard<std::mutex> lock(threadsGuard);
  if (users++ == 0)
    threadsBefore = at::get_num_threads();
  at::set_num_threads(1);
}

SingleTorchThread::~SingleTorchThread() {
  const std::lock_guard<std::mutex> lock(threadsGuard);
  --users;
  at::set_num_threads(threadsBefore);
}

} // namespace prospectivity
