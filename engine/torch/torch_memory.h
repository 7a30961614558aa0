#pragma once

#include "engine/core/blas_memory.h"

#include <c10/util/Exception.h>

#include <cstring>
#include <new>

namespace prospectivity {

/// What `work` returns. LibTorch has an exception of its own, with a page of text, when the system gives it
/// no memory: it leaves here as std::bad_alloc, as everywhere else. Its matrix products are OpenBLAS's, which
/// has none.
template <typename Work> auto withBadAlloc(const Work& work) {
  try {
    requireBlasMemory();
    return work();
  } catch (const c10::Error& failure) {
    if (std::strstr(failure.what_without_backtrace(), "can't allocate memory") != nullptr)
      throw std::bad_alloc();
    throw;
  }
}

} // namespace prospectivity
