#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <vector>

namespace prospectivity {

/// A number that stands for "no data" without being declared so, and how often it stands there.
struct Sentinel {
  double value = 0;
  std::size_t count = 0;
};

/// Looks for sentinels in numbers as they go by: the customary numbers for NoData of the programs of the
/// field (-9999 and its kin, -99, -999, 9999, the limits of integers of 8 to 64 bits but 0, 127 and 255,
/// which measurements reach, Geosoft's -1e32, ArcGIS's -3.4e38, Surfer's 1.70141e38, anything beyond 1e20)
/// that lie apart from everything else. Such a number is a value like any other when the rest comes near it:
/// only what is farther from the rest than the rest is wide, or is negative where nothing else is, is
/// suspected, and a small one (-99, 9999, ...) only when it stands there more than once. One that stands
/// there far more often than a value so far out would (in 1 %, a small one in 5 % of all) need only lie a
/// twentieth, a small one a tenth, of the rest's range away from it. Not thread-safe; merge what threads have
/// seen.
class SentinelSearch {
 public:
  /// NaN is left out.
  void add(double value) {
    const auto single = static_cast<float>(value);
    if (!maybeCustomary()[placeOf(single)]) {
      addOther(value);
    } else if (!std::isnan(value)) {
      addRare(value);
    }
  }
  void merge(const SentinelSearch& other);

  /// The numbers suspected, the most frequent first; none when there is nothing else to compare them with.
  std::vector<Sentinel> found() const;

 private:
  static constexpr std::size_t places = 1 << 15;

  /// Sign, exponent and the first bits of the fraction: whatever is not customary is told by one look.
  static std::size_t placeOf(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return bits >> 17;
  }
  static const std::array<bool, places>& maybeCustomary();
  void addOther(double value) {
    mLeast = std::min(mLeast, value);
    mMost = std::max(mMost, value);
    ++mOthers;
  }
  void addRare(double value);
  void addCustomary(double value, std::size_t count);

  double mLeast = std::numeric_limits<double>::infinity();
  double mMost = -std::numeric_limits<double>::infinity();
  std::size_t mOthers = 0; ///< values that are not customary for NoData
  std::map<double, std::size_t> mCustomary;
};

} // namespace prospectivity
