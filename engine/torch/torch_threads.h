#pragma once

#include "engine/core/parallel.h"

namespace prospectivity {

/// Holds LibTorch and OpenBLAS to one thread in the calling thread while it lives, then restores what the
/// process had: parallelism belongs outside (one model per thread), and the process belongs to QGIS.
/// Nested and concurrent guards are fine.
class SingleTorchThread {
 public:
  SingleTorchThread();
  ~SingleTorchThread();
  SingleTorchThread(const SingleTorchThread&) = delete;
  SingleTorchThread& operator=(const SingleTorchThread&) = delete;

 private:
  SingleThreadedBlas mBlas;
};

} // namespace prospectivity
