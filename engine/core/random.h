#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace prospectivity {

/// The one source of chance: seeded, passed in, and the same numbers on every machine.
///
/// The standard library's distributions differ between implementations, so the distributions are here.
/// Generator: xoshiro256** (Blackman & Vigna 2021, doi 10.1145/3460772), seeded through splitmix64.
/// Not thread-safe: give each worker its own stream with fork().
class Random {
 public:
  explicit Random(std::uint64_t seed);

  /// An independent generator for a numbered part of the work (a fold, a tile, a sample), so that the result
  /// does not depend on the order in which threads reach the parts. Does not advance this generator.
  Random fork(std::uint64_t stream) const;

  std::uint64_t bits();
  double uniform();                              ///< in [0, 1), 53 bits
  double normal();                               ///< mean 0, standard deviation 1 (Box & Muller 1958)
  double beta(double shape);                     ///< in [0, 1], Beta(shape, shape); shape > 0, finite
  std::size_t below(std::size_t bound);          ///< in [0, bound), unbiased; bound > 0
  void shuffle(std::vector<std::size_t>& items); ///< Fisher-Yates
  std::vector<std::size_t> permutation(std::size_t count); ///< 0 .. count-1 in random order

 private:
  std::uint64_t mState[4];
  std::uint64_t mSeed;
};

} // namespace prospectivity
