#pragma once

#include "engine/core/sentence.h"

#include <array>
#include <cstddef>
#include <string>

namespace prospectivity {

/// What memory for rasters is used for.
enum class MemoryUse {
  Tiles,   ///< tiles that threads compute side by side: maps, and the bands of a stack
  Strips,  ///< tiles that are read one after the other
  Cache,   ///< GDAL's cache of blocks
  Warping, ///< GDAL's warper, all threads together
  Reading  ///< numbers as files hold them, until they are float32: a sixteenth for each raster that is open
};

/// One number of bytes that reading, computing and writing rasters may take, divided into shares. What is
/// computed does not depend on it. Immutable and thread-safe.
class MemoryBudget {
 public:
  static constexpr std::size_t uses = 5;
  static constexpr std::size_t megabyte = std::size_t{1} << 20;
  static constexpr std::size_t leastMegabytes = 16;
  static constexpr std::size_t usualMegabytes = 768;

  explicit MemoryBudget(std::size_t bytes = usualMegabytes * megabyte);

  /// The share of one use, in bytes.
  std::size_t of(MemoryUse use) const { return mShares[static_cast<std::size_t>(use)]; }

  /// The sum of all shares, in bytes.
  std::size_t total() const;

  /// The same with another share for one use, as where a run has a parameter for it.
  MemoryBudget with(MemoryUse use, std::size_t bytes) const;

  /// One line for the log, in MB of 2^20 bytes: the whole and each share.
  Sentence account() const;
  std::string text() const { return account().text(); }

 private:
  std::array<std::size_t, uses> mShares{};
};

/// The budget of this process: what the environment variable PROSPECTIVITY_MEMORY says in MB, or the usual
/// one. Asked anew at each call, so that another value counts for the next run. Throws Error as budgetFrom()
/// does. Thread-safe as long as nobody changes the environment.
MemoryBudget memoryBudget();

/// The budget of so many MB, written as a whole number; the usual one for a text that is null or empty.
/// Throws Error for any other text, and for less than MemoryBudget::leastMegabytes.
MemoryBudget budgetFrom(const char* megabytes);

} // namespace prospectivity
