#pragma once

#include "engine/core/kernels.h"

#include <cstddef>
#include <cstdint>

namespace prospectivity {

constexpr int scanQueries = 8; ///< that look at the same points together
constexpr int scanPoints = 32; ///< per block

/// A search for points near a few queries. A point's number for a query is |p|^2 - 2 q.p, its squared
/// distance less |q|^2, in single precision; each is computed in registers and forgotten unless it is small
/// enough, so that a search of all pairs is bound by arithmetic and not by memory.
struct DistanceScan {
  /// Blocks of scanPoints points: for each dimension the coordinates of all, then all |p|^2. Points that fill
  /// up the last block have |p|^2 infinite.
  const float* points = nullptr;
  std::size_t blocks = 0;
  int dimensions = 0;
  const float* queries = nullptr; ///< scanQueries rows of -2 q
  const float* limits = nullptr;  ///< one for each query; minus infinity: nothing is within it
};

/// A block that holds points near enough.
struct ScannedBlock {
  std::uint32_t within[scanQueries];          ///< bit i: the number of point i is below the query's limit
  float beyondLimit[scanQueries][scanPoints]; ///< number less limit, of the points within
};

/// kernels<ScanKernels>().nextWithin(...). Thread-safe.
struct ScanKernels {
  /// The first block from `block` on that holds a point whose number is below the limit of its query,
  /// described in `found`; `blocks` when there is none. A few roundings decide on the limit itself.
  std::size_t (*nextWithin)(const DistanceScan& scan, std::size_t block, ScannedBlock& found);

  template <InstructionSet> static ScanKernels compiled();
};

} // namespace prospectivity
