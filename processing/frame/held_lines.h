#pragma once

#include "engine/core/progress.h"

#include <memory>

namespace prospectivity {

/// Keeps what a piece of work tells until something is told that a reader must see before it; then, or at the
/// latest when it ends, the kept lines follow in their order. So does what explains a failure.
class HeldLines {
 public:
  /// `progress` must outlive it.
  explicit HeldLines(const Progress& progress);
  ~HeldLines();
  HeldLines(const HeldLines&) = delete;
  HeldLines& operator=(const HeldLines&) = delete;

  /// For the work whose lines are kept. Fractions pass, and so does the wish to stop.
  const Progress& progress() const { return mProgress; }

  void release();

 private:
  struct Kept;
  const Progress& mTarget;
  Progress mProgress;
  std::shared_ptr<Kept> mKept;
};

} // namespace prospectivity
