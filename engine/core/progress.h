#pragma once

#include "engine/core/sentence.h"

#include <functional>

namespace prospectivity {

/// How long work reports back and learns that it should stop, without knowing who listens.
///
/// The callbacks may be called from any thread that the work runs on; whoever supplies them makes them
/// thread-safe. A default-constructed Progress listens to nothing and is never cancelled.
class Progress {
 public:
  std::function<void(double)> onFraction;         ///< 0 to 1
  std::function<void(const Sentence&)> onMessage; ///< one line of the log
  std::function<void(const Sentence&)> onWarning; ///< one line the user should not miss
  std::function<bool()> isCancelled;

  void fraction(double value) const {
    if (onFraction)
      onFraction(value);
  }
  void message(const Sentence& line) const {
    if (onMessage)
      onMessage(line);
  }
  void warning(const Sentence& line) const {
    if (onWarning)
      onWarning(line);
  }

  /// Throws Cancelled once the user has asked for it; call it per block of work.
  void check() const;

  /// A Progress for a part of the work: its 0 to 1 becomes [from, to] of this one.
  Progress part(double from, double to) const;
};

} // namespace prospectivity
